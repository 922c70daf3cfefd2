import { describe, expect, test } from "vitest";
import { isEquivalentRoute, parseRoute, placeholdersOf, startsWithRoute } from "../../src/catalog/route.ts";

describe("a route", () => {
  test("is literal segments and whole-segment placeholders", () => {
    expect(parseRoute("/meetings/{meetingId}/polls.v2")).toEqual([
      { kind: "literal", text: "meetings" },
      { kind: "placeholder", name: "meetingId" },
      { kind: "literal", text: "polls.v2" },
    ]);
  });

  test.each(["/x/{a}.json", "/x/{}", "/x/{a b}", "/x/{{a}}", "/x/{1a}"])(
    "has no placeholder in %s",
    (path) => {
      expect(placeholdersOf(path)).toEqual([]);
    },
  );

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
