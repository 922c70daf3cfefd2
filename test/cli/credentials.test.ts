import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RequestOutput, RequestsOutput } from "../../src/output/requests.ts";
import type { StatusOutput } from "../../src/output/status.ts";
import { isFull } from "../support/extent.ts";
import { basic, openGitHttp } from "../support/git-http.ts";
import { openGitHub, REPOSITORY, TOKEN } from "../support/github.ts";
import { callJson } from "../support/program.ts";
import { clones, git, read, readJson, temporaryFolder, write } from "../support/repository.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";
const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const BRANCH = "publish/zoom-api/get-meeting";
const USER = "x-access-token";
/** Put together, so that no scanner takes it for real. */
const SECRET = ["a", "password", "of", "git's", "own"].join("-");
const HEADER = basic(USER, SECRET);

interface Place {
  agent: string;
  /** The user's own folder. */
  home: string;
  /** The git server's, such as `http://127.0.0.1:1234`. */
  origin: string;
}

type Environment = Record<string, string | undefined>;

/** Each hands git what it needs for the remote, and says what of it stands in the environment. */
type Source = (place: Place) => Environment;

/** The user's global configuration, where git looks for it. */
function withGlobal({ home }: Place, text: string): Environment {
  write(home, ".gitconfig", text);
  return { HOME: home, GIT_CONFIG_GLOBAL: undefined };
}

const globalHelper: Source = (place) => {
  write(place.home, "passwords", `http://${USER}:${encodeURIComponent(SECRET)}@${place.origin.slice(7)}\n`);
  return withGlobal(place, "[credential]\n\thelper = store --file ~/passwords\n");
};

function headerFor(origin: string, header: string): string {
  return `[http "${origin}/"]\n\textraheader = AUTHORIZATION: ${header}\n`;
}

/** What `actions/checkout` writes: the scheme in lower case. */
const CI_HEADER = HEADER.replace("Basic", "basic");

const SOURCES: Record<string, Source> = {
  "a global includeIf by the remote's URL, with a header": (place) => {
    write(place.home, "work", headerFor(place.origin, HEADER));
    return withGlobal(place, '[includeIf "hasconfig:remote.*.url:http://127.0.0.1:*/**"]\n\tpath = ~/work\n');
  },
  "a global includeIf by the remote's URL, with a helper": (place) => {
    write(place.home, "helper", `#!/bin/sh\necho username=${USER}\necho "password=${SECRET}"\n`);
    write(place.home, "work", "[credential]\n\thelper = !sh ~/helper\n");
    return withGlobal(place, `[includeIf "hasconfig:remote.*.url:${place.origin}/**"]\n\tpath = ~/work\n`);
  },
  "a global includeIf by the clone's folder": (place) => {
    write(place.home, "work", headerFor(place.origin, HEADER));
    return withGlobal(place, `[includeIf "gitdir:${place.agent}/"]\n\tpath = ~/work\n`);
  },
  "an askpass script with a variable of its own": ({ home }) => {
    const script = join(home, "askpass");
    const text = `#!/bin/sh\ncase "$1" in User*) echo ${USER};; *) echo "$MY_ASKPASS_SECRET";; esac\n`;
    writeFileSync(script, text, { mode: 0o755 });
    return { GIT_ASKPASS: script, MY_ASKPASS_SECRET: SECRET };
  },
  "GIT_CONFIG_COUNT in the environment": ({ origin }) => ({
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_0: "color.ui",
    GIT_CONFIG_VALUE_0: "never",
    GIT_CONFIG_KEY_1: `http.${origin}/.extraHeader`,
    GIT_CONFIG_VALUE_1: `Authorization: ${HEADER}`,
  }),
  "the clone's URL": ({ agent, origin }) => {
    const url = `${origin}/${REPOSITORY}.git`.replace("//", `//${USER}:${encodeURIComponent(SECRET)}@`);
    git(agent, "remote", "set-url", "origin", url);
    return {};
  },
  "what actions/checkout 4 and 5 leave in the clone": ({ agent, origin }) => {
    git(agent, "config", `http.${origin}/.extraheader`, `AUTHORIZATION: ${CI_HEADER}`);
    return {};
  },
  "what actions/checkout 6 leaves in the clone and beside it": ({ agent, origin, home }) => {
    // https://github.com/actions/checkout/blob/v6/src/git-auth-helper.ts
    const name = "git-credentials-0b6a3f0e-6f7c-4f5e-9d0a-3c1f2a4b5c6d.config";
    write(home, `_temp/${name}`, headerFor(origin, CI_HEADER));
    for (const [folder, temporary] of [
      [`${agent}/.git`, join(home, "_temp")],
      ["/github/workspace/.git", "/github/runner_temp"],
    ]) {
      git(agent, "config", `includeIf.gitdir:${folder}.path`, `${temporary}/${name}`);
      git(agent, "config", `includeIf.gitdir:${folder}/worktrees/*.path`, `${temporary}/${name}`);
    }
    return { RUNNER_TEMP: join(home, "_temp") };
  },
};

