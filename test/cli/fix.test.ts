import { chmodSync, mkdirSync, renameSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CheckOutput } from "../../src/output/check.ts";
import { call, callJson } from "../support/program.ts";
import { catalogueFolder, clones, read, readJson, temporaryFolder, write } from "../support/repository.ts";
import { FAKE_SECRET } from "../support/sample.ts";

const DRAFT = "drafts/zoom-api/list-past-participants.json";
const OTHER = "drafts/zoom-api/get-meeting.json";
const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const POLICY = "catalog/integrations/zoom/zoom-api.policy.json";

/** Two things that are safe to mend: an approval that is too weak, and an object that isn't closed. */
function weaken(folder: string, path = DRAFT): void {
  const text = read(folder, path)
    .replace('"require_approval"', '"automatic"')
    .replace('"additionalProperties": false', '"additionalProperties": true');
  write(folder, path, text);
}

const fixedOf = ({ drafts }: CheckOutput, file: string) => drafts.find((draft) => draft.file === file)?.fixed;

describe("check --fix", () => {
  test("mends what is safe, writes the canonical form and shows the diff", async () => {
    const cwd = catalogueFolder();
    const before = read(cwd, DRAFT);
    weaken(cwd);
    const { exit, stdout, stderr } = await call(["check", DRAFT, "--fix"], { cwd });
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^approval {2}drafts\/zoom-api\/list-past-participants\.json\n {2}fixed /);
    expect(stdout).toContain('-    "approvalMode": "automatic",\n+    "approvalMode": "require_approval",');
    expect(stdout).toContain("schema/closed");
    expect(stdout).not.toContain("with --fix");
    expect(stderr).not.toContain("fixed");
    expect(read(cwd, DRAFT)).toBe(before);
  });

  test("tells JSON what was mended, and judges the file as it stands then", async () => {
    const cwd = catalogueFolder();
    weaken(cwd);
    const { exit, output } = await callJson<CheckOutput>(["check", DRAFT, "--fix"], { cwd });
    expect(exit).toBe(0);
    expect(output.drafts).toMatchObject([
      {
        verdict: "approval",
        findings: [],
        fixed: {
          applied: expect.arrayContaining([
            expect.objectContaining({ rule: "route/approval", pointer: "/action/approvalMode" }),
            expect.objectContaining({ rule: "schema/closed", pointer: "/action/input/path" }),
          ]),
          patch: expect.stringMatching(/^--- a\/drafts\/.*\n\+\+\+ b\/drafts\//),
          error: null,
        },
      },
    ]);
    const again = await callJson<CheckOutput>(["check", DRAFT, "--fix"], { cwd });
    expect(again.output.drafts).toMatchObject([{ verdict: "approval", fixed: null }]);
  });

  test("writes a pattern in the grammar's spelling, where nothing has to be guessed", async () => {
    const cwd = catalogueFolder();
    const spelled = (pattern: string): void => {
      weaken(cwd);
      write(cwd, DRAFT, read(cwd, DRAFT).replace('"^[0-9]{9,12}$"', JSON.stringify(pattern)));
    };
    const before = read(cwd, DRAFT);
    spelled("^([1-9]\\d+)$");
    const mended = await callJson<CheckOutput>(["check", DRAFT, "--fix"], { cwd });
    expect([mended.exit, read(cwd, DRAFT)]).toEqual([
      0,
      before.replace("^[0-9]{9,12}$", "^(?:[1-9][0-9]{1,12})$"),
    ]);
    write(cwd, DRAFT, before);
    spelled("[0-9]{9,12}");
    const { exit, output } = await callJson<CheckOutput>(["check", DRAFT, "--fix"], { cwd });
    expect([exit, read(cwd, DRAFT)]).toEqual([1, before.replace("^[0-9]{9,12}$", "[0-9]{9,12}")]);
    expect(output.drafts[0]?.findings).toContainEqual(
      expect.objectContaining({
        rule: "schema/pattern",
        hint: expect.stringContaining("^[A-Za-z0-9_-]{1,64}$"),
      }),
    );
  });

  test("formats a draft that is right but for its form, and keeps its $schema and its permissions", async () => {
    const cwd = catalogueFolder();
    const { action, ...rest } = readJson(cwd, OTHER);
    write(cwd, OTHER, JSON.stringify({ action, ...rest, $schema: "../../docs/schemas/draft.schema.json" }));
    chmodSync(join(cwd, OTHER), 0o640);
    const { exit, stdout } = await call(["check", OTHER, "--fix"], { cwd });
    expect(exit).toBe(0);
    expect(stdout).toContain("  formatted\n--- a/drafts");
    expect(read(cwd, OTHER)).toMatch(/^\{\n {2}"\$schema": .*\n {2}"draft": 1,\n[\s\S]*\}\n$/);
    expect(statSync(join(cwd, OTHER)).mode & 0o777).toBe(0o640);
  });

  test("leaves to people what is for people, and exits as the result is", async () => {
    const cwd = catalogueFolder();
    weaken(cwd);
    write(cwd, DRAFT, read(cwd, DRAFT).replace('"GET"', '"DELETE"'));
    const { exit, output } = await callJson<CheckOutput>(["check", DRAFT, "--fix"], { cwd });
    expect(exit).toBe(1);
    expect(output.drafts[0]?.findings.map(({ rule }) => rule)).toContain("route/method");
    expect(fixedOf(output, DRAFT)?.applied).not.toEqual([]);
    expect(read(cwd, DRAFT)).toContain('"DELETE"');
  });

  test("without files takes all drafts, and neither manifest nor policy", async () => {
    const cwd = catalogueFolder();
    weaken(cwd);
    write(cwd, MANIFEST, JSON.stringify(readJson(cwd, MANIFEST)));
    const before = [read(cwd, MANIFEST), read(cwd, POLICY), read(cwd, OTHER)];
    const { exit, output } = await callJson<CheckOutput>(["check", "--fix"], { cwd });
    expect(exit).toBe(0);
    expect([fixedOf(output, OTHER), fixedOf(output, DRAFT)?.error]).toEqual([null, null]);
    expect(output.catalog[0]?.findings).toMatchObject([{ rule: "manifest/canonical", fix: null }]);
    expect([read(cwd, MANIFEST), read(cwd, POLICY), read(cwd, OTHER)]).toEqual(before);
  });

  test("with --changed takes those that differ from the base", async () => {
    const { agent } = clones();
    weaken(agent);
    const { exit, output } = await callJson<CheckOutput>(["check", "--changed", "--fix"], { cwd: agent });
    expect(exit).toBe(0);
    expect(fixedOf(output, DRAFT)?.applied).not.toEqual([]);
  });

  test.each(["sarif", "github", "junit", "markdown"])(
    "keeps the diff out of --format %s; stderr tells",
    async (format) => {
      const cwd = catalogueFolder();
      weaken(cwd);
      const fixed = await call(["check", DRAFT, "--fix", "--format", format], { cwd });
      const clean = await call(["check", DRAFT, "--format", format], { cwd });
      expect(fixed.exit).toBe(0);
      expect(fixed.stdout).toBe(clean.stdout);
      expect(fixed.stderr).toMatch(
        /^fixed drafts\/zoom-api\/list-past-participants\.json .*route\/approval/m,
      );
    },
  );
});

