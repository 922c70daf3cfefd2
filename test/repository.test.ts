import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { manifestSchema } from "../src/catalog/manifest.ts";
import { policySchema } from "../src/catalog/policy.ts";
import { canonicalDraft, draftSchema } from "../src/drafts/draft.ts";
import { canonicalJson } from "../src/json/canonical.ts";
import type { CheckOutput } from "../src/output/check.ts";
import type { TestOutput } from "../src/output/test.ts";
import { callJson } from "./support/program.ts";
import { catalogueFolder, DRAFTS, PROJECT, read } from "./support/repository.ts";

const RECORDINGS = "catalog/integrations/zoom/zoom-api.recordings";
const SLUGS = ["get-meeting", "list-meeting-registrants", "list-past-participants", "update-meeting"];

describe("this repository's own catalogue, with the drafts that tests work with", () => {
  test("passes check --all", async () => {
    const { exit, output } = await callJson<CheckOutput>(["check", "--all"], { cwd: catalogueFolder(SLUGS) });
    expect(exit).toBe(0);
    expect(output.drafts.map(({ slug, verdict, findings }) => [slug, verdict, findings.length])).toEqual([
      ["get-meeting", "automatic", 0],
      ["list-meeting-registrants", "approval", 0],
      ["list-past-participants", "approval", 0],
      ["update-meeting", "approval", 0],
    ]);
  });

  test("passes test --all, drafts and live actions alike", async () => {
    const { exit, output } = await callJson<TestOutput>(["test", "--all"], { cwd: catalogueFolder(SLUGS) });
    expect(exit).toBe(0);
    expect(output.drafts.map(({ slug }) => slug)).toEqual(SLUGS);
    expect(output.live.map(({ slug }) => slug)).toEqual(["create-meeting", "get-me", "list-meetings"]);
    for (const { evidence, examples, probes } of [...output.drafts, ...output.live]) {
      expect(evidence).toBe("documented");
      expect(examples.length).toBeGreaterThan(0);
      expect(probes.rejected).toBe(probes.run);
      expect(probes.accepted).toBe(probes.edges);
      expect(probes.edges).toBeGreaterThan(0);
    }
  });

  test("lets no credential through: what agents get and what is recorded hold none of the policy's fields", async () => {
    const policy = policySchema.parse(JSON.parse(text("catalog/integrations/zoom/zoom-api.policy.json")));
    const { output } = await callJson<TestOutput>(["test", "--all"], { cwd: catalogueFolder(SLUGS) });
    const answers = [...output.drafts, ...output.live].flatMap(({ examples }) =>
      examples.map((example) => example.output),
    );
    const recorded = [join(PROJECT, RECORDINGS), DRAFTS].flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".har"))
        .map((name) => read(folder, name)),
    );
    expect(recorded.length).toBeGreaterThan(5);
    const passed = [JSON.stringify(answers), ...recorded].join("\n");
    const leaks = (field: string): boolean => new RegExp(`"${field}\\\\?":`).test(passed);
    expect(policy.credentials.fields.filter(leaks)).toEqual([]);
    expect(leaks("topic")).toBe(true);
  });

  test("is written canonically, so that a request changes what it means to and nothing else", () => {
    const manifest = text("catalog/integrations/zoom/zoom-api.json");
    expect(canonicalJson(manifestSchema, JSON.parse(manifest))).toBe(manifest);
    const policy = text("catalog/integrations/zoom/zoom-api.policy.json");
    expect(canonicalJson(policySchema, JSON.parse(policy))).toBe(policy);
    for (const slug of SLUGS) {
      const draft = read(DRAFTS, `${slug}.json`);
      expect(canonicalDraft(draftSchema.parse(JSON.parse(draft)))).toBe(draft);
    }
  });
});

function text(path: string): string {
  return readFileSync(join(PROJECT, path), "utf8");
}
