import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openCatalogue } from "../../src/catalog/load.ts";
import { canonicalDraft } from "../../src/drafts/draft.ts";
import { openFiles } from "../../src/io/files.ts";
import { fromPointer } from "../../src/json/pointer.ts";
import { BYTES } from "../../src/limits.ts";
import { checkFile } from "../../src/safe-model/check-file.ts";
import { type CheckedDraft, evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { catalogueFolder, write } from "../support/repository.ts";
import {
  bytesOf,
  draftOf,
  findSamplePort,
  GET_MEETING,
  SAMPLE_DRAFT,
  SAMPLE_FILE,
} from "../support/sample.ts";

const TEXT = canonicalDraft(SAMPLE_DRAFT);

const NO_DRAFT = "the document is no draft: /draft is missing";

const judge = (content: string | Uint8Array): Promise<CheckedDraft> =>
  evaluateDraft(SAMPLE_FILE, typeof content === "string" ? bytesOf(content) : content, findSamplePort);

/** The sample draft as a value in which one member is set, or left out where the value is undefined. */
function draftWith(pointer: string, value: unknown): unknown {
  const draft = structuredClone(SAMPLE_DRAFT) as unknown;
  const tokens = fromPointer(pointer);
  const last = tokens.pop() ?? "";
  let parent = draft as Record<string, unknown>;
  for (const token of tokens) {
    parent = parent[token] as Record<string, unknown>;
  }
  parent[last] = value;
  return draft;
}

describe("a file that can't be read as a draft is invalid", () => {
  test.each<[why: string, content: string | Uint8Array, line: number, column: number, message: string]>([
    ["it isn't UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), 1, 1, "the file isn't UTF-8 text"],
    ["it has a byte order mark", `\ufeff${TEXT}`, 1, 1, "the file starts with a byte order mark"],
    ["it is empty", "", 1, 1, "the file isn't JSON: value expected"],
    ["it isn't JSON", TEXT.replace(/,\n {2}"action"/, '\n  "action"'), 5, 3, "isn't JSON: comma expected"],
    ["it holds a comment", TEXT.replace("{\n", "{\n  // x\n"), 2, 3, "isn't JSON"],
    ["a member stands twice", TEXT.replace("{\n", '{\n  "port": "a",\n'), 4, 3, '"port" that stands twice'],
    [
      "it has a member __proto__",
      TEXT.replace("{\n", '{\n  "__proto__": {},\n'),
      2,
      3,
      '"__proto__" that isn',
    ],
    ["it is nested too deep", `{\n"x": ${"[".repeat(64)}`, 2, 69, "nested more than 64 levels deep"],
    ["it is too large", TEXT + " ".repeat(BYTES.draft), 1, 1, `larger than ${BYTES.draft} bytes`],
    ["it is a list", "[]", 1, 1, NO_DRAFT],
    ["it is a text", '"draft"', 1, 1, NO_DRAFT],
    ["it is null", "null", 1, 1, NO_DRAFT],
    ["it is another document", '\n{ "name": "x", "version": "1.0.0" }', 2, 1, NO_DRAFT],
    ["it is a bare action", JSON.stringify(GET_MEETING), 1, 1, NO_DRAFT],
    ["it is a draft but for /draft", TEXT.replace('  "draft": 1,\n', ""), 1, 1, NO_DRAFT],
    ["only a member of a member is called draft", '{ "x": { "draft": 1 } }', 1, 1, NO_DRAFT],
    ["/draft is null", TEXT.replace('"draft": 1', '"draft": null'), 2, 12, "/draft isn't readable"],
    ["it is of another format", TEXT.replace('"draft": 1', '"draft": 2'), 2, 12, "/draft isn't readable"],
    ["a member is missing", TEXT.replace(/ {4}"path": .*\n/, ""), 5, 13, "/action/path is missing"],
    [
      "a member is of a wrong type",
      TEXT.replace(/"label": ".*"/, '"label": 7'),
      7,
      14,
      "/action/label isn't",
    ],
  ])("where %s", async (_, content, line, column, message) => {
    const checked = await judge(content);
    expect(checked).toMatchObject({ verdict: "invalid", loaded: undefined });
    expect(checked.findings).toMatchObject([
      { severity: "error", file: SAMPLE_FILE, line, column, message: expect.stringContaining(message) },
    ]);
  });

  test("without /draft nothing else that it lacks is told", async () => {
    const checked = await judge('{ "port": "zoom-api", "change": "retire" }');
    expect(checked).toEqual({
      file: SAMPLE_FILE,
      port: null,
      slug: null,
      verdict: "invalid",
      findings: [
        {
          rule: "file/envelope",
          severity: "error",
          message: NO_DRAFT,
          hint: "`harbor-drafts schema draft` prints what a draft holds",
          file: SAMPLE_FILE,
          line: 1,
          column: 1,
          pointer: "/draft",
          fix: null,
          candidates: [],
          related: [],
        },
      ],
      loaded: undefined,
      filled: [],
    });
  });

  const ofAction = ["slug", "label", "description", "method", "path", "input", "result", "result/fields"];
  const needed = [
    "/port",
    "/rationale",
    "/action",
    ...[...ofAction, "scopes", "examples"].map((name) => `/action/${name}`),
    "/action/examples/0/name",
    "/action/examples/0/input",
  ];

  test.each(needed)("where %s is missing", async (pointer) => {
    const checked = await judge(JSON.stringify(draftWith(pointer, undefined)));
    expect(checked.verdict).toBe("invalid");
    expect(checked.findings).toMatchObject([{ pointer, message: `${pointer} is missing` }]);
  });

  const optional = [
    "/change",
    "/references",
    "/action/approvalMode",
    "/action/requestBodyMode",
    "/action/resultMode",
    "/$schema",
    "/action/input/path",
    "/action/input/query",
    "/action/input/body",
    "/action/examples/0/expect",
    "/action/examples/0/input/query",
  ];
  test.each(["/draft", ...needed, ...optional])("where %s is of a wrong type", async (pointer) => {
    for (const value of [null, 7.5, true, [[]]]) {
      const checked = await judge(JSON.stringify(draftWith(pointer, value)));
      expect(checked.verdict).toBe("invalid");
      expect(checked.findings.every((finding) => finding.pointer.startsWith(pointer))).toBe(true);
    }
  });

  test("and everything unreadable is told at once", async () => {
    const { findings } = await judge(
      '{ "draft": 1,\n  "change": "add",\n  "action": {},\n  "rationale": 1 }',
    );
    const pointers = findings.map(({ pointer }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(["/port", "/rationale", "/action/slug"]));
  });

  test("but every bad value is refused, not invalid", async () => {
    const odd = { slug: "", label: "", method: "", path: "", approvalMode: "", requestBodyMode: "x" };
    const more = { resultMode: "", scopes: [""], examples: [], input: { path: { type: 7 } } };
    const checked = await judge(
      JSON.stringify(draftOf({ action: { ...odd, ...more }, draft: { change: "" } })),
    );
    expect(checked.verdict).toBe("refused");
    expect(checked.loaded).toBeDefined();
  });
});

describe("a draft's file on the disk", () => {
  const SLUG = "drafts/zoom-api/get-meeting.json";
  const check = (root: string, file: string): Promise<CheckedDraft> => {
    const files = openFiles(root, root);
    return checkFile(files, openCatalogue(files.tree), file);
  };

  test("is judged against the port that is live", async () => {
    expect(await check(catalogueFolder(), SLUG)).toMatchObject({ verdict: "automatic", findings: [] });
  });

  test("is invalid where it is a folder", async () => {
    const root = catalogueFolder();
    write(root, "drafts/zoom-api/x.json/y", "");
    expect(await check(root, "drafts/zoom-api/x.json")).toMatchObject({
      verdict: "invalid",
      findings: [{ rule: "file/kind", message: "drafts/zoom-api/x.json is a folder, not a draft" }],
    });
  });

  test("is invalid where it is a link, even to a good draft", async () => {
    const root = catalogueFolder();
    symlinkSync(join(root, SLUG), join(root, "drafts/zoom-api/x.json"));
    expect(await check(root, "drafts/zoom-api/x.json")).toMatchObject({
      verdict: "invalid",
      findings: [{ rule: "file/kind" }],
    });
  });

  test("isn't found where nothing is", async () => {
    await expect(check(catalogueFolder(), "drafts/zoom-api/x.json")).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: "there is no file drafts/zoom-api/x.json",
    });
  });
});