/** An agent's clone of a repository on GitHub whose git is behind a password, and that password. */
async function start(source: Source) {
  const { remote, agent, reviewer } = clones({ labels: [] });
  const fork = join(temporaryFolder(), "fork.git");
  const kept = (): void => expect(textsBelow(join(agent, ".git/harbor-drafts"))).not.toMatch(SPELLED);
  const server = await openGitHttp({
    repositories: { [`${REPOSITORY}.git`]: remote, "harbor-agent/catalogue.git": fork },
    accepted: [HEADER],
    meanwhile: kept,
  });
  const github = await openGitHub(remote);
  git(agent, "remote", "set-url", "origin", server.urlOf(`${REPOSITORY}.git`));
  const env = { ...source({ agent, home: temporaryFolder(), origin: server.origin }), ...github.env };
  const call = async <Output>(words: [string, ...string[]]) => {
    const called = await callJson<Output>(words, { cwd: agent, env });
    expect(JSON.stringify(called)).not.toMatch(SPELLED);
    kept();
    return called;
  };
  return {
    ...{ remote, agent, reviewer, fork, github, server },
    call,
    async ask(...options: string[]) {
      const { exit, output } = await call<RequestsOutput>(["request-publish", DRAFT, ...options]);
      return { exit, ...(output.requests?.[0] as RequestOutput) };
    },
    async status() {
      const { output } = await call<StatusOutput>(["status"]);
      return output.entries.find(({ slug }) => slug === "get-meeting");
    },
    edit(change: (action: { label: string; path: string }) => void): void {
      const draft = readJson<{ action: { label: string; path: string } }>(agent, DRAFT);
      change(draft.action);
      write(agent, DRAFT, draft);
    },
    /** Git's password went to its server, all that was asked there had it, and nobody else saw it. */
    expectFaithful(): void {
      const sent = new Set(server.received.map(({ authorization }) => authorization?.replace(/^b/, "B")));
      sent.delete(undefined);
      expect([...sent]).toEqual([HEADER]);
      expect(new Set(github.received.map(({ authorization }) => authorization))).toEqual(
        new Set([`token ${TOKEN}`]),
      );
    },
  };
}

const SPELLED = new RegExp(`${SECRET}|${HEADER.slice("Basic ".length)}`);

function textsBelow(folder: string): string {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
        .join("\n")
    : "";
}

describe("git's own credentials reach the remote, and nothing else", () => {
  test("through the whole life of a request, from a global helper", async () => {
    const world = await start(globalHelper);
    const { remote, reviewer, fork, github, call, ask, edit, status } = world;
    expect(await ask("--dry-run")).toMatchObject({ exit: 0, outcome: "planned" });
    expect(await ask()).toMatchObject({ exit: 0, outcome: "created", number: 1 });
    expect(await ask()).toMatchObject({ exit: 0, outcome: "unchanged", number: 1 });
    edit((action) => {
      action.label = "Look at a meeting";
    });
    expect(await ask()).toMatchObject({ exit: 0, outcome: "updated", number: 1 });

    edit((action) => {
      action.path = "/accounts/{meetingId}/settings";
    });
    expect(await ask()).toMatchObject({ exit: 1, outcome: "failed", error: { code: "REFUSED" } });
    edit((action) => {
      action.path = "/meetings/{meetingId}";
    });

    github.review(1, { body: "No, thanks.", state: "CHANGES_REQUESTED" });
    github.close(1);
    expect(await ask()).toMatchObject({ exit: 1, error: { code: "REJECTED" } });
    expect(await ask("--again")).toMatchObject({ exit: 0, outcome: "created", number: 2 });

    const moved = read(reviewer, MANIFEST).replace(/"version": "[^"]+"/, '"version": "1.9.0"');
    write(reviewer, MANIFEST, moved);
    git(reviewer, "add", "--all");
    git(reviewer, "commit", "--quiet", "--message=Move");
    git(reviewer, "push", "--quiet", "origin", "main");
    expect(await status()).toMatchObject({ state: "stale" });
    const refreshed = await call<RequestsOutput>(["refresh"]);
    expect(refreshed.output.requests).toMatchObject([{ outcome: "updated", number: 2, error: null }]);
    expect(git(remote, "rev-parse", `${BRANCH}^`)).toBe(git(remote, "rev-parse", "main"));

    const withdrawn = await call<RequestsOutput>(["withdraw", "get-meeting"]);
    expect(withdrawn.output.requests).toMatchObject([{ outcome: "closed", number: 2 }]);
    expect(git(remote, "for-each-ref", "refs/heads/publish")).toBe("");

    cpSync(remote, fork, { recursive: true });
    const hook = "#!/bin/sh\necho Permission to push denied >&2\nexit 1\n";
    writeFileSync(join(remote, "hooks/pre-receive"), hook, { mode: 0o755 });
    github.settings.permissions = { admin: false, maintain: false, push: false, triage: false, pull: true };
    github.fork({
      login: "harbor-agent",
      remote: fork,
      clone_url: world.server.urlOf("harbor-agent/catalogue.git"),
    });
    expect(await ask()).toMatchObject({ exit: 0, outcome: "created", number: 3 });
    expect(git(fork, "rev-parse", `${BRANCH}^`)).toBe(git(remote, "rev-parse", "main"));
    world.expectFaithful();
  });

  test.each(Object.entries(SOURCES))("from %s", async (_what, source) => {
    const world = await start(source);
    const { remote, call, ask, edit } = world;
    // To fetch and to push: what comes after does no more than that, as the whole life above shows.
    expect(await ask()).toMatchObject({ exit: 0, outcome: "created", number: 1 });
    world.expectFaithful();
    if (!isFull) {
      return;
    }
    edit((action) => {
      action.label = "Look at a meeting";
    });
    expect(await ask()).toMatchObject({ exit: 0, outcome: "updated", number: 1 });
    const withdrawn = await call<RequestsOutput>(["withdraw", "get-meeting"]);
    expect(withdrawn.output.requests).toMatchObject([{ outcome: "closed", number: 1 }]);
    expect(git(remote, "for-each-ref", "refs/heads/publish")).toBe("");
    world.expectFaithful();
  });
});

