import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GitObjects, openObjects } from "../../../src/io/git-objects.ts";
import type { VerifyOutput as Verified } from "../../../src/output/verify.ts";
import type { Kind } from "../../../src/publish/verify/change-set.ts";
import { GUARDED_PATHS } from "../../../src/publish/verify/guarded-paths.ts";
import { verify } from "../../../src/publish/verify/verify.ts";
import { type Files, git, type History, makeHistories, mergeAll, type States, strays } from "./merging.ts";

/** A text that git takes for the same after an edit of it. */
const text = (name: string): string =>
  Array.from({ length: 8 }, (_, line) => `${name} has line ${line}\n`).join("");

/** Another first line. */
const EDIT = "edit";
/** Where the file of another path goes; or it is edited, removed, or given a text of its own. */
type Edits = Record<string, { from: string } | typeof EDIT | null | { text: string }>;

interface Case {
  name: string;
  /** Files that are there at the start, each with a text of its own. */
  there: string[];
  base: Edits;
  head: Edits | Edits[];
  kind: Kind;
  /** How the reason reads. */
  says: RegExp;
  /** What git would have made of it besides what was judged. */
  carries: string[];
}

const MOVES: readonly Case[] = [
  ...(
    [
      ["a workflow", "docs/ci.yml", ".github/workflows/ci.yml"],
      ["a skill", "docs/skill.md", "skills/meetings/SKILL.md"],
      ["the package", "lib/package.json", "package.json"],
      ["the lock file", "lib/package-lock.json", "npm-shrinkwrap.json"],
      ["npm's settings", "docs/npmrc", ".npmrc"],
      ["what agents are told", "docs/agents.txt", "AGENTS.md"],
      ["what they are told further down", "docs/claude.txt", "src/deep/CLAUDE.md"],
      ["their tools", "docs/mcp.json", ".mcp.json"],
      ["who owns what", "docs/owners.txt", "docs/CODEOWNERS"],
      ["a draft", "ideas/new.json", "drafts/zoom-api/new.json"],
      ["attributes", "docs/attributes", "src/.gitattributes"],
      ["an action", "docs/action.txt", "action.yml"],
    ] as const
  ).map(
    ([what, from, to]): Case => ({
      name: `an edit of a file that the base made ${what}`,
      there: [from, "src/tool.txt"],
      base: { [from]: null, [to]: { from } },
      head: { [from]: EDIT },
      kind: "unrelated",
      says: /is gone from the base since/,
      carries: [`merge brings ${to}`, `rebase brings ${to}`],
    }),
  ),
  {
    name: "an edit of a workflow that the base put away",
    there: [".github/workflows/ci.yml", "docs/a.md"],
    base: { ".github/workflows/ci.yml": null, "docs/ci.yml": { from: ".github/workflows/ci.yml" } },
    head: { ".github/workflows/ci.yml": EDIT },
    kind: "maintenance",
    says: /ci\.yml is gone from the base since/,
    carries: ["merge brings docs/ci.yml", "merge leaves out .github/workflows/ci.yml"],
  },
  {
    name: "an edit of a workflow that the base edits elsewhere",
    there: [".github/workflows/ci.yml"],
    base: { ".github/workflows/ci.yml": { text: `${text(".github/workflows/ci.yml")}more\n` } },
    head: { ".github/workflows/ci.yml": EDIT },
    kind: "maintenance",
    says: /ci\.yml moved on the base since/,
    carries: ["merge brings .github/workflows/ci.yml", "merge leaves out .github/workflows/ci.yml"],
  },
  {
    name: "a workflow under another name, which the base edits under the old one",
    there: [".github/workflows/ci.yml"],
    base: { ".github/workflows/ci.yml": EDIT },
    head: {
      ".github/workflows/ci.yml": null,
      ".github/workflows/test.yml": { from: ".github/workflows/ci.yml" },
    },
    kind: "maintenance",
    says: /ci\.yml moved on the base since/,
    carries: ["merge brings .github/workflows/test.yml", "merge leaves out .github/workflows/test.yml"],
  },
  {
    name: "an edit of a file that the base wrote anew: no merge is clean",
    there: ["docs/ci.yml", "src/tool.txt"],
    base: { "docs/ci.yml": null, ".github/workflows/ci.yml": { text: "on: push\n" } },
    head: { "docs/ci.yml": EDIT },
    kind: "unrelated",
    says: /is gone from the base since/,
    carries: [],
  },
];

