import { describe, expect, test } from "vitest";
import { fill } from "../../src/drafts/fill.ts";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { portFacts } from "../../src/safe-model/port-facts.ts";
import {
  bytesOf,
  CREATE_MEETING,
  FAKE_SECRET,
  findSamplePort,
  GET_MEETING,
  LIST_MEETINGS,
  SAMPLE_DRAFT,
  SAMPLE_FILE,
  SAMPLE_PORT,
} from "../support/sample.ts";

const fillSample = (draft: unknown) => fill(draft, portFacts(SAMPLE_PORT));

/** The least that is written of a read that takes nothing. */
const GET_ME = {
  slug: "get-me",
  label: "Who am I",
  description: "The authenticated user.",
  method: "GET",
  path: "/users/me",
  result: { fields: ["id"] },
  examples: [{ name: "me" }],
};
const SMALLEST = { draft: 1, port: "zoom-api", rationale: "Agents say who they work for.", action: GET_ME };

const draftOf = (action: object, members: object = {}) => ({ ...SMALLEST, ...members, action });

const without = <Name extends string>(action: object, ...names: Name[]) =>
  Object.fromEntries(Object.entries(action).filter(([name]) => !names.includes(name as Name)));

describe("the smallest draft has a full form", () => {
  test("of a read that takes nothing", () => {
    expect(fillSample(SMALLEST)).toEqual({
      value: {
        ...SMALLEST,
        change: "add",
        action: {
          ...GET_ME,
          approvalMode: "automatic",
          requestBodyMode: "none",
          resultMode: "json_summary",
          input: {},
          scopes: ["user:read:user"],
          examples: [{ name: "me", input: {} }],
        },
        references: [],
      },
      filled: [
        { pointer: "/action/approvalMode", value: "automatic", from: "route" },
        { pointer: "/action/examples/0/input", value: {}, from: "format" },
        { pointer: "/action/input", value: {}, from: "format" },
        { pointer: "/action/requestBodyMode", value: "none", from: "format" },
        { pointer: "/action/resultMode", value: "json_summary", from: "format" },
        { pointer: "/action/scopes", value: ["user:read:user"], from: "route" },
        { pointer: "/change", value: "add", from: "format" },
        { pointer: "/references", value: [], from: "format" },
      ],
      open: [],
    });
  });

  test("of schemas, at any depth", () => {
    const schema = {
      properties: { list: { type: "array", items: { properties: { a: { type: "boolean" } } } } },
    };
    const path = { properties: { meetingId: { type: "integer" }, other: { type: "integer" } } };
    const draft = draftOf({ ...GET_ME, path: "/meetings/{meetingId}", input: { path, query: schema } });
    const closed = { additionalProperties: false };
    expect(fillSample(draft).value).toMatchObject({
      action: {
        input: {
          path: { type: "object", ...path, required: ["meetingId"], ...closed },
          query: {
            type: "object",
            ...closed,
            properties: {
              list: {
                type: "array",
                items: { type: "object", ...closed, properties: { a: { type: "boolean" } } },
              },
            },
          },
        },
      },
    });
  });

  test.each<[what: string, draft: object, full: object]>([
    [
      "a write is approved by a person, and sends JSON",
      draftOf(without(CREATE_MEETING, "approvalMode", "requestBodyMode")),
      { approvalMode: "require_approval", requestBodyMode: "json" },
    ],
    [
      "a read of other people's data needs approval, as its tier does",
      draftOf({ ...GET_ME, path: "/past_meetings/{meetingId}/participants", input: GET_MEETING.input }),
      { approvalMode: "require_approval" },
    ],
    [
      "what the policy refuses is never filled in as automatic",
      draftOf({ ...GET_ME, path: "/users/me/token" }),
      { approvalMode: "require_approval" },
    ],
    [
      "fixed values are of one type",
      draftOf({
        ...LIST_MEETINGS,
        input: { query: { properties: { a: { const: "x" }, b: { enum: [1, 2] } } } },
      }),
      { input: { query: { properties: { a: { type: "string" }, b: { type: "integer" } } } } },
    ],
    [
      "an update keeps what the live action has",
      draftOf(without(LIST_MEETINGS, "approvalMode", "scopes"), { change: "update" }),
      { approvalMode: LIST_MEETINGS.approvalMode, scopes: LIST_MEETINGS.scopes },
    ],
  ])("%s", (_, draft, full) => {
    expect(fillSample(draft).value).toMatchObject({ action: full });
  });

  test("a read whose listed input chooses a person is filled in as check admits it", async () => {
    const { policy } = SAMPLE_PORT;
    const routes = policy.routes.map((route) =>
      route.path === "/users/me" && route.method === "GET" ? { ...route, query: { host_id: true } } : route,
    );
    const port = { ...SAMPLE_PORT, policy: { ...policy, routes: routes as typeof policy.routes } };
    const query = { properties: { host_id: { type: "string", pattern: "^[A-Za-z0-9]{22}$" } } };
    const draft = draftOf({ ...GET_ME, input: { query } });
    expect(fill(draft, portFacts(port)).value).toMatchObject({
      action: { approvalMode: "require_approval" },
    });
    const judged = await evaluateDraft("drafts/zoom-api/get-me.json", bytesOf(draft), async () => port);
    expect(judged).toMatchObject({ verdict: "approval", findings: [] });
  });

  test.each<[what: string, value: unknown]>([
    ["what is in full form", SAMPLE_DRAFT],
    ["what is no draft", { port: "zoom-api", action: {} }],
    ["no object", [1]],
    ["what is no text, and becomes none", draftOf({ ...GET_ME, path: { toString: false }, input: null })],
    ["a member of another type", draftOf({ ...GET_ME, ...SAMPLE_DRAFT.action, input: null, scopes: "all" })],
  ])("and nothing is done to %s", (_, value) => {
    const { value: after, filled } = fillSample(value);
    expect(filled.filter(({ pointer }) => pointer.startsWith("/action/input"))).toEqual([]);
    expect(after).toMatchObject(value as object);
  });

  test("again, it is its own", () => {
    const once = fillSample(SMALLEST).value;
    expect(fillSample(once)).toEqual({ value: once, filled: [], open: [] });
  });
});

