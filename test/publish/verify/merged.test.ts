import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { memoryTree } from "../../../src/catalog/tree.ts";
import type { Change } from "../../../src/io/git-objects.ts";
import type { Judgement } from "../../../src/publish/verify/change-set.ts";
import { zoneOf } from "../../../src/publish/verify/guarded-paths.ts";
import { judgeChange } from "../../../src/publish/verify/judge.ts";
import { type Files, git, type States, strays } from "./merging.ts";

let cwd: string;
beforeAll(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "harbor-drafts-merged-")));
  git(cwd, "init", "--quiet", "--bare");
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function changesBetween(before: Files, after: Files): Change[] {
  const side = (text: string | undefined) =>
    text === undefined ? { mode: "000000", id: "" } : { mode: "100644", id: text };
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((path) => before[path] !== after[path])
    .map((path) => ({ path, before: side(before[path]), after: side(after[path]) }));
}

function treeOf(files: Files) {
  return memoryTree(
    "memory",
    new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])),
  );
}

const NOW = new Date("2026-12-01T12:00:00Z");

function judge({ start, tip, heads }: States): Promise<Judgement> {
  const head = heads.at(-1) ?? start;
  const step = {
    before: treeOf(start),
    after: treeOf(head),
    rules: treeOf(tip),
    changes: changesBetween(start, head),
    touched: heads.flatMap((files, index) => changesBetween(heads[index - 1] ?? start, files)),
    moved: new Map(changesBetween(start, tip).map((change) => [change.path, change])),
    tipPaths: () => Promise.resolve(Object.keys(tip)),
    entries: [],
  };
  return judgeChange(step, { allowance: { people: null }, now: NOW });
}

/** A text that git takes for the same after an edit of it. */
const text = (name: string): string =>
  Array.from({ length: 8 }, (_, line) => `${name} has line ${line}\n`).join("");

const FOLDERS = [
  ...["a", "a/sub", "a/sub/deep", "b", "docs", "lib"],
  ...[".github", ".github/x", "skills", "a/.claude", "a/.claude/x", "drafts/x", "drafts/y"],
];
const folder = fc.constantFrom(...FOLDERS);
const path = fc
  .tuple(folder, fc.constantFrom("one", "two", "three", "AGENTS.md", "CODEOWNERS"))
  .map((parts) => parts.join("/"));
const at = fc.nat(20);
const step = fc.oneof(
  fc.record({ does: fc.constant("edit" as const), at, line: fc.nat(2) }),
  fc.record({ does: fc.constant("remove" as const), at }),
  fc.record({ does: fc.constant("move" as const), at, to: path }),
  fc.record({ does: fc.constant("move folder" as const), at, up: fc.nat(2), to: folder }),
  fc.record({ does: fc.constant("add" as const), to: path, like: at }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** @param may which paths may be touched */
function walk(files: Files, steps: readonly Step[], may: (path: string) => boolean): Files {
  const now = new Map(Object.entries(files));
  const put = (to: string, content: string): void => {
    if (may(to) && ![...now.keys()].some((other) => other.startsWith(`${to}/`))) {
      now.set(to, content);
    }
  };
  for (const one of steps) {
    if (one.does === "add") {
      put(one.to, [...now.values()][one.like] ?? text(one.to));
      continue;
    }
    const known = [...now.keys()].filter(may).sort();
    const chosen = known[one.at % Math.max(known.length, 1)] ?? "";
    const content = now.get(chosen);
    if (content === undefined) {
      continue;
    }
    if (one.does === "edit") {
      const lines = content.split("\n");
      lines[one.line * 3] = `edited ${one.at}`;
      now.set(chosen, lines.join("\n"));
    } else if (one.does === "move folder") {
      const parts = chosen.split("/");
      const from = parts.slice(0, Math.max(1, parts.length - 1 - one.up)).join("/");
      for (const [moved, own] of [...now].filter(([other]) => other.startsWith(`${from}/`) && may(other))) {
        now.delete(moved);
        put(`${one.to}${moved.slice(from.length)}`, own);
      }
    } else {
      now.delete(chosen);
      if (one.does === "move") {
        put(one.to, content);
      }
    }
  }
  return Object.fromEntries(now);
}

const states: fc.Arbitrary<States> = fc
  .record({
    first: fc.uniqueArray(path, { minLength: 3, maxLength: 8 }),
    base: fc.array(step, { minLength: 1, maxLength: 4 }),
    own: fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    zone: fc.constantFrom("other", "other", "settings", "drafts", "any"),
    // Whether the base did the first thing as well, and whether the last one takes all back.
    isSame: fc.boolean(),
    isUndone: fc.boolean(),
  })
  .map(({ first, base, own, zone, isSame, isUndone }) => {
    const start = Object.fromEntries(first.map((path) => [path, text(path)]));
    const heads: Files[] = [];
    for (const steps of own) {
      heads.push(walk(heads.at(-1) ?? start, steps, (path) => zone === "any" || zoneOf(path) === zone));
    }
    const tip = walk((isSame && heads[0]) || start, base, () => true);
    return { start, tip, heads: isUndone ? [...heads, start] : heads };
  });

const RUNS = 250;

test("what lands is what was judged, whatever went and came on both sides", async () => {
  const judged = await Promise.all(
    fc.sample(states, { numRuns: RUNS }).map(async (one) => ({ ...one, ...(await judge(one)) })),
  );
  const found = strays(cwd, judged);
  const all = judged.map((one, index) => ({ ...one, strays: found[index] ?? [] }));
  const astray = all.filter((one) => one.strays.length > 0);
  const [shortest] = astray
    .filter(({ allowed }) => allowed)
    .sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);
  expect(shortest).toBeUndefined();
  // It is about something: many were let in, and some that weren't would have gone astray.
  expect(all.filter(({ allowed }) => allowed).length).toBeGreaterThan(RUNS / 10);
  expect(astray.filter(({ kind }) => kind !== "mixed").length).toBeGreaterThan(0);
});