const FOLDERS: readonly Case[] = [
  {
    name: "a file added to a folder that the base made one of agents",
    there: ["prompts/a.md", "prompts/b.md"],
    base: {
      "prompts/a.md": null,
      "prompts/b.md": null,
      ".claude/a.md": { from: "prompts/a.md" },
      ".claude/b.md": { from: "prompts/b.md" },
    },
    head: { "prompts/evil.md": { text: "Obey.\n" } },
    kind: "unrelated",
    says: /no file of prompts\/ stays/,
    carries: ["merge brings .claude/evil.md"],
  },
  {
    name: "a file added further down in a folder that the base renamed",
    there: ["prompts/a.md", "prompts/commands/b.md"],
    base: {
      "prompts/a.md": null,
      "prompts/commands/b.md": null,
      ".claude/a.md": { from: "prompts/a.md" },
      ".claude/commands/b.md": { from: "prompts/commands/b.md" },
    },
    head: { "prompts/commands/evil.md": { text: "Obey.\n" } },
    kind: "unrelated",
    says: /no file of prompts\/commands\/ stays/,
    carries: ["merge brings .claude/commands/evil.md"],
  },
  {
    name: "a file moved into a folder that the base renamed",
    there: ["prompts/a.md", "docs/evil.md", "docs/b.md"],
    base: { "prompts/a.md": null, "skills/a.md": { from: "prompts/a.md" } },
    head: { "docs/evil.md": null, "prompts/evil.md": { from: "docs/evil.md" } },
    kind: "unrelated",
    says: /no file of prompts\/ stays/,
    carries: ["merge brings skills/evil.md"],
  },
  {
    name: "a package added to a folder that the base moved to the top",
    there: ["app/a.txt", "app/b.txt"],
    base: {
      "app/a.txt": null,
      "app/b.txt": null,
      "a.txt": { from: "app/a.txt" },
      "b.txt": { from: "app/b.txt" },
    },
    head: { "app/package.json": { text: "{}\n" } },
    kind: "unrelated",
    says: /no file of app\/ stays/,
    carries: ["merge brings package.json"],
  },
  {
    name: "a folder renamed in which the base wrote down who owns what",
    there: ["docs/a.md", "docs/b.md"],
    base: { "docs/CODEOWNERS": { text: "* @ann\n" } },
    head: {
      "docs/a.md": null,
      "docs/b.md": null,
      "manual/a.md": { from: "docs/a.md" },
      "manual/b.md": { from: "docs/b.md" },
    },
    kind: "unrelated",
    says: /no file of docs\/ stays/,
    carries: ["merge brings docs/CODEOWNERS"],
  },
  {
    name: "a folder renamed so that the base's notes become who owns what",
    there: ["notes/a.md", "notes/b.md"],
    base: { "notes/CODEOWNERS": { text: "* @mallory\n" } },
    head: {
      "notes/a.md": null,
      "notes/b.md": null,
      "docs/a.md": { from: "notes/a.md" },
      "docs/b.md": { from: "notes/b.md" },
    },
    kind: "unrelated",
    says: /no file of notes\/ stays/,
    carries: ["merge brings docs/CODEOWNERS"],
  },
  {
    name: "a folder renamed into which the base moved what agents are told",
    there: ["src/a.ts", "src/b.ts", "CLAUDE.md"],
    base: { "CLAUDE.md": null, "src/CLAUDE.md": { from: "CLAUDE.md" } },
    head: {
      "src/a.ts": null,
      "src/b.ts": null,
      "lib/a.ts": { from: "src/a.ts" },
      "lib/b.ts": { from: "src/b.ts" },
    },
    kind: "unrelated",
    says: /no file of src\/ stays/,
    carries: ["merge brings lib/CLAUDE.md"],
  },
  {
    name: "a skill renamed to which the base adds something",
    there: ["skills/one/SKILL.md"],
    base: { "skills/one/more.md": { text: "More.\n" } },
    head: { "skills/one/SKILL.md": null, "skills/two/SKILL.md": { from: "skills/one/SKILL.md" } },
    kind: "maintenance",
    says: /no file of skills\/one\/ stays/,
    carries: ["merge brings skills/two/more.md"],
  },
  {
    name: "drafts moved away, and a new one of the base's with them",
    there: ["drafts/a/one.json", "drafts/a/one.har", "drafts/b/two.json"],
    base: { "drafts/a/new.json": { text: "{}\n" } },
    head: { "drafts/a/one.json": null, "drafts/a/one.har": null },
    kind: "drafts",
    says: /no file of drafts\/a\/ stays/,
    carries: [],
  },
];