describe("a header that the clone's own configuration names", () => {
  const planted = "X-Planted: 1";
  const header = `AUTHORIZATION: ${CI_HEADER}`;
  test.each<[string, (origin: string) => [key: string, value: string][]]>([
    [
      "for other places than the remote's host",
      (origin) => [
        ["http.extraHeader", header],
        ["http.http://*:*/.extraHeader", header],
        ["http.http://127.0.0.1/.extraHeader", header],
        [`http.${origin}/else/.extraHeader`, header],
      ],
    ],
    ["that is no authorization", (origin) => [[`http.${origin}/.extraHeader`, planted]]],
    [
      "with another one behind a line break",
      (origin) => [[`http.${origin}/.extraHeader`, `${header}\r\n${planted}`]],
    ],
    ["of another scheme", (origin) => [[`http.${origin}/.extraHeader`, "AUTHORIZATION: Digest x"]]],
  ])("%s, is sent nowhere", async (_what, settings) => {
    const { remote, agent } = clones();
    const server = await openGitHttp({ repositories: { "catalogue.git": remote } });
    git(agent, "remote", "set-url", "origin", server.urlOf("catalogue.git"));
    for (const setting of settings(server.origin)) {
      git(agent, "config", ...setting);
    }
    expect(await callJson(["status"], { cwd: agent })).toMatchObject({ exit: 0 });
    expect(server.received.length).toBeGreaterThan(0);
    expect(server.received.filter(({ headers }) => headers.authorization ?? headers["x-planted"])).toEqual(
      [],
    );
  });

  test("isn't sent where the remote redirects", async () => {
    const { remote, agent } = clones();
    // git follows the first answer, and sends what it asks next with the header straight to the other server.
    const elsewhere = await openGitHttp({ repositories: { "catalogue.git": remote } });
    const server = await openGitHttp({ repositories: {}, accepted: [HEADER], redirect: elsewhere.origin });
    git(agent, "remote", "set-url", "origin", server.urlOf("catalogue.git"));
    git(agent, "config", `http.${server.origin}/.extraheader`, `AUTHORIZATION: ${CI_HEADER}`);
    await callJson(["status"], { cwd: agent });
    expect(server.received.map(({ authorization }) => authorization)).toContain(CI_HEADER);
    expect(elsewhere.received.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });

  test("no remote leads to another one: a fetch and a push would end in two places", async () => {
    const { remote, agent } = clones();
    const elsewhere = await openGitHttp({ repositories: { "catalogue.git": remote } });
    const server = await openGitHttp({ repositories: {}, redirect: elsewhere.origin });
    git(agent, "remote", "set-url", "origin", server.urlOf("catalogue.git"));
    const env = {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "http.followRedirects",
      GIT_CONFIG_VALUE_0: "true",
    };
    const { exit, output } = await callJson<{ error?: object }>(["status"], { cwd: agent, env });
    expect({ exit, error: output.error }).toMatchObject({
      exit: 3,
      error: {
        code: "NETWORK",
        message: expect.stringContaining("answers with a redirect"),
        hint: expect.stringContaining("git remote set-url origin URL"),
      },
    });
    expect(elsewhere.received).toEqual([]);
  });
});
