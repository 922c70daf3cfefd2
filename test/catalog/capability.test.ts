import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import { capabilitySentence } from "../../src/catalog/capability.ts";
import { CREATE_MEETING, GET_MEETING, LIST_MEETINGS, SAMPLE_POLICY } from "../support/sample.ts";

function actionFor(route: string, approvalMode: Action["approvalMode"] = "automatic"): Action {
  const [method, path = ""] = route.split(" ");
  return { ...GET_MEETING, method: method as Action["method"], path, approvalMode };
}

const sentence = (before: Action | undefined, after: Action | undefined): string =>
  capabilitySentence(before, after, SAMPLE_POLICY);

describe("what agents could now do, told from the route alone", () => {
  test.each([
    ["GET /users/me", "read the signed-in user"],
    ["GET /users/me/meetings", "read the meetings of the signed-in user"],
    ["GET /users/me/upcoming_meetings", "read the upcoming meetings of the signed-in user"],
    ["GET /users/me/meetings/{meetingId}", "read a meeting of the signed-in user"],
    ["GET /meetings/{meetingId}", "read a meeting"],
    ["GET /meetings/{meetingId}/registrants", "read the registrants of a meeting"],
    ["GET /meetings/{meetingId}/registrants/questions", "read the registrants questions of a meeting"],
    ["GET /meetings/{meetingId}/polls/{pollId}", "read a poll of a meeting"],
    ["GET /past_meetings/{meetingId}", "read a past meeting"],
    ["GET /past_meetings/{meetingId}/participants", "read the participants of a past meeting"],
    ["GET /activityEntries/{id}", "read an activity entry"],
    ["GET /mailboxes/{id}/statusCodes", "read the status codes of a mailbox"],
    ["GET /branches/{name}", "read a branch"],
    ["GET /conversations.list", "read the conversations list"],
    ["GET /repos/{owner}/{repo}", "read the given repo of a repo"],
    ["GET /accounts/me/settings", "read the accounts me settings"],
    ["POST /users/me/meetings", "create a meeting for the signed-in user"],
    ["POST /meetings/{meetingId}/registrants", "create a registrant for a meeting"],
    ["POST /meetings", "create a meeting"],
    ["PATCH /meetings/{meetingId}", "change a meeting"],
    ["PATCH /users/me", "change the signed-in user"],
    ["PUT /meetings/{meetingId}/agenda", "replace the agenda of a meeting"],
  ])("%s: %s", (route, deed) => {
    expect(sentence(undefined, actionFor(route))).toBe(`agents could now ${deed}`);
  });

  test("never repeats a draft's own words", () => {
    const action = { ...GET_MEETING, label: "Harmless", description: "Only reads the weather." };
    expect(sentence(undefined, action)).toBe("agents could now read a meeting");
  });
});

describe("what an update or a retirement means", () => {
  const wider = { ...LIST_MEETINGS, result: { fields: [...LIST_MEETINGS.result.fields, "next_page_token"] } };
  const meetings = "the meetings of the signed-in user";
  const create = "create a meeting for the signed-in user";
  test.each<[what: string, before: Action | undefined, after: Action | undefined, sentence: string]>([
    ["widening", LIST_MEETINGS, wider, `agents could still read ${meetings}, with wider inputs or results`],
    ["narrowing", wider, LIST_MEETINGS, `agents could still read ${meetings}, within narrower bounds`],
    [
      "text",
      LIST_MEETINGS,
      { ...LIST_MEETINGS, label: "x" },
      `agents could still read ${meetings}, as before`,
    ],
    [
      "approval dropped",
      CREATE_MEETING,
      { ...CREATE_MEETING, approvalMode: "automatic" },
      `agents could still ${create}, now without asking a person`,
    ],
    [
      "approval added",
      LIST_MEETINGS,
      { ...LIST_MEETINGS, approvalMode: "require_approval" },
      `agents could still read ${meetings}, from now on with a person's approval`,
    ],
    [
      "another route",
      GET_MEETING,
      { ...GET_MEETING, path: "/past_meetings/{meetingId}" },
      "agents could now read a past meeting, and no longer read a meeting",
    ],
    ["retirement", LIST_MEETINGS, undefined, `agents could no longer read ${meetings}`],
    ["nothing at all", undefined, undefined, "nothing changes"],
  ])("%s", (_, before, after, expected) => {
    expect(sentence(before, after)).toBe(expected);
  });
});
