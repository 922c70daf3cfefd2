import { describe, expect, test } from "vitest";
import { applyEdits, type Edit } from "../../src/json/edits.ts";
import { applyPatch } from "../support/json-patch.ts";

describe("edits", () => {
  const value = { a: { "b/c": 1, "~": 2 }, list: ["x", "y", "z"] };

  test.each<[what: string, edits: Edit[], after: unknown]>([
    ["replace", [{ pointer: "/a/b~1c", value: 3 }], { ...value, a: { "b/c": 3, "~": 2 } }],
    ["add", [{ pointer: "/a/d", value: [] }], { ...value, a: { ...value.a, d: [] } }],
    ["remove", [{ pointer: "/a/~0", value: undefined }], { ...value, a: { "b/c": 1 } }],
    ["remove what isn't there", [{ pointer: "/b", value: undefined }], value],
    ["replace an item", [{ pointer: "/list/1", value: "Y" }], { ...value, list: ["x", "Y", "z"] }],
    ["append by index", [{ pointer: "/list/3", value: "!" }], { ...value, list: ["x", "y", "z", "!"] }],
    ["append by -", [{ pointer: "/list/-", value: "!" }], { ...value, list: ["x", "y", "z", "!"] }],
    [
      "remove items whose indexes are those of before, whatever their order",
      [
        { pointer: "/list/0", value: undefined },
        { pointer: "/a", value: undefined },
        { pointer: "/list/2", value: undefined },
        { pointer: "/list/1", value: "Y" },
      ],
      { list: ["Y"] },
    ],
  ])("%s", (_, edits, after) => {
    const before = structuredClone(value);
    const applied = applyEdits(value, edits);
    expect(applied?.value).toEqual(after);
    expect(applyPatch(value, applied?.patch ?? [])).toEqual(after);
    expect(value).toEqual(before);
  });

  test("of a long list count its indexes as numbers", () => {
    const list = [..."abcdefghijkl"];
    const edits = [2, 10, 9].map((index) => ({ pointer: `/${index}`, value: undefined }));
    expect(applyEdits(list, edits)?.value).toEqual([..."abdefghil"]);
  });

  test.each([
    ["", 1],
    ["list", 1],
    ["/nothing/there", 1],
    ["/list/5", 1],
    ["/list/3", undefined],
    ["/list/-1", 1],
    ["/list/01", 1],
    ["/list/length", 0],
    ["/list/x", undefined],
    ["/a/b~1c/d", 1],
    ["/__proto__/polluted", 1],
    ["/a/__proto__", { polluted: 1 }],
    ["/constructor/prototype/polluted", 1],
    ["/a/toString/polluted", 1],
  ])("that lead nowhere do nothing: %s", (pointer, edit) => {
    const before = structuredClone(value);
    expect(
      applyEdits(value, [
        { pointer: "/a/d", value: 1 },
        { pointer, value: edit },
      ]),
    ).toBeUndefined();
    expect(value).toEqual(before);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
