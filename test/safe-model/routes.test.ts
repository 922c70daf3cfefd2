import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import type { Policy, Tier } from "../../src/catalog/policy.ts";
import { judgeRoute } from "../../src/safe-model/routes.ts";
import { GET_MEETING, SAMPLE_POLICY } from "../support/sample.ts";

/** The tier of `GET /meetings/{id}`, whose placeholders take the schemas that are given. */
function tierOf(route: string, placeholders: Record<string, JsonSchema> = {}, policy = SAMPLE_POLICY): Tier {
  const [method = "", path = ""] = route.split(" ");
  const input = { path: { type: "object" as const, properties: placeholders } };
  return judgeRoute({ ...GET_MEETING, method, path, input }, policy).tier;
}

const policyOf = (...routes: Policy["routes"]): Policy => ({ ...SAMPLE_POLICY, routes });

const NUMBER: JsonSchema = { type: "integer", minimum: 1, maximum: 999 };
const WORD: JsonSchema = { type: "string", pattern: "^[a-z]{1,20}$", maxLength: 20 };
const DIGITS: JsonSchema = { type: "string", pattern: "^[0-9]{1,9}$", maxLength: 9 };

describe("a route has the tier", () => {
  test.each<[why: string, route: string, tier: Tier]>([
    ["that lists it", "GET /users/me/meetings", "automatic"],
    ["that lists its method", "POST /users/me/meetings", "approval"],
    ["that lists it, also inside an admitted family", "GET /users/me/token", "refused"],
    ["approval, for an unlisted read under a family", "GET /users/me/upcoming_meetings", "approval"],
    ["approval, for an unlisted read deep under a family", "GET /meetings/{id}/a/b", "approval"],
    ["refused, for an unlisted write under a family", "PATCH /users/me/meetings", "refused"],
    ["refused, for a listed read's path with another method", "POST /meetings/{id}", "refused"],
    ["refused, for DELETE", "DELETE /meetings/{id}", "refused"],
    ["refused, for a method in other letters", "get /users/me", "refused"],
    ["refused, under no family", "GET /accounts/me/settings", "refused"],
    ["refused, for a literal where the family has a placeholder", "GET /meetings/summaries", "refused"],
    ["refused, for a placeholder where the family has a literal", "GET /users/{id}/meetings", "refused"],
    ["refused, for a path that only starts alike", "GET /users/menu", "refused"],
    ["refused, for another case", "GET /Users/me", "refused"],
    ["refused, at the root", "GET /", "refused"],
  ])("%s: %s", (_, route, tier) => {
    expect(tierOf(route, { id: NUMBER })).toBe(tier);
  });

  test("whatever its placeholders are called", () => {
    expect(tierOf("GET /meetings/{whatever}", { whatever: NUMBER })).toBe("automatic");
  });
});

describe("a literal counts before a placeholder", () => {
  const policy = policyOf(
    { method: "GET", path: "/meetings/{meetingId}", tier: "automatic" },
    { method: "GET", path: "/meetings/summaries", tier: "refused", reason: "what others said" },
    { method: "GET", path: "/meetings/templates", tier: "approval" },
  );

  test.each<[route: string, tier: Tier]>([
    ["GET /meetings/{id}", "automatic"],
    ["GET /meetings/summaries", "refused"],
    ["GET /meetings/templates", "approval"],
    ["GET /meetings/recordings", "refused"],
  ])("%s", (route, tier) => {
    expect(tierOf(route, { id: NUMBER }, policy)).toBe(tier);
  });

  test("in whatever order the policy lists them", () => {
    const turned = policyOf(...policy.routes.toReversed());
    expect(tierOf("GET /meetings/summaries", {}, turned)).toBe("refused");
    expect(tierOf("GET /meetings/{id}", { id: NUMBER }, turned)).toBe("automatic");
  });
});

