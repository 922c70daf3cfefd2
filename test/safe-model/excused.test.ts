import { describe, expect, test } from "vitest";
import type { Policy } from "../../src/catalog/policy.ts";
import { errorsOf, judgeSmall, type SmallAction, type SmallPolicy } from "../support/small-port.ts";

// Word lists are for what nobody has looked at: what the policy lists for that very route or input counts more.

type Route = Policy["routes"][number];
type Listed = NonNullable<Route["body"]>;

const TEXT = { type: "string", maxLength: 60 };
const ID = { type: "string", pattern: "^[A-Za-z0-9_]{1,40}$" };
const FLAG = { type: "boolean" };
const object = (properties: object) => ({ type: "object", properties, additionalProperties: false });
const list = (items: object) => ({ type: "array", items, maxItems: 5 });
const only = (...values: string[]) => ({ type: "string", enum: values });

const onWrite = (body: Listed): SmallPolicy => ({
  routes: [{ method: "POST", path: "/things", tier: "approval", body }],
});
const onRead = (query: Listed, tier: Route["tier"] = "automatic"): SmallPolicy => ({
  routes: [{ method: "GET", path: "/things", tier, query }],
});
const write = (body: object): SmallAction => ({ route: "POST /things", body });
const read = (query: object, mode: SmallAction["mode"] = "automatic"): SmallAction => ({
  route: "GET /things",
  query,
  mode,
});

const rulesOf = (told: readonly string[]) => told.map((error) => error.split(":")[0]);

describe("an input that the policy lists is excused from words", () => {
  test.each<[what: string, listed: Listed, inputs: object]>([
    ["a value that is an order", { merge_method: ["squash", "merge"] }, { merge_method: only("squash") }],
    ["an order by its name", { remove_members: true }, { remove_members: TEXT }],
    ["a state", { status: ["cancelled"] }, { status: only("cancelled") }],
    ["a list of rights", { "roles[]": ["viewer"] }, { roles: list(only("viewer")) }],
    ["a list that is listed whole", { permissions: true }, { permissions: list(ID) }],
    ["whom it tells", { notify: true }, { notify: ID }],
    ["what would be handed through", { filter: true }, { filter: TEXT }],
    [
      "names with values, as a whole",
      { custom_fields: true },
      { custom_fields: list(object({ name: TEXT, value: TEXT })) },
    ],
    [
      "a name that isn't plain",
      { 'fields["Due date"]': true },
      { fields: object({ "Due date": { type: "string", format: "date" } }) },
    ],
    ["somebody, in a record", { "properties.email": true }, { properties: object({ email: TEXT }) }],
    ["somebody, in a list", { "attendees[].email": true }, { attendees: list(object({ email: TEXT })) }],
    ["whom it is for", { assignee: true }, { assignee: ID }],
  ])("in a write: %s", async (_, listed, inputs) => {
    const judged = await judgeSmall(onWrite(listed), write(inputs));
    expect([judged.verdict, errorsOf(judged)]).toEqual(["approval", []]);
    // Not by another input's entry.
    const other = await judgeSmall(onWrite({ title: true }), write(inputs));
    expect(rulesOf(errorsOf(other)).filter((rule) => rule !== "route/inputs")).not.toEqual([]);
  });

  test.each<[what: string, listed: Listed, inputs: object]>([
    ["an order by its value", { $orderby: true }, { $orderby: only("start/dateTime") }],
    ["what happened", { action: ["deleted"] }, { action: only("deleted") }],
    ["a filter", { filter: true }, { filter: { type: "string", pattern: "^name eq '[A-Za-z0-9]{1,40}'$" } }],
    ["a yes or no", { includeSpamTrash: true, delete: true }, { includeSpamTrash: FLAG, delete: FLAG }],
  ])("in a read: %s", async (_, listed, inputs) => {
    const judged = await judgeSmall(onRead(listed), read(inputs));
    expect([judged.verdict, errorsOf(judged)]).toEqual(["automatic", []]);
  });
});