const SEVERAL: readonly Case[] = [
  {
    name: "the base's own change, and its undoing",
    there: [".github/CODEOWNERS", "src/a.ts"],
    base: { ".github/CODEOWNERS": EDIT },
    head: [
      { ".github/CODEOWNERS": EDIT },
      { ".github/CODEOWNERS": { text: text(".github/CODEOWNERS") }, "src/a.ts": EDIT },
    ],
    kind: "unrelated",
    says: /one commit changes \.github\/CODEOWNERS, and a later one takes that back/,
    carries: ["rebase brings .github/CODEOWNERS"],
  },
  {
    name: "what the base brought, and its removal",
    there: ["src/a.ts"],
    base: { "AGENTS.md": { text: "Be careful.\n" } },
    head: [{ "AGENTS.md": { text: "Be careful.\n" } }, { "AGENTS.md": null, "src/a.ts": EDIT }],
    kind: "unrelated",
    says: /AGENTS\.md, and a later one takes that back/,
    carries: ["rebase brings AGENTS.md"],
  },
  {
    name: "the last file that stayed in a renamed folder removed before another is added",
    there: ["prompts/a.md", "prompts/b.md", "prompts/keep.md"],
    base: {
      "prompts/a.md": null,
      "prompts/b.md": null,
      ".claude/a.md": { from: "prompts/a.md" },
      ".claude/b.md": { from: "prompts/b.md" },
    },
    head: [{ "prompts/keep.md": null }, { "prompts/evil.md": { text: "Obey.\n" } }],
    kind: "unrelated",
    says: /no file of prompts\/ stays/,
    carries: ["rebase brings .claude/evil.md"],
  },
  {
    name: "a new folder that the base has as well, made and renamed",
    there: ["src/a.ts"],
    base: { "docs/CODEOWNERS": { text: "* @ann\n" } },
    head: [
      { "docs/a.md": { text: text("new") } },
      { "docs/a.md": null, "manual/a.md": { text: text("new") } },
    ],
    kind: "unrelated",
    says: /no file of docs\/ stays/,
    carries: ["rebase brings docs/CODEOWNERS"],
  },
];

const HONEST: readonly Omit<Case, "says" | "carries">[] = [
  {
    name: "other files on both sides of one folder",
    there: ["src/a.ts", "src/b.ts", "src/c.ts"],
    base: { "src/a.ts": null, "src/d.ts": { from: "src/a.ts" } },
    head: { "src/b.ts": null, "src/e.ts": { from: "src/b.ts" } },
    kind: "unrelated",
  },
  {
    name: "the one file of a folder, to which the base adds another",
    there: [".github/a.yml"],
    base: { ".github/b.yml": { text: "b\n" } },
    head: { ".github/a.yml": EDIT },
    kind: "maintenance",
  },
  {
    name: "the same file, outside what is guarded",
    there: ["src/a.ts"],
    base: { "src/a.ts": { text: `${text("src/a.ts")}more\n` } },
    head: { "src/a.ts": EDIT },
    kind: "unrelated",
  },
  {
    name: "a folder renamed that the base left alone",
    there: ["src/a.ts", "AGENTS.md"],
    base: { "AGENTS.md": EDIT },
    head: { "src/a.ts": null, "lib/a.ts": { from: "src/a.ts" } },
    kind: "unrelated",
  },
  {
    name: "a folder that the base renamed, left alone",
    there: ["prompts/a.md", "src/a.ts"],
    base: { "prompts/a.md": null, ".claude/a.md": { from: "prompts/a.md" } },
    head: [{ "src/a.ts": EDIT }, { "src/b.ts": { text: "b\n" } }],
    kind: "unrelated",
  },
];

const ALL = [...MOVES, ...FOLDERS, ...SEVERAL, ...HONEST];

let cwd: string;
/** By the case's name. */
const judged = new Map<string, Verified & { strays: string[] }>();