describe("a placeholder that could stand for a listed literal is refused", () => {
  const policy = policyOf(
    { method: "GET", path: "/meetings/{meetingId}", tier: "automatic" },
    { method: "GET", path: "/meetings/summaries", tier: "refused" },
    { method: "GET", path: "/meetings/{meetingId}/7", tier: "refused" },
  );

  test.each<[what: string, schema: JsonSchema, tier: Tier]>([
    ["a word", WORD, "refused"],
    ["an enum that names it", { type: "string", enum: ["one", "summaries"] }, "refused"],
    [
      "an enum of other words, each a literal that nobody listed",
      { type: "string", enum: ["one"] },
      "refused",
    ],
    ["a constant word", { type: "string", const: "one" }, "refused"],
    ["an enum of numbers", { type: "string", enum: ["123456789", "987654321"] }, "automatic"],
    ["digits", DIGITS, "automatic"],
    ["a number", NUMBER, "automatic"],
  ])("%s", (_, schema, tier) => {
    expect(tierOf("GET /meetings/{id}", { id: schema }, policy)).toBe(tier);
  });

  test("where nothing declares it", () => {
    expect(tierOf("GET /meetings/{id}", {}, policy)).toBe("refused");
  });

  test("a number too", () => {
    expect(tierOf("GET /meetings/{id}/{part}", { id: NUMBER, part: NUMBER }, policy)).toBe("refused");
  });

  test("on a route that nobody listed, whatever the literal's tier", () => {
    expect(tierOf("GET /users/me/{what}", { what: WORD })).toBe("refused");
    expect(tierOf("GET /users/{id}/meetings", { id: WORD })).toBe("refused");
  });

  test("but another method's literal is no sibling", () => {
    const policy = policyOf({ method: "POST", path: "/users/me/notes/batch", tier: "refused" });
    expect(tierOf("GET /users/me/notes/{what}", { what: WORD }, policy)).toBe("approval");
  });
});

describe("a route with an ending or a slash at its end", () => {
  const SID: JsonSchema = { type: "string", pattern: "^SM[0-9a-f]{32}$" };
  const ANY: JsonSchema = { type: "string", pattern: "^[A-Za-z0-9.]{9,20}$" };
  const policy = policyOf(
    { method: "GET", path: "/messages/{sid}", tier: "refused" },
    { method: "GET", path: "/calls/{sid}.json", tier: "automatic" },
    { method: "GET", path: "/calls/{sid}/recordings.json", tier: "refused" },
    { method: "GET", path: "/values/{range}", tier: "automatic" },
    { method: "GET", path: "/values/{range}:dump", tier: "refused" },
    { method: "GET", path: "/tables:list", tier: "automatic" },
    { method: "GET", path: "/tables", tier: "refused" },
    { method: "GET", path: "/releases/", tier: "automatic" },
    { method: "GET", path: "/users/me/keys", tier: "refused" },
    { method: "GET", path: "/users/me/notes/{sid}.json", tier: "refused" },
  );

  test.each<[route: string, sid: JsonSchema, tier: Tier]>([
    ["GET /calls/{sid}.json", SID, "automatic"],
    ["GET /calls/{sid}.xml", SID, "refused"],
    ["GET /calls/{sid}", SID, "refused"],
    ["GET /calls/{sid}.csv", SID, "refused"],
    ["GET /messages/{sid}.json", SID, "refused"],
    ["GET /messages/{sid}:export", SID, "refused"],
    ["GET /messages/{sid}/", SID, "refused"],
    ["GET /values/{sid}", SID, "automatic"],
    ["GET /values/{sid}:dump", SID, "refused"],
    ["GET /tables:list", SID, "automatic"],
    ["GET /tables:dump", SID, "refused"],
    ["GET /releases/", SID, "automatic"],
    ["GET /releases", SID, "refused"],
    ["GET /users/me/keys/", SID, "refused"],
    ["GET /users/me/keys:export", SID, "refused"],
    ["GET /users/me/keys/x", SID, "refused"],
    ["GET /users/me/notes/{sid}", SID, "refused"],
    ["GET /users/me/notes/{sid}", ANY, "refused"],
    ["GET /users/me/polls/{sid}.json", SID, "approval"],
    ["GET /users/me/polls/", SID, "approval"],
  ])("is another than the one without: %s", (route, sid, tier) => {
    expect(tierOf(route, { sid }, policy)).toBe(tier);
  });
});

