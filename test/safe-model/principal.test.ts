import { describe, expect, test } from "vitest";
import { errorsOf, judgeSmall, type SmallPolicy } from "../support/small-port.ts";

// Whom the token stands for, where no keyword says it.

const BASE = "https://api.calendly.com";
const ME = `${BASE}/users/AAAAAAAAAAAAAAAA`;

describe("paths of the principal", () => {
  const policy: SmallPolicy = {
    principal: { keyword: undefined, collections: [], paths: ["/user"] },
    families: ["/user", "/users"],
  };

  test.each<[route: string, verdict: string]>([
    ["GET /user/repos", "approval"],
    ["GET /user/languages/settings", "approval"],
    ["GET /user/repos/{repo}", "approval"],
    ["GET /user/{account}", "refused"],
    ["GET /user/{account_id}/repos", "refused"],
    ["GET /user/followers/{username}", "refused"],
    ["GET /users/jane", "refused"],
    ["GET /users/jane/repos", "refused"],
    ["GET /users/{username}/repos", "refused"],
  ])("%s: %s", async (route, verdict) => {
    expect((await judgeSmall(policy, { route })).verdict).toBe(verdict);
    // Without the path it is nobody's, but for what holds no one.
    const without = await judgeSmall(
      { ...policy, principal: { keyword: undefined, collections: [] } },
      { route },
    );
    expect(without.verdict).toBe("refused");
  });
});

describe("URIs of the principal", () => {
  const route = { method: "GET" as const, path: "/event_types", tier: "automatic" as const };
  const judge = (user: object, uris: string[], mode: "automatic" | "require_approval" = "automatic") =>
    judgeSmall(
      {
        principal: { keyword: undefined, collections: [], uris },
        routes: [{ ...route, query: { user: true } }],
      },
      { route: "GET /event_types", query: { user }, mode },
      BASE,
    );

  test("name them in an input that has no other value", async () => {
    const judged = await judge({ type: "string", const: ME }, [ME]);
    expect([judged.verdict, errorsOf(judged)]).toEqual(["automatic", []]);
  });

  test.each<[what: string, user: object, uris: string[]]>([
    ["another beside it", { type: "string", enum: [ME, `${ME}B`] }, [ME]],
    ["another in place of it", { type: "string", const: `${ME}B` }, [ME]],
    ["any", { type: "string", pattern: "^https://api\\.calendly\\.com/users/[A-Z]{16}$" }, [ME]],
    [
      "one of another host",
      { type: "string", const: "https://api.example.com/users/A" },
      ["https://api.example.com/users/A"],
    ],
  ])("but not with %s", async (_, user, uris) => {
    expect((await judge(user, uris)).verdict).toBe("refused");
  });
});
