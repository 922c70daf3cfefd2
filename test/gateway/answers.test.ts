import { describe, expect, test } from "vitest";
import { type Answers, answerOptions } from "../../src/gateway/answers.ts";
import { readResponse } from "../../src/gateway/response.ts";

const read = (json: unknown, fields: readonly string[], answers?: Answers, status = 200) =>
  readResponse(
    { result: { fields } },
    { status, headers: [{ name: "content-type", value: "application/json" }], body: JSON.stringify(json) },
    { answers },
  );
const FAILED = { ok: false, status: 200, error: { kind: "failed", status: 200 } };

describe("an answer under a status of success is a failure", () => {
  test.each<[json: object, code: unknown]>([
    [{ ok: false, error: "not_authed" }, "not_authed"],
    [{ ok: false, error_code: 401, description: "Unauthorized" }, 401],
    [{ success: false, errors: [{ code: 7003, message: "x" }], result: null }, 7003],
    [{ success: false }, null],
    [{ error: "invalid_grant" }, "invalid_grant"],
    [{ error: { code: 12, message: "No." } }, 12],
    [{ error: { message: "Meeting of ava@harbor.example" } }, null],
    [{ errors: [{ message: "No." }], data: null }, null],
    [{ errcode: 40001, errmsg: "invalid credential" }, 40001],
    [{ errcode: "40001" }, "40001"],
    [{ code: 200, message: "No permission." }, 200],
    [{ code: 3001, message: "Meeting is gone." }, 3001],
    [{ code: "NOT_FOUND", message: "No such thing." }, "NOT_FOUND"],
    [{ code: 300 }, 300],
  ])("by the usual signs: %j", (json, code) => {
    const fields = [
      "id",
      "ok",
      "success",
      "error",
      "errors[].message",
      "data.id",
      "result.id",
      "code",
      "message",
    ];
    for (const listed of [[], ...fields.map((field) => [field]), fields]) {
      expect([listed, read(json, listed)]).toMatchObject([listed, { ...FAILED, error: { code } }]);
    }
  });

  test.each<[json: object, fields: string[]]>([
    [{ ok: true, error: null, errors: [], id: 1 }, ["id"]],
    [{ success: true, errors: {}, error: "" }, []],
    [{ errcode: 0, errmsg: "ok" }, ["errcode"]],
    [{ code: 0, message: "ok" }, []],
    [{ code: 200, message: "success" }, []],
    [{ code: 200, message: "Success", data: { id: 1 } }, ["data.id"]],
    [{ code: "OK", message: "done" }, ["code"]],
    [{ code: 3001, id: 1 }, []],
    [{ message: "hello" }, ["message"]],
    // A listed field beside it has a value: what failed is a part, or the sign is data.
    [{ errors: [{ message: "part" }], data: { id: 1 } }, ["data.id"]],
    [{ id: 7, state: "broken", error: "compile_failed" }, ["id", "error"]],
    [{ code: "SUMMER", message: "a voucher", id: 1 }, ["code", "id"]],
    [{ ok: false, items: [{ id: 1 }] }, ["ok", "items[].id"]],
  ])("but not without one, nor where a listed field has a value beside it: %j", (json, fields) => {
    expect(read(json, fields)).toMatchObject({ ok: true, status: 200 });
  });

  test.each<[json: object, fields: string[]]>([
    [{ ok: false, items: [] }, ["items[].id", "items"]],
    [{ errors: ["x"], data: { id: null, name: "", on: false } }, ["data.id", "data.name", "data.on"]],
    [{ error: "x", id: 1 }, ["name"]],
  ])("where the listed fields beside it are empty, or others: %j", (json, fields) => {
    expect(read(json, fields)).toMatchObject(FAILED);
  });
});

describe("the policy's word", () => {
  const ANSWERS: Answers = {
    failure: [
      { path: "status", is: "error" },
      { path: "problems[].id", present: true },
    ],
    code: "info.number",
  };

  test.each<[json: object, isFailure: boolean]>([
    [{ status: "error", id: 1 }, true],
    [{ status: "ok", problems: [{ id: "" }, { id: "x" }], id: 1 }, true],
    [{ status: "ok", problems: [{ id: "" }], id: 1 }, false],
    [{ status: "ok", error: "data of its own", ok: false, id: 1 }, false],
  ])("counts alone, whatever stands beside it: %j", (json, isFailure) => {
    expect(read(json, ["id"], ANSWERS).ok).toBe(!isFailure);
  });

  test("says where the code stands, under any status", () => {
    const json = { status: "error", code: 1, info: { number: 42 } };
    expect(read(json, [], ANSWERS)).toMatchObject({ error: { kind: "failed", code: 42 } });
    expect(read(json, [], ANSWERS, 404)).toMatchObject({ error: { kind: "not_found", code: 42 } });
  });

  test.each<[reason: string, code: unknown, kind: string]>([
    ["notFound", "notFound", "forbidden"],
    ["rateLimitExceeded", "rateLimitExceeded", "rate_limited"],
    ["userRateLimitExceeded", "userRateLimitExceeded", "rate_limited"],
    ["RATE_LIMIT_EXCEEDED", "RATE_LIMIT_EXCEEDED", "rate_limited"],
    ["AliceSmith", 403, "forbidden"],
    ["no rateLimitExceeded", 403, "forbidden"],
  ])(
    "takes joined words for a code where it names the place, and a limit for what it is: %s",
    (reason, code, kind) => {
      const json = { error: { code: 403, message: "x", errors: [{ reason }] } };
      expect(read(json, [], { code: "error.errors[].reason" }, 403)).toMatchObject({ error: { kind, code } });
    },
  );

  test("is needed for them: without it they could be somebody's name", () => {
    expect(read({ code: "aliceSmith" }, [], undefined, 404)).toMatchObject({ error: { code: null } });
  });

  test("leaves the usual signs where it says nothing of failure, and none where it lists none", () => {
    expect(read({ ok: false }, [], { code: "error" }).ok).toBe(false);
    expect(read({ ok: false }, [], { failure: [] }).ok).toBe(true);
  });

  test("is a route's before the port's, for that route alone", () => {
    const policy = {
      answers: { code: "error", failure: [{ path: "ok", is: false }] },
      routes: [
        { method: "POST", path: "/jobs/{id}", answers: { failure: [] }, anyAnswer: true },
        { method: "GET", path: "/jobs/{id}" },
      ],
    };
    expect(answerOptions(policy, { method: "POST", path: "/jobs/{job}" })).toEqual({
      answers: { code: "error", failure: [] },
      anyAnswer: true,
    });
    for (const other of [
      { method: "GET", path: "/jobs/{job}" },
      { method: "POST", path: "/jobs/all" },
    ]) {
      expect(answerOptions(policy, other)).toEqual({ answers: policy.answers, anyAnswer: false });
    }
    expect(answerOptions({ routes: [] }, { method: "GET", path: "/" }).answers).toBeUndefined();
  });
});