describe("an unlisted read is refused", () => {
  const policy = policyOf(
    { method: "GET", path: "/users/me/recordings", tier: "refused" },
    { method: "GET", path: "/users/me/recordings/settings", tier: "approval" },
    { method: "GET", path: "/users/me/notes/{noteId}", tier: "refused" },
    { method: "GET", path: "/users/me/notes/latest", tier: "approval" },
    { method: "PATCH", path: "/users/me/status", tier: "refused" },
  );

  test.each<[why: string, route: string, tier: Tier]>([
    ["below a refused route", "GET /users/me/recordings/analytics", "refused"],
    ["deep below one", "GET /users/me/recordings/{id}/files/a", "refused"],
    ["below one that has a placeholder there", "GET /users/me/notes/drafts/all", "refused"],
    ["in another case than a refused one", "GET /users/me/Recordings", "refused"],
    ["with an ending that chooses a format", "GET /users/me/recordings.json", "refused"],
    ["with a stop at its end", "GET /users/me/recordings.", "refused"],
    ["with another mark between its words", "GET /users/me/re-cordings", "refused"],
    ["in another case than an admitted one", "GET /users/me/notes/LATEST", "refused"],
    ["that begins with a free segment", "GET /users/me/{what}", "refused"],
    ["that has two free segments in a row", "GET /users/me/a/{id}/{what}", "refused"],
  ])("%s: %s", (_, route, tier) => {
    expect(tierOf(route, { id: NUMBER, what: { type: "string", pattern: "^[a-z0-9]{9}$" } }, policy)).toBe(
      tier,
    );
  });

  test("whose placeholders stand for too many words, before anybody tries them all", () => {
    const words: JsonSchema = { type: "string", enum: Array.from({ length: 20 }, (_, index) => `w${index}`) };
    const names = Array.from({ length: 9 }, (_, index) => `p${index}`);
    const path = names.map((name) => `part/{${name}}`).join("/");
    const schemas = Object.fromEntries(names.map((name) => [name, words]));
    expect(tierOf(`GET /users/me/${path}`, schemas, policy)).toBe("refused");
  });

  test.each<[why: string, route: string, tier: Tier]>([
    ["beside a refused route", "GET /users/me/recording_plans", "approval"],
    ["below a refused route's listed part", "GET /users/me/recordings/settings", "approval"],
    [
      "where a literal is listed beside a refused placeholder",
      "GET /users/me/notes/latest/parts",
      "approval",
    ],
    ["below a route that only another method may not use", "GET /users/me/status/history", "approval"],
    ["with an identifier behind a literal", "GET /users/me/polls/{id}", "approval"],
    ["with two numbers in a row", "GET /users/me/compare/{id}/{other}", "approval"],
  ])("but not %s: %s", (_, route, tier) => {
    expect(tierOf(route, { id: NUMBER, other: NUMBER }, policy)).toBe(tier);
  });
});

describe("a verdict says why", () => {
  test.each([
    ["GET /users/me/token", "the answer is a credential"],
    ["POST /meetings/{id}", "the policy lists no POST /meetings/{id}"],
    ["GET /accounts", "the policy admits nothing under /accounts"],
    ["GET /users/me/agenda", "the policy doesn't list this read under /users/me"],
    ["GET /users/me/{what}", "it could stand for /users/me/meetings, which is listed for itself"],
    ["GET /users/me/{id}", "its segment 3 is free to choose any route under /users/me"],
    ["GET /users/me/token/parts", "it lies below /users/me/token: the answer is a credential"],
  ])("%s: %s", (route, reason) => {
    const [method = "", path = ""] = route.split(" ");
    const input = {
      path: { type: "object", properties: { id: NUMBER, what: { ...WORD, enum: ["meetings"] } } },
    };
    expect(judgeRoute({ ...GET_MEETING, method, path, input }, SAMPLE_POLICY).reason).toBe(reason);
  });
});
