import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, draftOf, type Edits, openBench, POLICY } from "./bench.ts";

let bench: Bench;
let main: string;
let honest: Edits;
let update: Edits;

beforeAll(async () => {
  bench = await openBench();
  main = bench.idOf("main");
  honest = bench.editsOf(await bench.request("get-meeting"));
  await bench.propose("get-me", "--field", "id");
  update = bench.editsOf(await bench.request("get-me"));
});
afterAll(() => bench.close());

const landed = (head: string, base = main) => bench.verify(base, head, { landed: true });

describe("what landed", () => {
  test("may be there, whatever way it was merged", async () => {
    const request = bench.commit(main, honest);
    const other = bench.commit(main, { "src/other.txt": "x\n" });
    const mergedByCommit = bench.commit([main, request], honest);
    const mergedAfterOther = bench.commit([other, request], honest);
    for (const head of [request, mergedByCommit, mergedAfterOther]) {
      const judged = await landed(head);
      expect(judged).toMatchObject({
        kind: "publish-request",
        allowed: true,
        slug: "get-meeting",
        findings: [],
      });
      expect(judged.steps.at(-1)).toMatchObject({ commit: head, kind: "publish-request", allowed: true });
    }
    expect((await landed(mergedAfterOther)).steps).toHaveLength(2);
  });

  test("is judged step by step, each by what stood before it", async () => {
    const drafts = bench.commit(main, { [draftOf("update-meeting")]: null });
    const first = bench.commit(drafts, honest);
    const second = bench.commit(first, { "src/other.txt": "x\n" });
    const judged = await landed(second);
    expect(judged).toMatchObject({ kind: "publish-request", allowed: true });
    expect(judged.steps.map(({ kind }) => kind)).toEqual(["drafts", "publish-request", "unrelated"]);
    expect(await landed(main)).toMatchObject({ kind: "unrelated", allowed: true, steps: [] });
  });

  test("may not have been folded into another manifest than it landed on", async () => {
    const stale = bench.commit([bench.commit(main, honest), bench.commit(main, update)], update);
    const judged = await landed(stale);
    expect(judged).toMatchObject({ allowed: false });
    expect(judged.steps.map(({ allowed }) => allowed)).toEqual([true, false]);
  });

  test.each<[string, (start: string) => string, string, RegExp]>([
    [
      "a merge that holds more than the request",
      (start) => bench.commit([start, bench.commit(start, honest)], { ...honest, "src/evil.txt": "x\n" }),
      "mixed",
      /evil\.txt doesn't belong/,
    ],
    [
      "a merge that changes the policy",
      (start) => bench.commit([start, bench.commit(start, honest)], { [POLICY]: "{}\n" }),
      "maintenance",
      /policy\.json is changed/,
    ],
    [
      "something taken back in the next step",
      (start) =>
        bench.commit(bench.commit(start, { [POLICY]: "{}\n" }), { [POLICY]: bench.show(start, POLICY) }),
      "maintenance",
      /policy\.json is changed/,
    ],
    [
      "the branch merged into another line",
      (start) => bench.commit([bench.commit(bench.idOf(`${start}^`), { "src/a.txt": "x\n" }), start], {}),
      "mixed",
      /own line isn't gone on with/,
    ],
    [
      "a branch that lost commits",
      (start) => bench.commit(bench.idOf(`${start}^`), { "src/a.txt": "x\n" }),
      "mixed",
      /commits of the branch would be lost/,
    ],
    ["a branch set back", (start) => bench.idOf(`${start}^`), "mixed", /commits of the branch would be lost/],
    ["another history", () => bench.commit([], honest), "mixed", /commits of the branch would be lost/],
    [
      "a request that isn't faithful",
      (start) => bench.commit(start, { ...honest, [draftOf("get-meeting")]: "{}\n" }),
      "publish-request",
      /get-meeting\.json stays/,
    ],
  ])("may not be %s", async (_, head, kind, says) => {
    const judged = await landed(head(main));
    expect(judged).toMatchObject({ kind, allowed: false });
    expect(judged.findings.map(({ message }) => message).join("\n")).toMatch(says);
  });
});