describe("check --fix leaves alone", () => {
  test.each<[what: string, make: (folder: string, path: string) => void]>([
    ["what isn't JSON", (folder, path) => write(folder, path, "{")],
    ["what is no draft", (folder, path) => write(folder, path, '{"name":"x",\n"version":"1"}')],
    ["a draft that lacks a member", (folder, path) => write(folder, path, '{ "draft": 1 }')],
    [
      "a draft that holds a secret",
      (folder, path) =>
        write(folder, path, JSON.stringify({ ...readJson(folder, OTHER), rationale: FAKE_SECRET })),
    ],
  ])("%s", async (_, make) => {
    const cwd = catalogueFolder();
    const path = "drafts/zoom-api/odd.json";
    make(cwd, path);
    const before = read(cwd, path);
    const { exit, output } = await callJson<CheckOutput>(["check", path, "--fix"], { cwd });
    expect(exit).toBe(1);
    expect(output.drafts).toMatchObject([{ fixed: null }]);
    expect(read(cwd, path)).toBe(before);
    expect(JSON.stringify(output)).not.toContain(FAKE_SECRET);
  });

  test("what canonical JSON can't say, and tells that", async () => {
    const cwd = catalogueFolder();
    write(cwd, OTHER, read(cwd, OTHER).replace(/"meetingId": \d+/, '"meetingId": 1e999'));
    const before = read(cwd, OTHER);
    const { exit, output } = await callJson<CheckOutput>(["check", OTHER, "--fix"], { cwd });
    expect(exit).toBe(1);
    expect(output.drafts).toMatchObject([{ fixed: { applied: [], error: { code: "REFUSED" } } }]);
    expect(read(cwd, OTHER)).toBe(before);
  });

  test("what stands outside the root, or is a link", async () => {
    const cwd = catalogueFolder();
    const outside = temporaryFolder();
    write(outside, "draft.json", JSON.stringify(readJson(cwd, OTHER)));
    const before = read(outside, "draft.json");
    symlinkSync(join(outside, "draft.json"), join(cwd, "drafts/zoom-api/linked.json"));
    symlinkSync(outside, join(cwd, "drafts/elsewhere"));
    expect((await call(["check", join(outside, "draft.json"), "--fix"], { cwd })).exit).toBe(2);
    for (const path of ["drafts/zoom-api/linked.json", "drafts/elsewhere/draft.json"]) {
      const { exit, output } = await callJson<CheckOutput>(["check", path, "--fix"], { cwd });
      expect(exit).toBe(1);
      expect(output.drafts).toMatchObject([{ verdict: "invalid", fixed: null }]);
    }
    expect(read(outside, "draft.json")).toBe(before);
  });

  test("what a link within the root leads to: it isn't written, and that is told", async () => {
    const cwd = catalogueFolder();
    mkdirSync(join(cwd, "kept"));
    renameSync(join(cwd, "drafts/zoom-api"), join(cwd, "kept/zoom-api"));
    symlinkSync(join(cwd, "kept/zoom-api"), join(cwd, "drafts/zoom-api"));
    weaken(cwd);
    const before = read(cwd, DRAFT);
    const { exit, stderr } = await call(["check", DRAFT, "--fix"], { cwd });
    expect(exit).toBe(3);
    expect(stderr).toMatch(/drafts\/zoom-api is a link to a folder, and nothing behind it is read/);
    expect(read(cwd, DRAFT)).toBe(before);
  });

  test("every file, where it isn't asked for", async () => {
    const cwd = catalogueFolder();
    weaken(cwd);
    writeFileSync(join(cwd, OTHER), JSON.stringify(readJson(cwd, OTHER)));
    const before = [read(cwd, DRAFT), read(cwd, OTHER)];
    const { exit, stdout } = await call(["check"], { cwd });
    expect(exit).toBe(1);
    expect(stdout.match(/findings can be mended with --fix/g)).toHaveLength(1);
    const { output } = await callJson<CheckOutput>(["check"], { cwd });
    expect(output.drafts.some((draft) => "fixed" in draft)).toBe(false);
    expect(output.drafts.flatMap(({ findings }) => findings.filter(({ fix }) => fix !== null))).not.toEqual(
      [],
    );
    expect([read(cwd, DRAFT), read(cwd, OTHER)]).toEqual(before);
  });
});
