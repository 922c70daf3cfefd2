import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { git } from "../../support/repository.ts";
import { type Bench, type Edits, importCommits, MANIFEST, openBench } from "./bench.ts";
import { SMUGGLED } from "./smuggled/index.ts";
import type { Start } from "./smuggled/start.ts";

let bench: Bench;
let start: Start;
/** The commits of those cases that are no more than edits of main, by name. */
let commits: Map<string, string>;

beforeAll(async () => {
  bench = await openBench();
  const honest = bench.editsOf(await bench.request("get-meeting"));
  const narrower = await propose("get-me", "--field", "id", "--field", "timezone");
  const retirement = await propose("create-meeting", "--change", "retire");
  start = {
    bench,
    honest,
    asked: honest[MANIFEST] as string,
    base: bench.show("main", MANIFEST),
    update: narrower,
    retirement,
  };
  const edited = SMUGGLED.flatMap(({ name, edits }) =>
    edits === undefined ? [] : [{ name, edits: edits(start) }],
  );
  const ids = importCommits(
    bench.remote,
    edited.map(({ edits }) => ({ parents: ["main"], edits })),
  );
  commits = new Map(edited.map(({ name }, index) => [name, ids[index] ?? ""]));
});
afterAll(() => bench.close());

async function propose(slug: string, ...words: string[]): Promise<Edits> {
  await bench.propose(slug, ...words);
  return bench.editsOf(await bench.request(slug));
}

describe("into the catalogue is not smuggled", () => {
  test.each(SMUGGLED.map((smuggled) => [smuggled.name, smuggled] as const))(
    "%s",
    async (name, { kind, rule, says, head, against }) => {
      const commit = head?.(start) ?? commits.get(name) ?? "";
      const judged = await bench.verify(against?.(start) ?? "main", commit);
      expect(judged).toMatchObject({ kind, allowed: false, selfPublish: false });
      const reasons = judged.findings.filter((finding) => finding.rule === rule);
      expect(judged.findings.map((finding) => finding.rule)).toContain(rule);
      expect(reasons.map(({ message }) => message).join("\n")).toMatch(says);
      expect(reasons.every(({ severity }) => severity === "error")).toBe(true);
    },
  );

  test("what they start from may land", async () => {
    for (const edits of [start.honest, start.update, start.retirement]) {
      const judged = await bench.verify("main", bench.commit("main", edits));
      expect(judged).toMatchObject({ kind: "publish-request", allowed: true });
    }
    expect(git(bench.remote, "rev-parse", "main")).toMatch(/^[0-9a-f]{40}$/);
  });
});