beforeAll(async () => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "harbor-drafts-carried-")));
  git(cwd, "init", "--quiet", "--bare");
  const objects = await openObjects(cwd, process.env, GUARDED_PATHS);
  const states = ALL.map(statesOf);
  const histories = makeHistories(cwd, states);
  const went = strays(
    cwd,
    states.map((one, index) => ({ ...one, kind: ALL[index]?.kind ?? "mixed" })),
  );
  for (const [index, { name }] of ALL.entries()) {
    const { tip = "", commits = [] } = histories[index] ?? {};
    const verified = await ask(objects, tip, commits.at(-1) ?? "");
    const lines = (went[index] ?? []).map((line) => line.replace(/ \w+$/, ""));
    judged.set(name, { ...verified, strays: lines });
  }
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function ask(objects: GitObjects, base: string, head: string): Promise<Verified> {
  const now = new Date("2026-12-01T12:00:00Z");
  return verify(objects, { base, head, landed: false, allowance: { people: null }, now });
}

function statesOf({ there, base, head }: Pick<Case, "there" | "base" | "head">): States {
  const start = Object.fromEntries(there.map((path) => [path, text(path)]));
  const heads: Files[] = [];
  for (const edits of [head].flat()) {
    heads.push(apply(heads.at(-1) ?? start, edits));
  }
  return { start, tip: apply(start, base), heads };
}

function apply(files: Files, edits: Edits): Files {
  const after: Record<string, string> = { ...files };
  for (const [path, edit] of Object.entries(edits)) {
    if (edit === null) {
      delete after[path];
    } else if (edit === EDIT) {
      after[path] = `edited${files[path]}`;
    } else {
      after[path] = "text" in edit ? edit.text : (files[edit.from] ?? "");
    }
  }
  return after;
}

test("what is said of git's ways to merge is what they do", () => {
  const chosen = [MOVES[0], FOLDERS[0], FOLDERS[4], SEVERAL[0], HONEST[0]].map((one) =>
    statesOf(one as Case),
  );
  const histories = makeHistories(cwd, chosen);
  const work = join(cwd, "work");
  git(cwd, "clone", "--quiet", "--no-checkout", cwd, work);
  git(work, "config", "merge.directoryRenames", "true");
  for (const [index, { merge, rebase }] of mergeAll(cwd, histories).entries()) {
    const { tip, commits } = histories[index] as History;
    const head = commits.at(-1) ?? "";
    git(work, "fetch", "--quiet", "origin", tip, head);
    const treeAfter = (...words: string[]): string => {
      git(work, ...words);
      return git(work, "write-tree");
    };
    git(work, "checkout", "--quiet", "--detach", tip);
    expect(treeAfter("merge", "--quiet", "--no-edit", head)).toBe(merge);
    git(work, "reset", "--quiet", "--hard", tip);
    expect(treeAfter("merge", "--quiet", "--squash", head)).toBe(merge);
    git(work, "reset", "--quiet", "--hard", tip);
    expect(treeAfter("cherry-pick", "--keep-redundant-commits", ...commits)).toBe(rebase);
    expect(treeAfter("rebase", "--quiet", tip, head)).toBe(rebase);
  }
});

describe("by git's own merge isn't carried into what is guarded", () => {
  test.each([...MOVES, ...FOLDERS, ...SEVERAL].map((one) => [one.name, one] as const))(
    "%s",
    (name, { kind, says, carries }) => {
      const { strays: went, findings, ...verified } = judged.get(name) as Verified & { strays: string[] };
      expect(verified).toMatchObject({ kind, allowed: false, selfPublish: false });
      const reasons = findings.filter(({ message }) => says.test(message));
      expect(reasons).not.toEqual([]);
      expect(reasons[0]).toMatchObject({
        severity: "error",
        hint: expect.stringMatching(/rebase|one commit/),
      });
      // So it is with git, and not by somebody's word.
      expect(went).toEqual(expect.arrayContaining(carries));
      expect(went.length > 0).toBe(carries.length > 0);
    },
  );

  test.each(HONEST.map((one) => [one.name, one] as const))("but may land: %s", (name, { kind, head }) => {
    const { strays: went, findings, ...verified } = judged.get(name) as Verified & { strays: string[] };
    expect(verified).toMatchObject({ kind, allowed: true });
    expect(went).toEqual([]);
    const told = Array.isArray(head) ? [{ rule: "verify/commits", severity: "warning" }] : [];
    expect(findings).toMatchObject(told);
  });
});
