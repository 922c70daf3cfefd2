import { describe, expect, test } from "vitest";
import type { CheckOutput } from "../../src/output/check.ts";
import type { TestOutput } from "../../src/output/test.ts";
import { call, callJson } from "../support/program.ts";
import { catalogueFolder, clones, git, read, write } from "../support/repository.ts";
import { FAKE_SECRET } from "../support/sample.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";
const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const POLICY = "catalog/integrations/zoom/zoom-api.policy.json";

const filesOf = ({ drafts, catalog }: CheckOutput): string[] =>
  [...drafts, ...catalog].map(({ file }) => file.replace(/^.*\//, ""));

const check = (cwd: string, ...words: string[]) => callJson<CheckOutput>(["check", ...words], { cwd });

describe("check takes recordings along", () => {
  const RECORDINGS = {
    draft: "drafts/zoom-api/get-meeting.har",
    live: "catalog/integrations/zoom/zoom-api.recordings/get-me.har",
  };

  test("a draft whose recording holds a secret is refused, and the secret isn't shown", async () => {
    const cwd = catalogueFolder();
    write(cwd, RECORDINGS.draft, read(cwd, RECORDINGS.draft).replace("Harbor planning", FAKE_SECRET));
    const { exit, output } = await check(cwd, DRAFT);
    expect(exit).toBe(1);
    expect(output.drafts).toMatchObject([
      { file: DRAFT, verdict: "refused", findings: [{ rule: "secret/found", file: RECORDINGS.draft }] },
    ]);
    expect(JSON.stringify(output)).not.toContain(FAKE_SECRET);
  });

  test("a manifest whose live action's recording holds one doesn't pass", async () => {
    const cwd = catalogueFolder();
    write(cwd, RECORDINGS.live, read(cwd, RECORDINGS.live).replace("example-user-1", FAKE_SECRET));
    const { exit, output } = await check(cwd, MANIFEST);
    expect(exit).toBe(1);
    expect(output.catalog).toMatchObject([
      { file: MANIFEST, passed: false, findings: [{ rule: "secret/found", file: RECORDINGS.live }] },
    ]);
  });
});

describe("check takes manifests and policies", () => {
  test("by name, beside drafts; the summary counts drafts alone", async () => {
    const cwd = catalogueFolder();
    const { exit, output } = await check(cwd, POLICY, DRAFT, MANIFEST, POLICY);
    expect(exit).toBe(0);
    expect(filesOf(output)).toEqual(["get-meeting.json", "zoom-api.policy.json", "zoom-api.json"]);
    expect(output.catalog.map(({ kind, passed }) => [kind, passed])).toEqual([
      ["policy", true],
      ["manifest", true],
    ]);
    expect(output.summary.drafts).toBe(1);
    expect((await call(["check", "catalog/integrations/zoom/nothing.json"], { cwd })).exit).toBe(2);
  });

  test("all of them, and with --changed those that differ, as the work tree has them", async () => {
    const { agent } = clones();
    expect(filesOf((await check(agent)).output)).toContain("zoom-api.policy.json");
    expect((await check(agent, "--changed")).output.catalog).toEqual([]);
    write(agent, MANIFEST, read(agent, MANIFEST).replace("https://api.zoom.us", "http://api.zoom.us"));
    const changed = await check(agent, "--changed");
    expect(changed.exit).toBe(1);
    expect(changed.output.catalog).toMatchObject([
      {
        file: MANIFEST,
        passed: false,
        // The recordings are of another base URL, too.
        findings: expect.arrayContaining([
          expect.objectContaining({
            rule: "manifest/connection",
            severity: "error",
            pointer: "/port/baseUrl",
          }),
        ]),
      },
    ]);
    // Drafts are still judged by the base.
    expect(changed.output.drafts.every(({ verdict }) => verdict !== "refused")).toBe(true);
    expect((await check(agent)).exit).toBe(1);
    git(agent, "checkout", "--quiet", MANIFEST);
    write(agent, POLICY, `${read(agent, POLICY)}\n`);
    // A manifest is judged by the policy beside it.
    expect((await check(agent, "--changed")).output.catalog.map(({ kind }) => kind)).toEqual([
      "manifest",
      "policy",
    ]);
  });
});

test("a manifest's live actions are tested as the work tree has them, before they land", async () => {
  const { agent } = clones();
  const words = ["test", MANIFEST] as const;
  const good = await callJson<TestOutput>([...words], { cwd: agent });
  expect(good.exit).toBe(0);
  expect(good.output.live.map(({ slug }) => slug)).toEqual(["create-meeting", "get-me", "list-meetings"]);
  const recording = MANIFEST.replace(".json", ".recordings/get-me.har");
  write(agent, recording, read(agent, recording).replace("America/Los_Angeles", "Europe/Berlin"));
  const changed = await callJson<TestOutput>([...words], { cwd: agent });
  expect(changed.exit).toBe(1);
  expect(changed.output.live.filter(({ passed }) => !passed).map(({ slug }) => slug)).toEqual(["get-me"]);
  // All of them are the base's, which hasn't changed.
  expect((await callJson<TestOutput>(["test", "--all"], { cwd: agent })).exit).toBe(0);
});

describe("a broken manifest or policy", () => {
  test.each<[string, string, (text: string) => string, RegExp]>([
    [
      "manifest that isn't JSON",
      MANIFEST,
      (text) => text.replace('"slug"', "slug"),
      /3:3 error the file isn't JSON/,
    ],
    ["manifest that is none", MANIFEST, (text) => text.replace('"1.0.0"', '"1.0"'), /4:14 error \/version/],
    [
      "policy that is none",
      POLICY,
      (text) => text.replace('"automatic"', '"free"'),
      /error \/routes\/\d+\/tier/,
    ],
  ])("is a finding, not the end: a %s", async (_, file, change, message) => {
    const cwd = catalogueFolder();
    write(cwd, file, change(read(cwd, file)));
    for (const words of [["check", file], ["check"]]) {
      const { exit, stdout } = await call(words, { cwd });
      expect(exit).toBe(1);
      expect(stdout).toMatch(message);
      expect(stdout).toContain(`failed    ${file}`);
    }
    // Without git the folder itself is what is live: its drafts can't be judged, and say why.
    const { output } = await check(cwd);
    expect(output.drafts).toMatchObject([
      {
        file: DRAFT,
        port: "zoom-api",
        verdict: "refused",
        findings: [{ rule: "draft/port", pointer: "/port", message: expect.stringMatching(/can't be read/) }],
      },
      { verdict: "refused" },
    ]);
    // Alone, they meet an environment that isn't as it should be.
    expect((await call(["check", DRAFT], { cwd })).exit).toBe(3);
  });

  test("of the work tree doesn't keep drafts from being judged by the base", async () => {
    const { agent } = clones();
    write(agent, POLICY, "{");
    const { exit, output } = await check(agent);
    expect(exit).toBe(1);
    expect(output.drafts.map(({ verdict }) => verdict)).toEqual(["automatic", "approval"]);
    expect(output.catalog.map(({ passed }) => passed)).toEqual([false, false]);
  });
});

describe("every form of the report tells of them", () => {
  test.each([
    ["pretty", /^failed {4}catalog.*\n(?:.*\n)* {2}\d+:\d+ error .*/m],
    [
      "github",
      /^::error file=catalog\/integrations\/zoom\/zoom-api\.policy\.json,line=\d+,col=\d+,title=policy\/tiers::/m,
    ],
    [
      "junit",
      /<testcase name="catalog\/.*policy\.json"[^>]*>\s*<failure message="failed">[\s\S]*\d+:\d+ error/,
    ],
    ["markdown", /\| `catalog\/.*policy\.json` \| \*\*failed\*\* \| \d+ \|/],
    ["sarif", /"uri": "catalog\/integrations\/zoom\/zoom-api\.policy\.json"/],
  ])("--format %s", async (format, shape) => {
    const cwd = catalogueFolder();
    write(
      cwd,
      POLICY,
      read(cwd, POLICY).replace(/("method": "POST",\s*"path": "[^"]*",\s*"tier": )"\w+"/, '$1"automatic"'),
    );
    const { exit, stdout } = await call(["check", POLICY, "--format", format], { cwd });
    expect(exit).toBe(1);
    expect(stdout).toMatch(shape);
    expect(stdout).toContain("policy/tiers");
  });
});
