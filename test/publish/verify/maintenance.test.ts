import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Allowance } from "../../../src/publish/verify/change-set.ts";
import { parseOwners } from "../../../src/publish/verify/owners.ts";
import { type Bench, type Edits, MANIFEST, openBench, POLICY, recordingOf } from "./bench.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench([]);
});
afterAll(() => bench.close());

const ANYBODY: Allowance = { people: null };
const by = (authors: string[], ...approvers: string[]): Allowance => ({ people: { authors, approvers } });

async function judge(edits: Edits, allowance: Allowance | null = ANYBODY) {
  const { kind, allowed, findings } = await bench.verify("main", bench.commit("main", edits), {
    allowance: allowance ?? undefined,
  });
  return {
    kind,
    allowed,
    rules: findings.map(({ rule }) => rule),
    text: findings.map(({ message }) => message).join("\n"),
  };
}
const policy = (change: (text: string) => string): Edits => ({
  [POLICY]: change(bench.show("main", POLICY)),
});
const manifest = (change: (text: string) => string): Edits => ({
  [MANIFEST]: change(bench.show("main", MANIFEST)),
});
const renamed = (): Edits => ({
  ...Object.fromEntries(
    bench
      .paths("main")
      .filter((path) => path.startsWith("catalog/"))
      .flatMap((path) => [
        [path, null],
        [
          path.replace("/zoom-api", "/zoom-two"),
          bench.show("main", path).replace('"slug": "zoom-api"', '"slug": "zoom-two"'),
        ],
      ]),
  ),
});

describe("maintenance, where it is allowed", () => {
  test.each<[string, () => Edits]>([
    ["a policy", () => policy((text) => text.replace('"never"', '"reads"'))],
    ["metadata", () => manifest((text) => text.replace("managed locally", "kept locally"))],
    ["a version by hand", () => manifest((text) => text.replace('"1.0.0"', '"1.0.1"'))],
    ["other white space", () => manifest((text) => JSON.stringify(JSON.parse(text)))],
    [
      "a live recording's origin",
      () => ({
        [recordingOf("get-me")]: bench
          .show("main", recordingOf("get-me"))
          .replaceAll('"documented"', '"recorded"'),
      }),
    ],
    [
      "workflows, configuration and owners",
      () => ({
        ".github/workflows/ci.yml": "on: push\n",
        "harbor.config.json": '{ "forge": "github" }\n',
        CODEOWNERS: "* @ann\n",
      }),
    ],
    [
      "the tool that guards, and what agents are told",
      () => ({
        "package.json": "{}\n",
        // Larger than what is read.
        "package-lock.json": " ".repeat(5 * 1024 * 1024),
        "src/AGENTS.md": "Be careful.\n",
        "skills/meetings/SKILL.md": "Ask.\n",
        ".vscode/tasks.json": "{}\n",
      }),
    ],
    ["no configuration", () => ({ "harbor.config.json": null })],
    [
      "a port that goes as a whole",
      () =>
        Object.fromEntries(
          bench
            .paths("main")
            .filter((path) => path.startsWith("catalog/"))
            .map((path) => [path, null]),
        ),
    ],
    ["a port under another name, with its evidence", renamed],
    ["words beside the catalogue", () => ({ "catalog/README.md": "What is live.\n" })],
  ])("may land: %s", async (_, edits) => {
    expect(await judge(edits())).toMatchObject({ kind: "maintenance", allowed: true });
    expect(await judge(edits(), null)).toMatchObject({ kind: "maintenance", allowed: false });
  });

  test.each<[string, string, () => Edits]>([
    [
      "a policy that no longer admits what is live",
      "route/policy",
      () =>
        policy((text) =>
          text.replace(/("path": "\/users\/me\/meetings",\s+"tier": )"automatic"/, '$1"refused"'),
        ),
    ],
    ["a policy that isn't one", "policy/schema", () => policy(() => "{}\n")],
    ["a policy that goes", "verify/manifest", () => ({ [POLICY]: null })],
    [
      "a recording that no longer shows the action",
      "verify/evidence",
      () => ({ [recordingOf("get-me")]: bench.show("main", recordingOf("list-meetings")) }),
    ],
    ["a recording that goes", "verify/evidence", () => ({ [recordingOf("get-me")]: null })],
    [
      "a recording with an address of somebody",
      "secret/person",
      () => ({
        [recordingOf("get-me")]: bench
          .show("main", recordingOf("get-me"))
          .replaceAll("ava.lindqvist@example.com", "ava@lindqvist.se"),
      }),
    ],
    [
      "another base URL, which no recording is of",
      "verify/evidence",
      () => manifest((text) => text.replace("https://api.zoom.us/v2", "https://zoom.example.com/v2")),
    ],
    [
      "a configuration that can't be read",
      "verify/config",
      () => ({ "harbor.config.json": '{ "merge": true }\n' }),
    ],
    ["a manifest that goes alone", "verify/manifest", () => ({ [MANIFEST]: null })],
    [
      "a port that moves and leaves an action behind",
      "verify/action",
      () => {
        const two = MANIFEST.replace("zoom-api", "zoom-two");
        const {
          [two]: text,
          [recordingOf("get-me").replace("zoom-api", "zoom-two")]: _,
          ...rest
        } = renamed();
        const moved = JSON.parse(String(text)) as { actions: { slug: string }[] };
        moved.actions = moved.actions.filter(({ slug }) => slug !== "get-me");
        return { ...rest, [two]: `${JSON.stringify(moved, null, 2)}\n` };
      },
    ],
    [
      "a new port whose actions nobody tested",
      "verify/evidence",
      () =>
        Object.fromEntries(
          Object.entries(renamed()).filter(([path, content]) => content !== null && !path.endsWith(".har")),
        ),
    ],
    [
      "a recording that no live action has",
      "verify/evidence",
      () => ({ [recordingOf("get-meeting")]: bench.show("main", recordingOf("get-me")) }),
    ],
  ])("may not land: %s", async (_, rule, edits) => {
    const judged = await judge(edits());
    expect(judged).toMatchObject({ kind: "maintenance", allowed: false });
    expect(judged.rules).toContain(rule);
  });

  test("changes no live action: that is a publish request, faithful or not", async () => {
    const judged = await judge(manifest((text) => text.replace("Get my profile", "Get a profile")));
    expect(judged).toMatchObject({ kind: "publish-request", allowed: false });
    expect(judged.rules).toContain("verify/fold");
  });

  test("mends a base that can't be read, by what is tested", async () => {
    const good = bench.show("main", MANIFEST);
    const broken = bench.commit("main", { [MANIFEST]: "{}\n" });
    const verify = (edits: Edits) =>
      bench.verify(broken, bench.commit(broken, edits), { allowance: ANYBODY });
    expect(await verify({ [MANIFEST]: good })).toMatchObject({ kind: "maintenance", allowed: true });
    const untested = { [MANIFEST]: good, [recordingOf("get-me")]: null };
    expect(await verify(untested)).toMatchObject({ kind: "maintenance", allowed: false });
  });

  test("doesn't make a mixed change land", async () => {
    const edits = { ...policy((text) => text.replace('"never"', '"reads"')), "src/tool.txt": "x\n" };
    expect(await judge(edits)).toMatchObject({ kind: "mixed", allowed: false });
  });
});

