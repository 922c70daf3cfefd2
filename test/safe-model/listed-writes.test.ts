import { describe, expect, test } from "vitest";
import type { Policy } from "../../src/catalog/policy.ts";
import { errorsOf, judgeSmall } from "../support/small-port.ts";

// A write's entry in the policy opens nothing until its body says what may be sent.

const TEXT = { type: "string", pattern: "^[A-Za-z0-9]{1,40}$" };
const FLAG = { type: "boolean" };
const NUMBER = { type: "integer", minimum: 0, maximum: 100_000 };
const object = (properties: object) => ({ type: "object", properties, additionalProperties: false });
const list = (items: object) => ({ type: "array", items, maxItems: 5 });

type Listed = NonNullable<Policy["routes"][number]["body"]>;

/** Writes of real APIs: what their policy means to admit, and what a sly draft sends besides. */
const WRITES: readonly [route: string, body: Listed, honest: object, sly: object][] = [
  ["PATCH /repos/acme/{repo}", { homepage_note: true }, { homepage_note: TEXT }, { private: FLAG }],
  ["POST /repos/acme/{repo}/issues", { title: true }, { title: TEXT }, { milestone: NUMBER }],
  ["PUT /repos/acme/{repo}/subscription", { ignored: true }, { ignored: FLAG }, { subscribed: FLAG }],
  ["POST /invoices", { days_until_due: true }, { days_until_due: NUMBER }, { auto_advance: FLAG }],
  [
    "POST /invoices/{invoice}",
    { footer: true },
    { footer: TEXT },
    { transfer_data: object({ destination: TEXT, amount: NUMBER }) },
  ],
  ["POST /charges/{charge}", { receipt_note: true }, { receipt_note: TEXT }, { application_fee: NUMBER }],
  ["POST /payment_links", { active: true }, { active: FLAG }, { on_behalf: TEXT }],
  ["POST /chat.postMessage", { text: true }, { text: TEXT }, { unfurl_media: FLAG }],
  ["POST /reminders.add", { text: true }, { text: TEXT }, { time: NUMBER }],
  ["POST /conversations.create", { name: true }, { name: TEXT }, { team: TEXT }],
  [
    "PUT /users/me/settings/vacation",
    { enableAutoReply: true },
    { enableAutoReply: FLAG },
    { responseSubject: TEXT },
  ],
  [
    "POST /users/me/labels",
    { "color.textColor": true },
    { color: object({ textColor: TEXT }) },
    { color: object({ backgroundColor: TEXT }) },
  ],
  [
    "PATCH /calendars/primary/events/{event}",
    { summary: true, "start.date": true },
    { summary: TEXT, start: object({ date: { type: "string", format: "date" } }) },
    { guestsCanModify: FLAG },
  ],
  [
    "POST /pages",
    { "properties.Name.title[].text.content": true },
    {
      properties: object({ Name: object({ title: list(object({ text: object({ content: TEXT }) })) }) }),
    },
    { properties: object({ Name: object({ title: list(object({ href: TEXT })) }) }) },
  ],
  [
    "PATCH /v0/base/{record}",
    { "fields.Due": true },
    { fields: object({ Due: { type: "string", format: "date" } }) },
    { fields: object({ Status: TEXT }) },
  ],
  [
    "PUT /issue/{issue}",
    { "fields.summary": true },
    { fields: object({ summary: TEXT }) },
    { "fields.summary": TEXT },
  ],
  [
    "POST /issue/{issue}/worklog",
    { timeSpentSeconds: true },
    { timeSpentSeconds: NUMBER },
    { started: TEXT },
  ],
  ["POST /cards", { name: true, due: true }, { name: TEXT, due: TEXT }, { pos: NUMBER }],
  ["PUT /cards/{card}", { dueComplete: true }, { dueComplete: FLAG }, { closed: FLAG }],
  [
    "POST /tasks",
    { "data.name": true },
    { data: object({ name: TEXT }) },
    { data: object({ parent: TEXT }) },
  ],
  [
    "POST /tickets",
    { "ticket.subject": true },
    { ticket: object({ subject: TEXT }) },
    { ticket: object({}) },
  ],
  [
    "POST /crm/v3/objects/deals",
    { "properties.dealname": true },
    { properties: object({ dealname: TEXT }) },
    { properties: object({ amount: NUMBER }) },
  ],
  [
    "POST /playlists/{playlist}/tracks",
    { "tracks[]": true },
    { tracks: list({ type: "string", pattern: "^spotify:track:[A-Za-z0-9]{22}$" }) },
    { position: NUMBER },
  ],
  [
    "PUT /me/player/volume",
    { percent: [10, 20] },
    { percent: { type: "integer", enum: [10] } },
    { percent: NUMBER },
  ],
  [
    "POST /projects/{project}/pipeline",
    { ref: ["main"] },
    { ref: { type: "string", const: "main" } },
    { ref: TEXT },
  ],
];