describe("but somebody only with a person's approval", () => {
  const policy = onRead({ customer: true, limit: true });
  const customer = { customer: ID };

  test("of each call, also on a route that is automatic", async () => {
    expect((await judgeSmall(policy, read(customer, "require_approval"))).verdict).toBe("approval");
    const judged = await judgeSmall(policy, read(customer));
    expect(judged.verdict).toBe("refused");
    expect(judged.findings.filter(({ severity }) => severity === "error")).toEqual([
      expect.objectContaining({
        rule: "principal/input",
        message: '"customer" can choose another person, so each call needs a person\'s approval',
        pointer: "/action/approvalMode",
        fix: [{ op: "replace", path: "/action/approvalMode", value: "require_approval" }],
      }),
    ]);
  });

  test("while its other actions are as before", async () => {
    const limit = { limit: { type: "integer", minimum: 1, maximum: 100 } };
    expect((await judgeSmall(policy, read(limit))).verdict).toBe("automatic");
  });

  test("in a path that the policy lists, too", async () => {
    const routes: Route[] = [{ method: "GET", path: "/users/{userId}/events", tier: "automatic" }];
    const action = { route: "GET /users/{userId}/events" };
    expect((await judgeSmall({ routes }, action)).verdict).toBe("approval");
    expect((await judgeSmall({ routes }, { ...action, mode: "automatic" })).verdict).toBe("refused");
    const family = { families: ["/users"] };
    expect((await judgeSmall(family, action)).verdict).toBe("refused");
  });
});

describe("and never", () => {
  test.each<[what: string, listed: Listed, inputs: object, rule: string]>([
    ["a secret", { password: true }, { password: TEXT }, "credential/input"],
    ["a value that asks for one", { type: ["zak"] }, { type: only("zak") }, "credential/input"],
    ["another method", { _method: ["PUT"] }, { _method: only("PUT") }, "effect/input"],
    ["what nothing bounds", { note: true }, { note: { type: "string" } }, "schema/bounded"],
    [
      "a foreign host",
      { picture: true },
      { picture: { type: "string", pattern: "^https://[a-z.]{1,50}$" } },
      "schema/raw",
    ],
    ["a whole message", { raw: true }, { raw: TEXT }, "schema/raw"],
    ["another value than the listed", { status: ["open"] }, { status: only("cancelled") }, "route/inputs"],
    [
      "what stands in a list that is listed whole",
      { people: true },
      { people: list(object({ email: TEXT })) },
      "principal/input",
    ],
  ])("%s", async (_, listed, inputs, rule) => {
    const judged = await judgeSmall(onWrite(listed), write(inputs));
    expect(judged.verdict).toBe("refused");
    expect(rulesOf(errorsOf(judged))).toContain(rule);
  });

  test("DELETE, or a passthrough", async () => {
    const routes: Route[] = [
      { method: "DELETE", path: "/things/{id}", tier: "approval" },
      { method: "POST", path: "/proxy", tier: "approval", body: { path: true } },
    ];
    expect((await judgeSmall({ routes }, { route: "DELETE /things/{id}" })).verdict).toBe("refused");
    expect((await judgeSmall({ routes }, { route: "POST /proxy", body: { path: ID } })).verdict).toBe(
      "refused",
    );
  });
});

describe("a route that the policy lists is excused from words", () => {
  test.each([
    "POST /values:batchUpdate",
    "POST /values/{range}:batchClear",
    "POST /files/{id}/revoke",
    "GET /conversations.join",
  ])("%s", async (route) => {
    const [method, path = ""] = route.split(" ");
    const entry = {
      method,
      path,
      tier: "approval",
      ...(method === "GET" ? {} : { body: { note: true } }),
    } as Route;
    const body = method === "GET" ? {} : { body: { note: TEXT } };
    const judged = await judgeSmall({ routes: [entry] }, { route, ...body });
    expect([judged.verdict, errorsOf(judged)]).toEqual(["approval", []]);
    const unlisted = await judgeSmall({ families: ["/conversations.join"] }, { route, ...body });
    expect(rulesOf(errorsOf(unlisted))).toContain("effect/route");
  });
});