describe("maintenance by people", () => {
  const edits = (): Edits => ({
    ...policy((text) => text.replace('"never"', '"reads"')),
    ".github/workflows/ci.yml": "on: push\n",
  });

  test.each<[string, Allowance, boolean, RegExp]>([
    ["a code owner of each path", by(["mallory"], "ann"), true, /^$/],
    ["one of each, together", by(["mallory"], "Bob", "ANN"), true, /^$/],
    [
      "a code owner of one path only",
      by(["mallory"], "bob"),
      false,
      /no code owner approved \.github\/workflows\/ci\.yml: its owners are @ann/,
    ],
    ["the author, who is a code owner", by(["ann"], "ann"), false, /no code owner approved/],
    ["the pusher, who is a code owner", by(["mallory", "Ann"], "ann"), false, /no code owner approved/],
    ["somebody else", by(["mallory"], "carl"), false, /no code owner approved/],
    ["nobody", by(["mallory"]), false, /no code owner approved/],
  ])("approved by %s", async (_, allowance, allowed, says) => {
    const judged = await judge(edits(), allowance);
    expect(judged).toMatchObject({ kind: "maintenance", allowed });
    expect(judged.text).toMatch(says);
  });

  test("counts a team where somebody vouches for it, and owners as the base has them", async () => {
    const config = { "harbor.config.json": "{}\n" };
    expect(await judge(config, by(["mallory"], "@org/admins"))).toMatchObject({ allowed: true });
    expect(await judge(config, by(["mallory"], "admins"))).toMatchObject({ allowed: false });
    const own = { ...config, ".github/CODEOWNERS": "* @mallory\n" };
    expect(await judge(own, by(["carla"], "mallory"))).toMatchObject({ allowed: false });
  });
});

describe("CODEOWNERS", () => {
  test.each<[string, string, string[]]>([
    ["* @all", "a/b.txt", ["all"]],
    ["* @all\n/catalog/ @ann", "catalog/x/y.json", ["ann"]],
    ["/catalog/ @ann\n* @all", "catalog/x.json", ["all"]],
    ["* @all\n/catalog/", "catalog/x.json", []],
    ["docs/* @doc", "docs/a.md", ["doc"]],
    ["docs/* @doc", "docs/deep/a.md", []],
    ["/docs/* @doc", "docs/deep/a.md", []],
    ["/* @top", "a.md", ["top"]],
    ["/* @top", "docs/a.md", []],
    ["docs/** @doc", "docs/deep/a.md", ["doc"]],
    ["*.json @Json # all of them", "catalog/a.json", ["json"]],
    ["/Catalog/ @ann", "catalog/a.json", []],
    ["!catalog @ann\n[c]atalog @bob", "catalog/a.json", []],
    ["catalog mail@example.com @org/team", "catalog/a.json", ["org/team"]],
    ["# * @all\n", "a", []],
  ])("%j: %s", (text, path, owners) => {
    expect(parseOwners(text)(path)).toEqual(owners);
  });
});
