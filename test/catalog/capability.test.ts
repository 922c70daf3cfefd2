import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import { capabilitySentence } from "../../src/catalog/capability.ts";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import type { Policy } from "../../src/catalog/policy.ts";
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
    ["GET /users/me/meetings", "list the signed-in user's meetings"],
    ["GET /users/me/upcoming_meetings", "list the signed-in user's upcoming meetings"],
    ["GET /users/me/profile", "read the signed-in user's profile"],
    ["GET /users/me/settings/filters", "list the filters of the signed-in user's settings"],
    ["GET /users/me/meetings/{meetingId}", "read a meeting of the signed-in user"],
    ["GET /meetings/{meetingId}", "read a meeting"],
    ["GET /meetings/{meetingId}/registrants", "list the registrants of a meeting"],
    ["GET /meetings/{meetingId}/registrants/questions", "list the questions of the registrants of a meeting"],
    ["GET /meetings/{meetingId}/polls/{pollId}", "read a poll of a meeting"],
    ["GET /past_meetings/{meetingId}/participants", "list the participants of a past meeting"],
    ["GET /activityEntries/{id}", "read an activity entry"],
    ["GET /mailboxes/{id}/statusCodes", "list the status codes of a mailbox"],
    ["GET /branches/{name}", "read a branch"],
    ["GET /accounts/me/settings", "read the settings of the me account"],
    ["POST /users/me/meetings", "create a meeting for the signed-in user"],
    ["POST /meetings/{meetingId}/registrants", "create a registrant for a meeting"],
    ["POST /meetings", "create a meeting"],
    ["POST /meetings/{meetingId}", "send data to a meeting"],
    ["PATCH /meetings/{meetingId}", "change a meeting"],
    ["PATCH /users/me", "change the signed-in user"],
    ["PUT /meetings/{meetingId}/agenda", "replace the agenda of a meeting"],
    ["GET /", "read what stands at the API's root"],
    // A value that says more than which one, or several in a row.
    ["GET /repos/{owner}/{repo}", "read a repo"],
    ["GET /repositories/{workspace}/{repo_slug}/commits", "list the commits of a repository"],
    ["GET /spreadsheets/{id}/values/{range}", "read a range of the values of a spreadsheet"],
    ["GET /{baseId}/{tableIdOrName}/{recordId}", "read a record of a table of a base"],
    ["GET /repos/{owner}/{repo}/contents/{path}", "read an item of the contents of a repo"],
    ["GET /calendars/primary", "read the primary calendar"],
    ["PUT /collaborators/{username}", "replace a collaborator"],
    ["GET /gists/starred", "list the starred gists"],
    ["GET /users/me/starred", "list the signed-in user's starred items"],
    ["POST /users/me/calendarList", "add to the signed-in user's calendar list"],
    ["GET /users/me/calendarList/{calendarId}", "read a calendar of the signed-in user's calendar list"],
    ["POST /users/me/settings/sendAs", "create send as settings for the signed-in user"],
    // Versions, and what stands before the first.
    ["GET /v2/droplets", "list the droplets"],
    ["GET /rest/api/3/issue/{issueIdOrKey}", "read an issue"],
    ["GET /api/0/organizations/{slug}/projects/", "list the projects of an organization"],
    ["GET /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json", "read a message of an account"],
    ["POST /services/data/v60.0/sobjects/Account", "create an account"],
    // Orders: as a name's first word, as a last segment, after a colon.
    ["GET /conversations.list", "list the conversations"],
    ["GET /conversations.history", "read the history of a conversation"],
    ["GET /team.info", "read the info of a team"],
    ["GET /search.all", "search everything"],
    ["GET /users.lookupByEmail", "search the users by email"],
    ["POST /conversations.kick", "kick a conversation"],
    ["POST /messages/batchModify", "modify the messages in bulk"],
    ["POST /chat.postMessage", "post a message to a chat"],
    ["POST /reactions.add", "add a reaction"],
    ["POST /conversations.setTopic", "set the topic of a conversation"],
    ["POST /conversations.join", "join a conversation"],
    ["POST /2/files/create_folder_v2", "create a folder in the files"],
    ["POST /users/me/sendMail", "send mail as the signed-in user"],
    ["POST /users/me/drafts/send", "send a draft as the signed-in user"],
    ["POST /files/{fileId}/copy", "copy a file"],
    ["PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge", "merge a pull of a repo"],
    ["POST /scheduled_events/{uuid}/cancellation", "create a cancellation for a scheduled event"],
    ["POST /conversations/{id}/reply", "reply to a conversation"],
    ["POST /spreadsheets/{id}/values/{range}:append", "append to a range of the values of a spreadsheet"],
    ["POST /spreadsheets/{id}/values:batchUpdate", "update the values of a spreadsheet in bulk"],
    ["GET /customers/search", "search the customers"],
    ["GET /search/issues", "search the issues"],
    ["GET /search/jql", "search everything by JQL"],
    ["GET /query", "query everything"],
    ["GET /messages/count", "count the messages"],
    // What is as often a noun is one where it is many.
    ["POST /sites/{site_id}/build_hooks", "create a build hook for a site"],
    ["POST /job/{name}/build", "build a job"],
    // No word as verb and noun.
    ["GET /lists", "read the lists"],
    ["GET /lists/{list_id}/members", "read the members of a list"],
  ])("%s: %s", (route, deed) => {
    expect(sentence(undefined, actionFor(route))).toBe(`agents could now ${deed}`);
  });

  test.each([
    ["/files/list_folder", "list the files of a folder"],
    ["/files/get_metadata", "read the metadata of a file"],
    ["/contacts/search", "search the contacts"],
    ["/databases/{database_id}/query", "query a database"],
    ["/freeBusy", "run the free busy query"],
    ["/reports", "query the reports"],
    ["/documents:runQuery", "run the query of the documents"],
    ["/documents:batchGet", "read the documents in bulk"],
    ["/models/{model}:countTokens", "count the tokens of a model"],
    ["/models/{model}:createAnswer", "run the create answer query of a model"],
  ])("a POST to %s that the policy calls a read: %s", (path, deed) => {
    const policy = policyWith({ method: "POST", path, tier: "automatic", reads: true });
    expect(capabilitySentence(undefined, actionFor(`POST ${path}`), policy)).toBe(`agents could now ${deed}`);
  });

  test.each([
    ["GET /user", "read the signed-in user"],
    ["GET /user/repos", "list the signed-in user's repos"],
    ["POST /user/repos", "create a repo for the signed-in user"],
    ["GET /v1.0/me/messages", "list the signed-in user's messages"],
    ["GET /notifications", "list the signed-in user's notifications"],
    ["GET /v3/calendars/primary/events", "list the events of the signed-in user's primary calendar"],
    ["POST /v3/calendars/primary/events/import", "import an event of the signed-in user's primary calendar"],
    ["GET /users.conversations", "list the signed-in user's conversations"],
    ["GET /users.getPresence", "read the signed-in user's presence"],
    ["GET /users.profile.get", "read the signed-in user's profile"],
  ])("%s, a path of the user's by the policy: %s", (route, deed) => {
    const paths = [
      "/user",
      "/v1.0/me",
      "/notifications",
      "/v3/calendars/primary",
      "/users.conversations",
      "/users.getPresence",
      "/users.profile.get",
    ];
    const policy = { ...SAMPLE_POLICY, principal: { ...SAMPLE_POLICY.principal, paths } };
    expect(capabilitySentence(undefined, actionFor(route), policy)).toBe(`agents could now ${deed}`);
  });

  test("an input that must be the user's own URI, and that the policy lists: the signed-in user's", () => {
    const uri = "https://api.zoom.us/v2/users/AAAA";
    const principal = { ...SAMPLE_POLICY.principal, uris: [uri] };
    const told = (name: string, schema: JsonSchema, required?: string[]): string =>
      capabilitySentence(
        undefined,
        {
          ...actionFor("GET /event_types"),
          input: { query: { type: "object", properties: { [name]: schema }, required } },
        },
        {
          ...policyWith({ method: "GET", path: "/event_types", tier: "automatic", query: { user: true } }),
          principal,
        },
      );
    const theirs = "agents could now list the signed-in user's event types";
    const all = "agents could now list the event types";
    expect(told("user", { type: "string", const: uri }, ["user"])).toBe(theirs);
    expect(told("user", { type: "string", enum: [uri] }, ["user"])).toBe(theirs);
    expect(told("user", { type: "string", const: uri })).toBe(all);
    expect(told("user", { type: "string", enum: [uri, `${uri}B`] }, ["user"])).toBe(all);
    expect(told("note", { type: "string", const: uri }, ["note"])).toBe(all);
  });

  test.each([
    "/",
    "//",
    "/{}",
    "/:",
    "/{id}:",
    "/%0a**free**",
    "/a\n# nothing\u202e",
    `/${"very-".repeat(60)}long`,
    "/{a}/{b}/{c}/{d}/{e}",
  ])("is one plain line for any path: %j", (path) => {
    for (const method of ["GET", "POST", "PUT", "PATCH", "TRACE"]) {
      expect(sentence(undefined, actionFor(`${method} ${path}`))).toMatch(/^[a-z0-9 ',…-]{10,140}$/i);
    }
  });

  test("is a sentence of its kind for any path that such words make", () => {
    const words = `users me meetings issue issues list lists search query messages send copy build builds settings
      status metadata create createItem list_folder get_info post_message values {id} {userId} {name} {list_id}
      {id}.json {range}:append items:batchGet v1 api rest 2.0 chat.postMessage files.list archived latest primary
      history calendarList sendAs reads updates change changes report reports data run runs`;
    const segments = fc.array(fc.constantFrom(...words.split(/\s+/)), { minLength: 1, maxLength: 5 });
    const method = fc.constantFrom<Action["method"]>("GET", "POST", "PUT", "PATCH");
    fc.assert(
      fc.property(segments, method, fc.boolean(), (names, method, isCalledRead) => {
        const path = `/${names.join("/")}`;
        const reads = method === "POST" && isCalledRead ? ({ reads: true } as const) : {};
        const policy = policyWith({ method, path, tier: "approval", ...reads });
        const deed = capabilitySentence(undefined, actionFor(`${method} ${path}`), policy).slice(17);
        const [verb = "", ...rest] = deed.split(" ");
        expect(deed).toMatch(/^[a-z][A-Za-z' …-]{3,121}$/);
        expect(deed).not.toMatch(/\b(\w+) \1\b|\b(?:an?|the) (?:an?|the)\b|\ba [aeio]|\ban [^aehiou]| {2}/);
        expect(rest).not.toContain(verb);
        if (method === "GET" || "reads" in reads) {
          expect(deed).toMatch(/^(?:count|list|look at|query|read|run the|search)\b/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("never repeats a draft's own words", () => {
    const action = { ...GET_MEETING, label: "Harmless", description: "Only reads the weather." };
    expect(sentence(undefined, action)).toBe("agents could now read a meeting");
  });
});

describe("the policy's own sentence for the route", () => {
  const capability = "list the signed-in user's unread notifications";
  const policy = policyWith({ method: "GET", path: "/users/me/meetings", tier: "automatic", capability });

  test("counts before the route's words, and what the action takes and gets follows", () => {
    expect(capabilitySentence(undefined, LIST_MEETINGS, policy)).toBe(
      `agents could now ${capability}, sending \`type\`, \`page_size\` and \`next_page_token\`, and seeing \`total_records\`, \`meetings[].id\` and \`meetings[].topic\``,
    );
    const bare = { ...LIST_MEETINGS, input: {}, result: { fields: [] } };
    expect(capabilitySentence(undefined, bare, policy)).toBe(
      `agents could now ${capability}, sending nothing, and seeing the status alone`,
    );
  });

  test("names the deed of updates and retirements", () => {
    expect(capabilitySentence(LIST_MEETINGS, { ...LIST_MEETINGS, label: "x" }, policy)).toBe(
      `agents could still ${capability}, as before`,
    );
    expect(capabilitySentence(LIST_MEETINGS, undefined, policy)).toBe(`agents could no longer ${capability}`);
  });

  test("doesn't count where it is no plain sentence", () => {
    const odd = policyWith({ method: "GET", path: "/x", tier: "automatic", capability: "read\n\n# nothing" });
    expect(capabilitySentence(undefined, actionFor("GET /x"), odd)).toBe("agents could now read the x");
  });
});

describe("what an update or a retirement means", () => {
  const meetings = "list the signed-in user's meetings";
  const create = "create a meeting for the signed-in user";
  const still = (changed: Partial<Action>): string =>
    sentence(LIST_MEETINGS, { ...LIST_MEETINGS, ...changed });
  const { fields } = LIST_MEETINGS.result;

  test("a field and a smaller page", () => {
    const result = { fields: [...fields, "meetings[].agenda"] };
    expect(still({ result, input: query({ page_size: { type: "integer", minimum: 1, maximum: 50 } }) })).toBe(
      `agents could still ${meetings}; they would also see \`meetings[].agenda\`, and page by 50 instead of 100`,
    );
  });

  test.each<[what: string, changed: Partial<Action>, would: string]>([
    [
      "fields",
      { result: { fields: fields.slice(0, 1) } },
      "no longer see `meetings[].id` and `meetings[].topic`",
    ],
    [
      "many fields",
      { result: { fields: [...fields, "a", "b", "c", "d", "e"] } },
      "also see `a`, `b`, `c` and 2 more",
    ],
    ["inputs", { input: query({ from: { type: "string", format: "date" } }) }, "also send `from`"],
    ["fewer inputs", { input: query({ type: undefined }) }, "no longer send `type`"],
    ["values", { input: query({ type: { type: "string", enum: ["live"] } }) }, "send fewer values of `type`"],
    [
      "text in place of values",
      { input: query({ type: { type: "string", maxLength: 40 } }) },
      "send other values of `type`, and send `type` of up to 40 instead of any number of characters",
    ],
    [
      "a bound",
      { input: query({ next_page_token: { type: "string", maxLength: 900 } }) },
      "send `next_page_token` of up to 900 instead of 512 characters",
    ],
    ["what is free no more", { input: query({}, ["type"]) }, "have to send `type`"],
    ["a scope", { scopes: [...LIST_MEETINGS.scopes, "user:read:user"] }, "need the scope `user:read:user`"],
    ["approval", { approvalMode: "require_approval" }, "need a person's approval each time"],
    [
      "several things, the wider first",
      {
        input: query({
          type: { type: "string", enum: ["live"] },
          page_size: { type: "integer", minimum: 1, maximum: 300 },
        }),
        result: { fields: ["total_records", "meetings[].id", "meetings[].uuid"] },
      },
      "also see `meetings[].uuid`, page by 300 instead of 100, send fewer values of `type`, and no longer see `meetings[].topic`",
    ],
  ])("%s", (_, changed, would) => {
    expect(still(changed)).toBe(`agents could still ${meetings}; they would ${would}`);
  });

  test.each<[what: string, before: Action | undefined, after: Action | undefined, sentence: string]>([
    ["text", LIST_MEETINGS, { ...LIST_MEETINGS, label: "x" }, `agents could still ${meetings}, as before`],
    [
      "approval dropped",
      CREATE_MEETING,
      { ...CREATE_MEETING, approvalMode: "automatic" },
      `agents could still ${create}; they would no longer need a person's approval`,
    ],
    [
      "another route",
      GET_MEETING,
      { ...GET_MEETING, path: "/past_meetings/{meetingId}" },
      "agents could now read a past meeting, and no longer read a meeting",
    ],
    [
      "another version of the route",
      GET_MEETING,
      { ...GET_MEETING, path: "/v2/meetings/{meetingId}" },
      "agents could still read a meeting; they would use another route",
    ],
    ["retirement", LIST_MEETINGS, undefined, `agents could no longer ${meetings}`],
    ["nothing at all", undefined, undefined, "nothing changes"],
  ])("%s", (_, before, after, expected) => {
    expect(sentence(before, after)).toBe(expected);
  });

  test("never shows a name that check would refuse", () => {
    const result = { fields: [...fields, "x` **approved by everybody**"] };
    expect(still({ result })).toBe(
      `agents could still ${meetings}; they would also see a name that can't be shown`,
    );
  });
});

/** The sample action's query with some of its inputs changed, or left out. */
function query(changed: Record<string, JsonSchema | undefined>, required?: string[]): Action["input"] {
  const properties = Object.entries({ ...LIST_MEETINGS.input.query?.properties, ...changed });
  const kept = Object.fromEntries(properties.filter(([, schema]) => schema !== undefined));
  return {
    query: { ...LIST_MEETINGS.input.query, properties: kept as Record<string, JsonSchema>, required },
  };
}

function policyWith(route: Policy["routes"][number]): Policy {
  return { ...SAMPLE_POLICY, routes: [route] };
}
