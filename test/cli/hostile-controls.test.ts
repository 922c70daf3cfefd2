import { execFile, spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { basic, openGitHttp } from "../support/git-http.ts";
import { openTraps, plantBeside } from "../support/hostile/clone.ts";
import {
  type Control,
  listenerControls,
  NO_CONTROL,
  programControls,
  settingsOf,
} from "../support/hostile/controls.ts";
import { allSettings, configText, namesProgram } from "../support/hostile/settings.ts";
import { clones, git, read, write } from "../support/repository.ts";

/** A clone in which what is planted works, and plain git to show it. */
async function start(accepted?: readonly string[]) {
  const { remote, agent } = clones();
  const server = await openGitHttp({
    repositories: { "catalogue.git": remote },
    ...(accepted === undefined ? {} : { accepted }),
    headers: { "set-cookie": "planted=1; Path=/; Expires=Fri, 01 Jan 2038 00:00:00 GMT" },
  });
  const url = server.urlOf("catalogue.git");
  const traps = await openTraps(url);
  const base = read(agent, ".git/config");
  git(agent, "branch", "side");
  for (const [branch, forge] of [
    ["side", "github"],
    ["main", "git-only "],
  ] as const) {
    git(agent, "checkout", "--quiet", branch);
    write(agent, "harbor.config.json", { forge });
    git(agent, "commit", "--quiet", "--all", "--message=x");
  }
  plantBeside(agent, traps);
  const settings = allSettings(traps);
  const run = async (control: Control, dirty = "changed\n"): Promise<void> => {
    const { words, at, input = "" } = control;
    write(
      agent,
      ".git/config",
      (at === "folder" ? base : base.replace(remote, url)) + configText(settingsOf(control, settings)),
    );
    write(agent, "harbor.config.json", dirty);
    await new Promise<void>((resolve) => {
      const env = {
        ...process.env,
        PATH: `${traps.bin}:${process.env.PATH}`,
        GIT_TERMINAL_PROMPT: "0",
        TERM: "dumb",
      };
      const child = execFile("git", [...words], { cwd: agent, env }, () => resolve());
      child.stdin?.on("error", () => {}).end(input);
    });
  };
  return { agent, traps, settings, server, url, run };
}

const VERSION = spawnSync("git", ["version"], { encoding: "utf8" }).stdout;

function isKnown({ since = "2.0" }: Control): boolean {
  const number = (text: string): number => {
    const [, major, minor] = /(\d+)\.(\d+)/.exec(text) ?? [];
    return Number(major) * 1000 + Number(minor);
  };
  return number(VERSION) >= number(since);
}

test("plain git runs the program of each setting that names one, but of those that are said to have no control", async () => {
  const { traps, settings, run, url } = await start([basic("nobody", "nothing")]);
  const silent: string[] = [];
  const controls = programControls(url);
  for (const control of controls.filter(isKnown)) {
    await run(control);
    const [key = ""] = control.keys;
    const ran = traps.ran().map((line) => line.split(" ")[0]);
    if (!ran.includes(ALIKE[key] ?? key)) {
      silent.push(key);
    }
  }
  expect(silent).toEqual([]);
  const shown = new Set(controls.flatMap(({ keys }) => keys));
  const rest = settings.map(([key]) => key).filter((key) => namesProgram(key) && !shown.has(key));
  expect(rest.filter((key) => !NO_CONTROL.some(([shape]) => shape.test(key)))).toEqual([]);
});

/** What a program of it notes where that isn't the setting's own name. */
const ALIKE: Record<string, string> = {
  "extensions.worktreeConfig": "config.worktree",
  "includeIf.gitdir:**.path": "include.path",
};

test("plain git asks the listener, writes the file, and shows the server what the clone says", async () => {
  const { traps, run, url, server } = await start();
  const silent: string[] = [];
  for (const control of listenerControls(url, traps.listener).filter(isKnown)) {
    await run(control);
    if (traps.asked() === 0) {
      silent.push(control.keys[0] ?? "");
    }
  }
  expect(silent).toEqual([]);
  server.received.length = 0;
  await run({
    keys: ["http.cookieFile", "http.saveCookies", "http.extraHeader", "http.userAgent"],
    words: ["fetch", "origin"],
  });
  expect(read(traps.folder, "precious")).not.toBe("mine\n");
  expect(server.received[0]?.headers).toMatchObject({ "x-planted": "1", "user-agent": "planted" });
});

test("plain git runs the clone's hooks", async () => {
  const { traps, run } = await start();
  await run({ keys: [], words: ["update-ref", "refs/heads/planted", "HEAD"] });
  expect(traps.ran()).toEqual(["hooks/reference-transaction"]);
});
