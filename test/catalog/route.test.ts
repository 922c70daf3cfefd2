import { describe, expect, test } from "vitest";
import {
  isEquivalentRoute,
  matchRoute,
  parseRoute,
  placeholdersOf,
  startsWithRoute,
} from "../../src/catalog/route.ts";

describe("a route", () => {
  test("is literal segments and placeholders of whole segments", () => {
    expect(parseRoute("/meetings/{meetingId}/polls.v2")).toEqual([
      { kind: "literal", text: "meetings" },
      { kind: "placeholder", name: "meetingId", ending: "" },
      { kind: "literal", text: "polls.v2" },
    ]);
  });

  test.each([
    ["/x/{a}.json", ".json"],
    ["/x/{a}.tar.gz", ".tar.gz"],
    ["/x/{a}:append", ":append"],
  ])("may have a placeholder with an ending: %s", (path, ending) => {
    expect(parseRoute(path).at(-1)).toEqual({ kind: "placeholder", name: "a", ending });
  });

  test.each([
    "/x/{a}json",
    "/x/{a}.",
    "/x/{a}:1",
    "/x/{a}{b}",
    "/x/{a}.j{b}",
    "/x/{}",
    "/x/{a b}",
    "/x/{{a}}",
    "/x/{1a}",
  ])("has no placeholder in %s", (path) => {
    expect(placeholdersOf(path)).toEqual([]);
  });

  test("names its placeholders in order, repeated ones too", () => {
    expect(placeholdersOf("/a/{x}/b/{y}/{x}")).toEqual(["x", "y", "x"]);
  });
});

describe("two routes are equivalent", () => {
  test.each([
    ["/meetings/{meetingId}", "/meetings/{id}", true],
    ["/meetings/{meetingId}", "/meetings/summaries", false],
    ["/meetings/summaries", "/meetings/{meetingId}", false],
    ["/meetings", "/meetings/{id}", false],
    ["/meetings", "/Meetings", false],
    ["/meetings", "/meetings", true],
    ["/meetings", "/meetings/", false],
    ["/meetings/{id}.json", "/meetings/{meetingId}.json", true],
    ["/meetings/{id}.json", "/meetings/{id}", false],
    ["/values/{a}:append", "/values/{a}:clear", false],
  ])("where only names of placeholders differ: %s and %s", (a, b, equivalent) => {
    expect(isEquivalentRoute(parseRoute(a), parseRoute(b))).toBe(equivalent);
  });
});

describe("a route lies under a prefix", () => {
  test.each([
    ["/users/me/meetings", "/users/me", true],
    ["/users/me", "/users/me", true],
    ["/users/menu", "/users/me", false],
    ["/users", "/users/me", false],
    ["/meetings/{id}/polls", "/meetings/{meetingId}", true],
    ["/meetings/summaries/polls", "/meetings/{meetingId}", false],
    ["/users/{userId}/meetings", "/users/me", false],
  ])("segment by segment: %s under %s is %o", (path, prefix, under) => {
    expect(startsWithRoute(parseRoute(path), parseRoute(prefix))).toBe(under);
  });
});

describe("a path fills a route", () => {
  test.each<[template: string, path: string, values: Record<string, string> | undefined]>([
    ["/meetings/{id}/polls", "/meetings/7/polls", { id: "7" }],
    ["/meetings/{id}.json", "/meetings/7.json", { id: "7" }],
    ["/values/{range}:append", "/values/A1%3AB2:append", { range: "A1%3AB2" }],
    ["/meetings/", "/meetings/", {}],
    ["/meetings/{id}.json", "/meetings/7", undefined],
    ["/meetings/{id}", "/meetings/7/", undefined],
    ["/meetings/{id}", "/users/7", undefined],
  ])("with values for its placeholders: %s with %s", (template, path, values) => {
    expect(matchRoute(template, path)).toEqual(values);
  });
});
