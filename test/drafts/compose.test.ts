import { describe, expect, test } from "vitest";
import { composeDraft, type ProposeOptions } from "../../src/drafts/compose.ts";
import { draftSchema } from "../../src/drafts/draft.ts";
import { fill } from "../../src/drafts/fill.ts";
import { portFacts } from "../../src/safe-model/port-facts.ts";
import { CREATE_MEETING, GET_MEETING, LIST_MEETINGS, SAMPLE_DRAFT, SAMPLE_PORT } from "../support/sample.ts";

const compose = (slug: string, options: Partial<ProposeOptions> = {}): unknown =>
  fill(
    composeDraft(SAMPLE_PORT, slug, { field: [], scope: [], example: [], reference: [], ...options }),
    portFacts(SAMPLE_PORT),
  ).value;

describe("a draft from options", () => {
  test("holds what was told", () => {
    const draft = compose("get-meeting", {
      label: GET_MEETING.label,
      description: GET_MEETING.description,
      path: GET_MEETING.path,
      input: JSON.stringify(GET_MEETING.input),
      field: GET_MEETING.result.fields,
      scope: GET_MEETING.scopes,
      example: GET_MEETING.examples.map((example) => JSON.stringify(example)),
      rationale: SAMPLE_DRAFT.rationale,
      reference: SAMPLE_DRAFT.references,
    });
    expect(draft).toEqual(SAMPLE_DRAFT);
  });

  test("of a write sends a JSON body and needs approval, unless told otherwise", () => {
    expect(compose("create-meeting", { method: "POST", path: CREATE_MEETING.path })).toMatchObject({
      action: { method: "POST", approvalMode: "require_approval", requestBodyMode: "json" },
    });
  });

  test.each(["post", "Put", "PATCH"])("of a write told as %s too", (method) => {
    expect(compose("create-meeting", { method, path: CREATE_MEETING.path })).toMatchObject({
      action: {
        method: method.toUpperCase(),
        approvalMode: "require_approval",
        requestBodyMode: "json",
      },
    });
    const told = compose("create-meeting", { method, path: CREATE_MEETING.path, approval: "automatic" });
    expect(told).toMatchObject({ action: { approvalMode: "automatic" } });
  });

  test.each([
    ["get", "automatic"],
    ["delete", "require_approval"],
    ["HEAD", "require_approval"],
  ])("of %s sends no body", (method, approvalMode) => {
    expect(compose("get-meeting", { method, path: GET_MEETING.path })).toMatchObject({
      action: { method: method.toUpperCase(), approvalMode, requestBodyMode: "none" },
    });
  });

  test("of a live action updates it, and changes only what was told", () => {
    expect(compose("list-meetings", { label: "My meetings" })).toMatchObject({
      change: "update",
      action: { ...LIST_MEETINGS, label: "My meetings" },
    });
  });

  test("of a retirement has the slug alone", () => {
    const draft = compose("list-meetings", { change: "retire", rationale: "Nobody uses it." });
    expect(draft).toMatchObject({ change: "retire", action: { slug: "list-meetings" } });
    expect(draftSchema.safeParse(draft).success).toBe(true);
  });

  test.each<[why: string, options: Partial<ProposeOptions>, message: string]>([
    ["no path", {}, "--path is missing"],
    ["an input that isn't JSON", { path: "/x", input: "{" }, "--input isn't JSON"],
    ["an example that isn't JSON", { path: "/x", example: ["march"] }, "--example isn't JSON"],
  ])("needs mending where it has %s", (_, options, message) => {
    expect(() => compose("get-meeting", options)).toThrow(
      expect.objectContaining({ code: "USAGE", message, hint: expect.stringMatching(/./) }),
    );
  });
});