const entryOf = (route: string, body?: Listed): Policy["routes"][number] => {
  const [method, path = ""] = route.split(" ");
  return { method: method as "POST", path, tier: "approval", ...(body === undefined ? {} : { body }) };
};

describe("a listed write", () => {
  test.each(WRITES)("%s is refused until its body is listed", async (route, _, honest, sly) => {
    for (const body of [honest, sly, { ...honest, ...sly }]) {
      const judged = await judgeSmall({ routes: [entryOf(route)] }, { route, body });
      expect(judged.verdict).toBe("refused");
      expect(errorsOf(judged)[0]).toContain(
        `the policy refuses ${route}: the policy lists it without the body`,
      );
    }
  });

  test.each(WRITES)("%s then takes what is listed, and nothing else", async (route, listed, honest, sly) => {
    const policy = { routes: [entryOf(route, listed)] };
    const admitted = await judgeSmall(policy, { route, body: honest });
    expect([admitted.verdict, errorsOf(admitted)]).toEqual(["approval", []]);
    const refused = await judgeSmall(policy, { route, body: { ...honest, ...sly } });
    expect(refused.verdict).toBe("refused");
    expect(errorsOf(refused).join()).toContain("route/inputs: the policy ");
  });

  test("sends nothing where its body is {}", async () => {
    const policy = { routes: [entryOf("POST /job/{job}/build", {})] };
    expect((await judgeSmall(policy, { route: "POST /job/{job}/build" })).verdict).toBe("approval");
    const sent = await judgeSmall(policy, { route: "POST /job/{job}/build", body: { delay: NUMBER } });
    expect(sent.verdict).toBe("refused");
  });

  test("takes whatever stands in a list or an object that is listed as a whole", async () => {
    const node = object({ type: TEXT, content: list(object({ text: TEXT })) });
    const policy = { routes: [entryOf("POST /issue", { description: true, "labels[]": true })] };
    const body = { description: node, labels: list(TEXT) };
    expect((await judgeSmall(policy, { route: "POST /issue", body })).verdict).toBe("approval");
  });
});

describe("of a route that a reviewer could still list, the finding holds the policy's entry", () => {
  const body = {
    title: TEXT,
    kind: { type: "string", enum: ["bug", "task"] },
    labels: list(TEXT),
    fields: object({ Due: { type: "string", format: "date" } }),
  };
  const entry = {
    method: "POST",
    path: "/issues",
    tier: "approval",
    scopes: ["issues:write"],
    query: { notify: true },
    body: { title: true, kind: ["bug", "task"], "labels[]": true, "fields.Due": true },
  };
  const action = { route: "POST /issues", query: { notify: FLAG }, body, scopes: ["issues:write"] };
  const scopes = { "issues:write": "write" } as const;

  const offered = async (policy: Parameters<typeof judgeSmall>[0]) => {
    const { findings } = await judgeSmall(policy, action);
    const candidates = findings.find(({ rule }) => rule === "route/policy")?.candidates ?? [];
    return candidates as Policy["routes"];
  };

  test("which admits the draft once it is there", async () => {
    expect(await offered({ scopes })).toEqual([entry]);
    const judged = await judgeSmall({ scopes, routes: await offered({ scopes }) }, action);
    expect([judged.verdict, errorsOf(judged)]).toEqual(["approval", []]);
  });

  test("which keeps what the entry says already, and adds its body", async () => {
    const { scopes: ofRoute, body: sent, ...rest } = entry;
    const listed = {
      ...entryOf("POST /issues"),
      reason: "opens one",
      scopes: ofRoute,
      query: { notify: true as const },
    };
    expect(await offered({ scopes, routes: [listed] })).toEqual([
      { ...rest, reason: "opens one", scopes: ofRoute, body: sent },
    ]);
  });

  test("but not where the policy refuses it", async () => {
    const refused = { ...entryOf("POST /issues"), tier: "refused" as const };
    expect(await offered({ scopes, routes: [refused] })).toEqual([]);
  });
});

test("what the policy requires is sent by each call: its absence may do more", async () => {
  const routes: Policy["routes"] = [
    {
      method: "POST",
      path: "/repos",
      tier: "approval",
      body: { name: true, private: [true] },
      required: ["private"],
    },
  ];
  const isPrivate = { type: "boolean", const: true };
  for (const sent of [{ name: TEXT }, { name: TEXT, private: isPrivate }]) {
    const judged = await judgeSmall({ routes }, { route: "POST /repos", body: sent });
    expect(errorsOf(judged).join()).toContain('each call must send "private"');
  }
  const judged = await judgeSmall(
    { routes },
    { route: "POST /repos", body: { name: TEXT, private: isPrivate }, required: ["private"] },
  );
  expect([judged.verdict, errorsOf(judged)]).toEqual(["approval", []]);
});
