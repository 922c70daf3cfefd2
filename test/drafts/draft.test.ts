import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { canonicalDraft, type Draft, draftDigest, proposedAction } from "../../src/drafts/draft.ts";
import { readDraft } from "../../src/drafts/read.ts";
import { listDrafts } from "../../src/drafts/store.ts";
import { openFiles } from "../../src/io/files.ts";
import { temporaryFolder, write } from "../support/repository.ts";
import { bytesOf, GET_MEETING, SAMPLE_DRAFT, SAMPLE_FILE } from "../support/sample.ts";

const RETIREMENT: Draft = {
  draft: 1,
  port: "zoom-api",
  change: "retire",
  action: { slug: "list-meetings" },
  rationale: "Nobody uses it.",
  references: [],
};

describe("the canonical form of a draft", () => {
  test("has its members in the order of the design", () => {
    const shuffled = Object.fromEntries(Object.entries(SAMPLE_DRAFT).reverse()) as Draft;
    expect(canonicalDraft(shuffled)).toBe(canonicalDraft(SAMPLE_DRAFT));
    expect(Object.keys(JSON.parse(canonicalDraft(shuffled)))).toEqual(Object.keys(SAMPLE_DRAFT));
  });

  test("keeps $schema, first", () => {
    const text = canonicalDraft({ ...SAMPLE_DRAFT, $schema: "./draft$&.json" });
    expect(text.split("\n").slice(0, 3)).toEqual(["{", '  "$schema": "./draft$&.json",', '  "draft": 1,']);
    expect(JSON.parse(text)).toEqual({ $schema: "./draft$&.json", ...SAMPLE_DRAFT });
  });

  test("is canonical itself", () => {
    for (const draft of [SAMPLE_DRAFT, RETIREMENT, { ...RETIREMENT, $schema: "x" }]) {
      const text = canonicalDraft(draft);
      expect(canonicalDraft(JSON.parse(text))).toBe(text);
    }
  });
});

describe("a draft's digest", () => {
  test("is the sha-256 of the canonical form, in hexadecimal", () => {
    const bytes = `{
  "draft": 1,
  "port": "zoom-api",
  "change": "retire",
  "action": {
    "slug": "list-meetings"
  },
  "rationale": "Nobody uses it.",
  "references": []
}
`;
    expect(draftDigest(RETIREMENT)).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  test("changes neither with the order of members nor with $schema", () => {
    const shuffled = Object.fromEntries(Object.entries(SAMPLE_DRAFT).reverse()) as Draft;
    expect(draftDigest({ ...shuffled, $schema: "x" })).toBe(draftDigest(SAMPLE_DRAFT));
  });

  test("changes with every value", () => {
    const other = { ...SAMPLE_DRAFT, rationale: `${SAMPLE_DRAFT.rationale} ` };
    expect(draftDigest(other)).not.toBe(draftDigest(SAMPLE_DRAFT));
  });
});

describe("what a draft asks for", () => {
  test("is its action, for an addition or update", () => {
    expect(proposedAction(SAMPLE_DRAFT)).toEqual(GET_MEETING);
  });

  test("is no action, for a retirement", () => {
    expect(proposedAction(RETIREMENT)).toBeUndefined();
  });
});

/** No port is live. */
const nowhere = async () => undefined;

describe("a draft's file", () => {
  test("is read whole, with places", async () => {
    const read = await readDraft(SAMPLE_FILE, bytesOf(canonicalDraft(SAMPLE_DRAFT)), nowhere);
    expect(read.ok && read.draft).toEqual(SAMPLE_DRAFT);
    expect(read.ok && read.locate("/action/slug")).toEqual({ line: 6, column: 13 });
  });

  test("is read with any values: those are for the rules to judge", async () => {
    const odd = {
      ...SAMPLE_DRAFT,
      change: "destroy",
      action: { ...GET_MEETING, method: "DELETE", path: "" },
    };
    expect((await readDraft(SAMPLE_FILE, bytesOf(odd), nowhere)).ok).toBe(true);
  });

  test("of a retirement needs the slug alone", async () => {
    expect((await readDraft("drafts/zoom-api/list-meetings.json", bytesOf(RETIREMENT), nowhere)).ok).toBe(
      true,
    );
  });

  test("tells port and slug as far as they can be read", async () => {
    const { rationale: _, ...rest } = SAMPLE_DRAFT;
    expect(await readDraft(SAMPLE_FILE, bytesOf(rest), nowhere)).toMatchObject({
      port: "zoom-api",
      slug: "get-meeting",
    });
    expect(await readDraft(SAMPLE_FILE, bytesOf({ draft: 1, port: 1 }), nowhere)).toMatchObject({
      port: null,
      slug: null,
    });
    expect(await readDraft(SAMPLE_FILE, bytesOf("{"), nowhere)).toMatchObject({ port: null, slug: null });
  });
});

describe("a document without /draft", () => {
  const { draft: _, ...rest } = SAMPLE_DRAFT;
  test.each<[what: string, content: unknown]>([
    ["is no draft, whatever else it holds", rest],
    ["is no draft of a retirement either", { ...rest, change: "retire", action: { slug: "x" } }],
    ["is no draft where it is no object", ["draft"]],
  ])("%s: that alone is told", async (_what, content) => {
    expect(await readDraft(SAMPLE_FILE, bytesOf(content), nowhere)).toEqual({
      ok: false,
      file: SAMPLE_FILE,
      findings: [
        {
          rule: "file/envelope",
          severity: "error",
          message: "the document is no draft: /draft is missing",
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
      port: null,
      slug: null,
    });
  });
});

describe("the drafts of a folder", () => {
  test("are its .json files, sorted, of all ports or of one", async () => {
    const root = temporaryFolder();
    const files = [
      "drafts/b/z.json",
      "drafts/a/b.json",
      "drafts/a/a.json",
      "drafts/a/a.har",
      "drafts/ab/c.json",
      "x.json",
    ];
    for (const file of files) {
      write(root, file, "{}");
    }
    const { tree } = openFiles(root, root);
    const all = ["drafts/a/a.json", "drafts/a/b.json", "drafts/ab/c.json", "drafts/b/z.json"];
    expect(await listDrafts(tree)).toEqual(all);
    expect(await listDrafts(tree, "a")).toEqual(all.slice(0, 2));
    expect(await listDrafts(openFiles(temporaryFolder(), root).tree)).toEqual([]);
  });
});
