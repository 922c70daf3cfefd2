import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Policy } from "../../../src/catalog/policy.ts";
import { answerOptions } from "../../../src/gateway/answers.ts";
import { readResponse } from "../../../src/gateway/response.ts";
import { projectExchange } from "../../../src/recordings/projection/project.ts";
import { SAMPLE_POLICY } from "../../support/sample.ts";
import { answersTo, MEETING_ID, ONE_MEETING, projectAnswer, projectBody } from "../answers.ts";

describe("the projection of an answer", () => {
  test("has the listed fields, in the document's own shape, and nothing else", () => {
    const body = {
      host_id: "x",
      id: MEETING_ID,
      topic: "Sync",
      people: [{ name: "Ava", email: "ava@harbour.zz" }, { email: "no name" }],
      labels: ["a", 2, null],
      settings: { agenda: "elsewhere" },
    };
    expect(projectBody({ body })).toEqual({
      id: MEETING_ID,
      topic: "Sync",
      people: [{ name: "Ava" }, {}],
      labels: ["a", 2, null],
    });
  });

  test("has nothing where no field is listed", () => {
    const action = { ...ONE_MEETING, result: { fields: [] } };
    const headers = { "content-type": "application/json", "retry-after": "60", etag: "x" };
    const projected = projectAnswer({ body: { id: 5 }, headers }, action);
    expect(projected).toMatchObject({
      ok: true,
      output: undefined,
      exchange: { response: { status: 200, body: "", headers: [{ name: "retry-after", value: "60" }] } },
    });
  });

  test("has a number that readers of JSON would change as the text that an agent gets", () => {
    const action = { ...ONE_MEETING, result: { fields: ["[].id"] } };
    const body = '[{"id":1234567890123456789},{"id":1234567890123456788}]';
    expect(projectBody({ body }, action)).toEqual([
      { id: "1234567890123456789" },
      { id: "1234567890123456788" },
    ]);
  });

  test.each<[what: string, body: unknown, status: number, kept: unknown]>([
    ["a code", { code: 3001, message: "Ava's meeting is gone" }, 404, { code: 3001 }],
    ["no text", { message: "Ava's meeting is gone" }, 404, undefined],
    ["no page", "<html>Ava</html>", 502, undefined],
    ["no text that is called a code", { error: "Ava's meeting is gone" }, 400, undefined],
    [
      "the first code alone",
      { errors: [{ code: "gone" }, { code: "berlin" }] },
      400,
      {
        errors: [{ code: "gone" }],
      },
    ],
    [
      "what says no, and why",
      { ok: false, error: "not_authed", team: "T1" },
      200,
      {
        ok: false,
        error: "not_authed",
      },
    ],
    ["that a text says why, not what", { ok: true, error: "Ava is away" }, 200, { error: "not kept" }],
    ["that there are errors", { errors: [{ "ava@harbour.zz": "is away" }] }, 200, { errors: "not kept" }],
    [
      "a code with a text beside it",
      { code: "InvalidName", message: "Ava" },
      200,
      {
        code: "not kept",
        message: "not kept",
      },
    ],
    ["another code", { errcode: 40013, errmsg: "Ava" }, 200, { errcode: 40013 }],
  ])("of a failure has %s", (_, body, status, kept) => {
    expect(projectBody({ body, status })).toEqual(kept);
  });

  test("of a failure that the policy tells has its sign and code", () => {
    const failure: NonNullable<Policy["answers"]>["failure"] = [
      { path: "state", is: "broken" },
      { path: "faults[].why", present: true },
    ];
    const policy = { ...SAMPLE_POLICY, answers: { failure, code: "reason.name" } };
    const of = (body: unknown) => projectBody({ body }, ONE_MEETING, policy);
    expect(of({ state: "broken", reason: { name: "roomTaken", by: "Ava" }, topic: "x" })).toEqual({
      state: "broken",
      reason: { name: "roomTaken" },
    });
    expect(of({ faults: [{ who: "Ava" }, { why: "Ava is away", who: "Ava" }] })).toEqual({
      faults: [{ why: "not kept" }],
    });
  });

  test.each([
    ["a page", "<html></html>", "the answer isn't JSON"],
    ["an object where a field ends", { topic: { text: "x" } }, "result field topic"],
    ["nothing", "", "no body for result.fields"],
  ])("isn't there for %s", (_, body, why) => {
    expect(projectAnswer({ body })).toEqual({ ok: false, message: expect.stringContaining(why) });
  });
});

describe("of any answer", () => {
  const name = fc.constantFrom(
    ..."id topic agenda people labels name ok success error errors errcode code message status x".split(" "),
  );
  const scalar = fc.oneof(
    fc.constantFrom("not_found", "Ava is away", "", "ok", "3001", 0, 1, 3001, 12_345_678, true, false, null),
    fc.integer(),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(name, tie("tree"), { maxKeys: 4 }),
    ),
  }));
  const failure = fc.constantFrom<NonNullable<Policy["answers"]>["failure"]>(
    undefined,
    [],
    [{ path: "ok", is: false }],
    [{ path: "errors[].code", present: true }],
    [
      { path: "status", is: "not_found" },
      { path: "error", present: true },
    ],
  );
  const given = fc.record({
    body: fc.oneof(fc.dictionary(name, tree, { maxKeys: 5 }), tree),
    status: fc.constantFrom(200, 200, 201, 204, 302, 403, 404, 429),
    failure,
    headers: fc.constantFrom(
      { "content-type": "application/json" },
      { "content-type": "Application/JSON; charset=UTF-8", "retry-after": "2678400" },
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1796000000" },
      { "ratelimit-remaining": "0", "ratelimit-reset": "2026-11-30T00:53:20Z" },
    ),
    fields: fc.constantFrom(ONE_MEETING.result.fields, [], ["error"], ["people[]"], ["[].id"]),
  });

  test("the projection gives an agent the same, and is its own projection", () => {
    fc.assert(
      fc.property(given, ({ body, status, headers, failure: signs, fields }) => {
        const action = { ...ONE_MEETING, result: { fields } };
        const policy = { ...SAMPLE_POLICY, answers: signs === undefined ? undefined : { failure: signs } };
        const options = answerOptions(policy, action);
        const projected = projectAnswer({ body, status, headers }, action, policy);
        const [real] = answersTo(action, { body, status, headers });
        const was = real && readResponse(action, real.exchange.response, options);
        if (!projected.ok) {
          expect(was).toMatchObject({ ok: false, error: { kind: "unusable" } });
          return;
        }
        expect(readResponse(action, projected.exchange.response, options)).toEqual(was);
        expect(projectExchange(action, projected.exchange, options)).toEqual(projected);
      }),
      { numRuns: 500 },
    );
  });
});