describe("what has several possible values stays missing, with what to write", () => {
  const judge = (draft: unknown) => evaluateDraft(SAMPLE_FILE, bytesOf(draft), findSamplePort);

  test("of what the route fills in nothing is said where the route is missing", async () => {
    const { findings } = await judge(draftOf(without(GET_ME, "method", "approvalMode", "scopes")));
    expect(findings.map(({ pointer }) => pointer)).toEqual(["/action/method"]);
  });

  test.each<[what: string, draft: object, pointer: string, hint: RegExp]>([
    [
      "placeholders",
      draftOf({ ...GET_ME, path: "/meetings/{meetingId}" }),
      "/action/input",
      /\{meetingId\} in input\.path/,
    ],
    [
      "a body",
      draftOf(without(CREATE_MEETING, "input", "examples")),
      "/action/input",
      /describe in input\.body/,
    ],
    [
      "the input of an update, whose live action has one",
      draftOf(without(LIST_MEETINGS, "input"), { change: "update" }),
      "/action/input",
      /or \{\} to take all of it away/,
    ],
    [
      "an example's input",
      draftOf({ ...GET_MEETING, examples: [{ name: "one" }] }),
      "/action/examples/0/input",
      /a value for meetingId/,
    ],
    [
      "scopes, of which the policy knows several",
      draftOf(without(GET_MEETING, "scopes")),
      "/action/scopes",
      /the policy knows meeting:read:list_meetings, meeting:read:meeting, /,
    ],
    ["a label", draftOf(without(GET_ME, "label")), "/action/label", /at most 60 characters/],
    ["a reason", without(SMALLEST, "rationale"), "/rationale", /why an agent needs it/],
  ])("%s", async (_, draft, pointer, hint) => {
    const { verdict, findings } = await judge(draft);
    expect(verdict).toBe("invalid");
    expect(findings).toContainEqual(
      expect.objectContaining({
        pointer,
        message: `${pointer} is missing`,
        hint: expect.stringMatching(hint),
      }),
    );
  });

  test("but no name that may be a secret is told", async () => {
    const query = { properties: { [FAKE_SECRET]: { type: "boolean" } }, required: [FAKE_SECRET] };
    const checked = await judge(draftOf({ ...GET_ME, input: { query } }));
    expect(checked.verdict).toBe("invalid");
    expect(JSON.stringify(checked)).not.toContain(FAKE_SECRET);
  });

  test("scopes are offered", async () => {
    const { findings } = await judge(draftOf(without(GET_MEETING, "scopes")));
    expect(findings[0]?.candidates).toContainEqual(["meeting:read:meeting"]);
  });

  test("a draft that adds what is live is refused, not taken for an update", async () => {
    const live = { ...without(LIST_MEETINGS, "approvalMode"), label: "Other" };
    const checked = await evaluateDraft(
      "drafts/zoom-api/list-meetings.json",
      bytesOf(draftOf(live)),
      findSamplePort,
    );
    expect(checked).toMatchObject({
      verdict: "refused",
      findings: expect.arrayContaining([
        expect.objectContaining({ rule: "draft/change", pointer: "/change" }),
      ]),
    });
  });
});
