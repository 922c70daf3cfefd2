import { describe, expect, test } from "vitest";
import type { Policy } from "../../src/catalog/policy.ts";
import { missingOptions } from "../../src/recordings/record/consent.ts";
import type { RecordRun } from "../../src/recordings/record/plan.ts";
import {
  errorsOf,
  judgeSmall,
  type SmallAction,
  type SmallPolicy,
  smallPort,
} from "../support/small-port.ts";

// A POST that only reads is a read, by the policy's word.

const TEXT = { type: "string", pattern: "^[A-Za-z0-9]{1,40}$" };
const LIMIT = { type: "integer", minimum: 1, maximum: 100 };

type Route = Policy["routes"][number];

const SEARCH: Route = {
  method: "POST",
  path: "/deals/search",
  tier: "automatic",
  reads: true,
  body: { limit: true, "filters.stage": ["won", "lost"] },
};

const search = (entry: Partial<Route> = {}): SmallPolicy => ({
  routes: [{ ...SEARCH, ...entry }],
  scopes: { "deals:read": "read", "deals:write": "write" },
});

const ACTION: SmallAction = {
  route: "POST /deals/search",
  body: { limit: LIMIT },
  mode: "automatic",
  scopes: ["deals:read"],
};

describe("a POST that reads", () => {
  test.each<[what: string, policy: Partial<Route>, action: Partial<SmallAction>, verdict: string]>([
    ["is automatic where its route is", {}, {}, "automatic"],
    ["needs approval where its route does", { tier: "approval" }, { mode: "require_approval" }, "approval"],
    ["takes a scope for both", { scopes: ["deals:all"] }, { scopes: ["deals:all"] }, "automatic"],
    [
      "may ask with verbs",
      { body: { include_archived: true } },
      { body: { include_archived: { type: "boolean" } } },
      "automatic",
    ],
  ])("%s", async (_, entry, action, verdict) => {
    const policy = search(entry);
    const scopes = { ...policy.scopes, "deals:all": "both" as const };
    const judged = await judgeSmall({ ...policy, scopes }, { ...ACTION, ...action });
    expect([judged.verdict, errorsOf(judged)]).toEqual([verdict, []]);
  });

  test.each<[what: string, policy: Partial<Route>, action: Partial<SmallAction>, rule: string]>([
    ["asks for no writing scope", {}, { scopes: ["deals:write"] }, "scope/known"],
    ["takes no field that isn't listed", {}, { body: { after: TEXT } }, "route/inputs"],
    ["takes no parameter that isn't listed", {}, { query: { after: TEXT } }, "route/inputs"],
    ["isn't admitted before its body is listed", { body: undefined }, {}, "route/policy"],
    [
      "keeps its page size within the bound",
      {},
      { body: { limit: { ...LIMIT, maximum: 5000 } } },
      "schema/page-size",
    ],
    ["brings no order", { body: { limit: true } }, { body: { delete: { type: "boolean" } } }, "effect/input"],
    ["asks a person where its tier says so", { tier: "approval" }, {}, "route/approval"],
  ])("%s", async (_, entry, action, rule) => {
    const { body, ...rest } = { ...SEARCH, ...entry };
    const routes = [{ ...rest, ...(body === undefined ? {} : { body }) }];
    const judged = await judgeSmall({ ...search(), routes }, { ...ACTION, ...action });
    expect(judged.verdict).toBe("refused");
    expect(errorsOf(judged).map((told) => told.split(":")[0])).toContain(rule);
  });

  test("is none without that word", async () => {
    const { reads: _, ...write } = SEARCH;
    const policy = { ...search(), routes: [write] };
    const judged = await judgeSmall(policy, ACTION);
    expect(errorsOf(judged).map((told) => told.split(":")[0])).toEqual(["route/approval", "scope/known"]);
  });
});

test.each([
  ["POST /deals/search", []],
  ["POST /deals", ["--send-writes"]],
])("record asks for --send-writes by what a route does: %s", (route, missing) => {
  const [method = "", path = ""] = route.split(" ");
  const port = smallPort(search());
  const target = { port, action: { method, path } };
  const run = { target, steps: [], options: { yes: true, keep: [] } } as unknown as RecordRun;
  expect(missingOptions(run)).toEqual(missing);
});

describe("GraphQL", () => {
  const DOCUMENT = "query { viewer { id } }";
  const policy = (body: NonNullable<Route["body"]>): SmallPolicy => ({
    routes: [{ method: "POST", path: "/graphql", tier: "automatic", reads: true, body }],
  });
  const asking = (query: object): SmallAction => ({
    route: "POST /graphql",
    body: { query },
    mode: "automatic",
  });

  test("is a read by a constant document that the policy lists", async () => {
    const judged = await judgeSmall(
      policy({ query: [DOCUMENT] }),
      asking({ type: "string", const: DOCUMENT }),
    );
    expect([judged.verdict, errorsOf(judged)]).toEqual(["automatic", []]);
  });

  test.each<[what: string, body: NonNullable<Route["body"]>, query: object]>([
    ["another document", { query: [DOCUMENT] }, { type: "string", const: "query { users { id } }" }],
    ["one of many", { query: [DOCUMENT] }, { type: "string", enum: [DOCUMENT, "{ users { id } }"] }],
    ["a free one", { query: [DOCUMENT] }, { type: "string", maxLength: 99 }],
    [
      "a change, though the policy calls it a read",
      { query: ["mutation { leave }"] },
      { type: "string", const: "mutation { leave }" },
    ],
    ["any that the policy leaves open", { query: true }, { type: "string", const: DOCUMENT }],
  ])("can't be written with %s", async (_, body, query) => {
    expect((await judgeSmall(policy(body), asking(query))).verdict).toBe("refused");
  });

  test("is told as what can't be written", async () => {
    const { findings } = await judgeSmall({}, asking({ type: "string", maxLength: 99 }));
    const hints = findings.filter(({ rule }) => rule === "effect/route").map(({ hint }) => hint);
    expect(hints.join()).toContain("GraphQL can't be written but for a constant document");
  });
});
