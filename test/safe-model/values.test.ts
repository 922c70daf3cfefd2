import { describe, expect, test } from "vitest";
import { isSegmentValue } from "../../src/gateway/request.ts";
import { patternOf } from "../../src/patterns/pattern.ts";
import { RULES } from "../../src/safe-model/draft-rules.ts";
import type { RuleExample } from "../../src/safe-model/rule.ts";
import { mayNameMethod } from "../../src/safe-model/segment-words.ts";
import { sampleSubject } from "../support/sample.ts";

// What a value can be is the same however it is typed: text, number, enum, const or a pattern of them.

const JUDGES = /^(?:credential\/input|effect\/input|principal\/input|schema\/raw|placeholder\/bounded)$/;

/** The rules on values that refuse an example, each once. */
function refusing(example: RuleExample): string[] {
  const subject = sampleSubject(example);
  return RULES.filter(({ id }) => JUDGES.test(id))
    .filter((rule) => [...rule.check(subject)].length > 0)
    .map(({ id }) => id);
}

type Row = [name: string, schema: object];
type Place = "query" | "body";

const inputsOf = (place: Place, properties: object): RuleExample => ({
  action: {
    ...(place === "body" ? { method: "PATCH", path: "/users/me" } : {}),
    input: { [place]: { type: "object", properties } },
  },
});

const like = (pattern: string) => ({ type: "string", pattern });
const oneOf = (...values: readonly unknown[]) => ({ type: "string", enum: values });
const only = (value: unknown) => ({ type: typeof value === "number" ? "integer" : "string", const: value });
const whole = (minimum: number, maximum: number) => ({ type: "integer", minimum, maximum });
const number = (minimum: number, maximum: number) => ({ type: "number", minimum, maximum });
const formatted = (format: string) => ({ type: "string", format });
const list = (items: object) => ({ type: "array", items, maxItems: 9 });
const object = (properties: object) => ({ type: "object", properties });
const TEXT = { type: "string", maxLength: 60 };
const FLAG = { type: "boolean" };
const DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

function refuses(rule: string, place: Place, rows: readonly Row[]): void {
  test.each(rows.map(([name, schema]) => [name, JSON.stringify(schema), schema] as const))(
    "%s: %s",
    (name, _, schema) => {
      expect(refusing(inputsOf(place, { [name]: schema }))).toContain(rule);
    },
  );
}

describe("a pattern that only looks like moments may hold a person", () => {
  refuses("principal/input", "query", [
    ["user_id", like("^[0-9]{4}-?[0-9]{1,12}$")],
    ["on_behalf_of", like("^[0-9]{4}-?[0-9]{1,12}$")],
    ["assignee", like("^[0-9]{4}-[0-9]{1,2}$")],
    ["owner", like("^[0-9]{4}[0-9-]{6}$")],
    ["accountId", like("^[0-9]{4}-[0-9]{2}-[0-9]{2}[A-Z0-9]{0,8}$")],
    ["employee", like("^[0-9]{8}$")],
    ["member", like("^[12][0-9]{3}[01][0-9][0-3][0-9]$")],
    ["created_by", like("^[0-9]{4}:[0-9]{2}$")],
    ["author", like("^[0-9]{4}-[0-9]{2}-[0-9]{2}[a-z]$")],
    ["hostUserId", like("^[0-9]{4}-[0-9]{4}$")],
    ["reviewer", like("^[0-9]{4}/[0-9]{2}$")],
    ["requester", like("^(?:[0-9]{4}-[0-9]{2}|[0-9]{6})$")],
    ["contact_id", like("^[0-9]{10,13}$")],
    ["customer", like("^20[0-9]{2}-[0-9]{6}$")],
    ["sender", like("^[0-9]{4}-W[0-9]{2}$")],
    ["schedule_for", like("^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[a-z]{4})?$")],
    ["participant", like("^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{2}$")],
    ["email", like("^[0-9]{4}-[0-9]{2}@example\\.com$")],
    ["tenant", like("^[0-9A-F]{4}-[0-9A-F]{2}$")],
    ["phone", like("^[0-9]{3}-[0-9]{4}$")],
    ["watchers", list(like("^[0-9]{4}-?[0-9]{1,12}$"))],
  ]);
});

describe("an order is one however it is typed", () => {
  refuses("effect/input", "query", [
    ["kill", oneOf("true")],
    ["logout", whole(0, 1)],
    ["transfer", { type: "integer", enum: [1] }],
    ["operation", whole(1, 9)],
    ["archive", oneOf("yes", "no")],
    ["unsubscribe", only("on")],
    ["purge", oneOf("0", "1")],
    ["revoke", only(1)],
    ["shutdown", whole(0, 9)],
    ["restart", oneOf("True")],
    ["publish", number(0, 1)],
    ["disconnect", like("^(?:true|false)$")],
    ["terminate", TEXT],
    ["approve", only("1")],
    ["mark_read", oneOf("off", "on")],
    ["closeIssue", oneOf("true")],
    ["unlink", like("^[a-z]{1,9}$")],
    ["action", only(3)],
    ["op", { type: "integer", enum: [1, 2, 3] }],
    ["method", oneOf("1", "2")],
    ["verb", whole(0, 1)],
    ["performAction", number(1, 5)],
    ["sendReminder", like("^[01]$")],
    ["deactivate", oneOf("ON")],
  ]);
});

describe("an order in a body is one however it is typed", () => {
  refuses("effect/input", "body", [
    ["deleted", oneOf("true", "false")],
    ["suspended", whole(0, 1)],
    ["cancel", only(1)],
    ["permanently", only("yes")],
    ["auto_merge", oneOf("on")],
    ["notify_all", whole(0, 1)],
    ["transition", whole(1, 99)],
    ["trigger", number(1, 9)],
    ["delete_after", oneOf("true")],
    ["end_meeting", like("^(?:yes|no)$")],
  ]);
});

describe("a person is one however typed, and whatever yes or no the name begins with", () => {
  refuses("principal/input", "query", [
    ["with_user", whole(1, 99_999_999)],
    ["show_member", formatted("uuid")],
    ["include_owner", whole(0, 9)],
    ["has_assignee", formatted("uuid")],
    ["is_author", number(1, 1e6)],
    ["exclude_account", whole(1, 1e9)],
    ["hideParticipant", formatted("uuid")],
    ["without_user", whole(1, 1e6)],
    ["enable_delegate", oneOf("U024BE7LH")],
    ["allow_host", only("user-42")],
    ["disable_user", { type: "integer", enum: [7, 8] }],
    ["mute_participant", whole(16_778_240, 16_799_999)],
    ["show_users", list(whole(1, 1e6))],
    ["include_contacts", list(formatted("uuid"))],
    ["user", only(42)],
    ["owner_id", formatted("uuid")],
    ["assignee", oneOf("none", "octocat")],
    ["reporter", oneOf("*", "jane")],
    ["employee_number", whole(1, 99_999)],
    ["has_user", object({ id: whole(1, 1e6) })],
    ["with_customer", like("^cus_[A-Za-z0-9]{14}$")],
    ["account", { type: "number", minimum: 1, maximum: 9 }],
  ]);
});

describe("a credential is one however typed", () => {
  refuses("credential/input", "query", [
    ["use_pin", whole(0, 9999)],
    ["with_otp", whole(0, 999_999)],
    ["require_passcode", formatted("uuid")],
    ["show_secret", oneOf("true", "false")],
    ["include_host_key", whole(0, 1)],
    ["reveal_token", only("yes")],
    ["return_password", oneOf("1")],
    ["enable_pin", only(4711)],
  ]);
});

describe("a document isn't excused by its letters", () => {
  refuses("schema/raw", "body", [
    ["raw", like("^[A-Za-z0-9_-]{1,4000}$")],
    ["payload", like("^[A-Za-z0-9+=]{4,4000}$")],
    ["blob", like("^[0-9a-f]{2,4000}$")],
    ["mime", like("^[A-Za-z0-9 ]{1,900}$")],
    ["rawMessage", like("^[A-Za-z0-9_-]{1,900}$")],
    ["emlContent", like("^[A-Za-z0-9_-]{1,900}$")],
    ["content_base64", like("^[A-Za-z0-9]{1,900}$")],
    ["binary", like("^[01]{8,900}$")],
    ["attachment_b64", like("^[A-Za-z0-9]{1,900}$")],
    ["bytecode", like("^[0-9a-f]{2,900}$")],
    ["soql", like("^[A-Za-z0-9 ,]{1,200}$")],
    ["sql", like("^[A-Za-z ]{1,200}$")],
    ["jql", like("^[A-Za-z ]{1,200}$")],
    ["cql", like("^[A-Za-z0-9 ]{1,200}$")],
    ["gql", like("^[A-Za-z ]{1,200}$")],
    ["nrql", like("^SELECT [A-Za-z]{1,40} FROM [A-Za-z]{1,40}$")],
    ["cypher", like("^[A-Za-z ]{1,200}$")],
    ["wiqlQuery", like("^[A-Za-z ]{1,200}$")],
    ["sosl", like("^FIND [A-Za-z]{1,40} IN ALL FIELDS$")],
    ["promql", like("^[a-z_]{1,200}$")],
    ["jql", like("^project = [A-Z]{2,9} [A-Za-z ]{1,40}$")],
    ["graphqlDocument", TEXT],
  ]);
});

describe("an expression's operators are nobody's choice", () => {
  refuses("schema/raw", "query", [
    ["q", like("^is:unread [A-Za-z0-9 ]{1,40}$")],
    ["q", like("^repo:octocat/hello-world [a-z]{1,40}$")],
    ["q", like("^[A-Za-z0-9 ,]{1,200}$")],
    ["q", like("^name contains '[A-Za-z0-9 ']{1,40}'$")],
    ["query", like("^name contains '[A-Za-z0-9 \\\\]{1,40}'$")],
    ["filter", like("^name eq '[A-Za-z0-9 ]{1,40}$")],
    ["filter", like("^'x'[a-z ]{1,40}='y'$")],
    ["$filter", like("^[a-z]{1,20} eq 'open'$")],
    ["where", like("^status = 'a' [A-Z]{2,3} owner = '[a-z]{1,9}'$")],
    ["query", like("^(?:a|b|c|d|e|f| ){1,40}=1$")],
    ["expr", like("^size > [A-Za-z ]{1,40}$")],
  ]);
  test("nor what is looked for where a route takes queries", () => {
    const { action = {} } = inputsOf("query", { q: like("^[A-Za-z ]{1,99}$") });
    expect(refusing({ action })).toEqual([]);
    for (const path of ["/services/data/v61.0/query", "/bigquery/queries", "/sql"]) {
      expect(refusing({ action: { ...action, path } }), path).toEqual(["schema/raw"]);
    }
  });
});

describe("a URI that may leave the port's own base is one to call", () => {
  refuses("schema/raw", "query", [
    ["team", like("^https://api\\.zoom\\.us/v2/teams/[A-Z0-9/?]{1,16}$")],
    ["team", like("^https://api\\.zoom\\.us/v2/teams/[a-z.]{1,16}$")],
    ["team", like("^https://api\\.zoom\\.us/v2@[a-z]{1,16}/x$")],
    ["team", like("^https://api\\.zoom\\.us[a-z.]{1,16}/v2/x$")],
    ["team", like("^https://api\\.zoom\\.us/v3/teams/[a-z]{1,16}$")],
    ["team", like("^http://api\\.zoom\\.us/v2/teams/[a-z]{1,16}$")],
    ["team", like("^https://api\\.zoom\\.us/v2/teams/[a-z#]{1,16}$")],
    ["callback_url", like("^https://[a-z]{1,9}\\.example\\.com/hook$")],
  ]);
});

describe("a name with its value is a pair at the body's root, too", () => {
  test.each<[object]>([
    [{ name: TEXT, value: TEXT }],
    [{ name: TEXT, value: whole(1, 9) }],
    [{ key: TEXT, value: TEXT }],
    [{ k: TEXT, v: TEXT }],
    [{ field: TEXT, value: oneOf("a", "b") }],
    [{ parameter: TEXT, value: TEXT }],
    [{ param: like("^[a-z_]{1,40}$"), val: TEXT }],
    [{ property: TEXT, value: FLAG }],
    [{ attribute: TEXT, value: TEXT }],
    [{ column: TEXT, value: TEXT }],
    [{ variable: TEXT, value: TEXT }],
    [{ option: TEXT, value: TEXT }],
    [{ header: like("^[A-Za-z-]{1,40}$"), value: TEXT }],
    [{ Name: TEXT, Value: TEXT }],
    [{ topic: TEXT, name: TEXT, value: TEXT }],
    [{ settings: object({ key: TEXT, value: TEXT }) }],
    [{ profile_fields: list(object({ name: TEXT, value: TEXT })) }],
    [{ custom: object({ inner: object({ field: TEXT, value: TEXT }) }) }],
    [{ entries: list(object({ key: TEXT, content: TEXT })) }],
    [{ variables: list(object({ name: like("^[A-Z_]{1,40}$"), value: TEXT })) }],
  ])("%j", (properties) => {
    expect(refusing(inputsOf("body", properties))).toContain("schema/raw");
  });
});

const placed = (name: string, schema: object, mode = "automatic"): RuleExample => ({
  action: {
    path: `/meetings/{${name}}`,
    approvalMode: mode,
    input: { path: { type: "object", properties: { [name]: schema }, required: [name] } },
  },
});

describe("an identifier in the path is no word", () => {
  test.each<[name: string, pattern: string]>([
    ["issue_number", "^[a-z0-9]{1,20}$"],
    ["meetingId", "^[A-Za-z0-9]{1,14}$"],
    ["id", "^[A-Za-z0-9_-]{1,64}$"],
    ["pollId", "^[a-z][a-z0-9]{2,9}$"],
    ["message_id", "^com[a-z0-9]{5}$"],
    ["gid", "^[a-z0-9_]{4,40}$"],
    ["sid", "^[A-Za-z]{2}[a-z0-9]{4,32}$"],
    ["iid", "^(?:[0-9]{1,9}|[a-z]{8})$"],
    ["uid", "^[a-z]{3,9}[0-9]?$"],
    ["num", "^[0-9a-z]{5}$"],
    ["key", "^[a-z]{2,9}-[a-z0-9]{2,9}$"],
    ["page_id", "^[0-9a-z-]{3,36}$"],
    ["guid", "^[a-h0-9]{4,9}$"],
    ["event_uuid", "^[0-9a-z]{1,32}$"],
    ["taskID", "^[A-Za-z0-9.]{3,20}$"],
    ["fileId", "^s[a-z0-9]{6}$"],
    ["pk", "^[0-9a-z]{3,}$"],
    ["nr", "^[a-z0-9~]{3,8}$"],
    ["thread_id", "^[A-Z]?[a-z0-9]{3,12}$"],
    ["oid", "^(?:[0-9a-f]{40}|[a-z0-9]{6})$"],
    ["issueKey", "^[a-z]{3}(?:[a-z0-9]{2}){1,4}$"],
  ])("{%s}: %s", (name, pattern) => {
    expect(refusing(placed(name, like(pattern)))).toContain("placeholder/bounded");
  });

  test.each<[name: string, schema: object]>([
    ["id", like("^[A-Za-z0-9]{20}$")],
    ["recordId", like("^rec[A-Za-z0-9]{14}$")],
    ["channel_id", like("^C[A-Z0-9]{8,10}$")],
    ["messageId", like("^[0-9a-f]{16}$")],
    ["fileId", like("^[A-Za-z0-9_-]{25,60}$")],
    ["page_id", formatted("uuid")],
    ["sobjectId", like("^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$")],
    ["charge_id", like("^ch_[0-9][A-Za-z0-9]{8,30}$")],
    ["sid", like("^SM[0-9a-f]{32}$")],
    ["sha", like("^[0-9a-f]{7,40}$")],
    ["issueKey", like("^[A-Z]{2,9}-[0-9]{1,6}$")],
    ["share_id", like("^urn:li:share:[0-9]{10,20}$")],
    ["releaseId", like("^v[0-9]{1,4}-[0-9]{1,4}$")],
    ["issue_number", whole(1, 99_999_999)],
    ["branch", like("^[a-z][a-z0-9._-]{0,39}$")],
  ])("but {%s} may be %j", (name, schema) => {
    expect(refusing(placed(name, schema))).toEqual([]);
  });

  test("unless the policy would admit a read of the word's route, and each call is asked for", () => {
    const polls = (mode: string): RuleExample => {
      const { action = {} } = placed("pollId", like("^[A-Za-z0-9_-]{1,32}$"), mode);
      return { action: { ...action, path: "/users/me/polls/{pollId}" } };
    };
    expect(refusing(polls("require_approval"))).toEqual([]);
    expect(refusing(polls("automatic"))).toEqual(["placeholder/bounded"]);
  });
});

describe("what a pattern admits after its last colon is what the gateway admits", () => {
  test.each([
    ["^urn:li:share:[0-9]{10,20}$", "urn:li:share:1234567890"],
    ["^[A-Z]{1,2}[0-9]{1,4}:[A-Z]{1,2}[0-9]{1,4}$", "A1:B2"],
    ["^urn:li:[a-z]{1,9}$", "urn:li:a"],
    ["^[a-z:]{1,9}[0-9]$", "a:a0"],
    ["^x:(?:[A-Z][a-z]{0,9}|[0-9])$", "x:Ab"],
    ["^x:a(?::[0-9]{1,9})?$", "x:a"],
    ["^x:a:[0-9]{1,9}$", "x:a:1"],
    ["^[a-z]{1,9}:?$", "a:"],
  ])("%s, such as %s", (text, sample) => {
    const pattern = patternOf(text);
    expect(pattern?.matches(sample)).toBe(true);
    expect(pattern !== undefined && mayNameMethod(pattern)).toBe(!isSegmentValue(sample));
  });
});

describe("what can be none of these passes", () => {
  test.each<[Place, string, object]>([
    ["query", "with_user", FLAG],
    ["query", "with_user", whole(0, 1)],
    ["query", "include_owner", oneOf("true", "false")],
    ["query", "max_participants", whole(1, 1000)],
    ["query", "user_count", whole(1, 1000)],
    ["query", "deleted_by", like(DAY)],
    ["query", "assignee", oneOf("none", "*")],
    ["query", "iCalUID", TEXT],
    ["query", "event_uid", TEXT],
    ["query", "password_length", whole(8, 64)],
    ["query", "max_tokens", whole(1, 4096)],
    ["query", "password_required", oneOf("yes", "no")],
    ["query", "use_pin", FLAG],
    ["query", "state", oneOf("open")],
    ["query", "state", oneOf("open", "closed")],
    ["query", "includeSpamTrash", oneOf("true")],
    ["query", "$orderby", oneOf("start/dateTime", "delete desc")],
    ["query", "sort", oneOf("-expire", "+cancel")],
    ["query", "event", whole(1, 1e6)],
    ["query", "task", whole(1, 1e6)],
    ["query", "start", whole(0, 1000)],
    ["query", "open", FLAG],
    ["query", "commit", like("^[0-9a-f]{7,40}$")],
    ["query", "q", like("^name contains '[A-Za-z0-9 ]{1,40}'$")],
    ["query", "q", like("^[A-Za-z0-9 -]{1,60}$")],
    ["query", "q", like("^label:[a-z]{1,20}$")],
    ["query", "query", like("^title ~ '[A-Za-z0-9 ]{1,40}' and type = page$")],
    ["query", "jql", like('^project = "[A-Z]{2,9}" ORDER BY created DESC$')],
    ["query", "soql", like("^SELECT Id FROM Account WHERE Name = '[A-Za-z0-9 ]{1,40}'$")],
    ["query", "$filter", like("^start/dateTime ge '[0-9T:-]{1,19}'$")],
    ["query", "filter", oneOf("assigned", "created")],
    ["query", "team", like("^https://api\\.zoom\\.us/v2/teams/[A-Z0-9]{16}$")],
    ["query", "team", like("^https://api\\.zoom\\.us/v2/teams/[A-Za-z0-9_-]{8,64}(?:\\.json)?$")],
    ["body", "remove_labels", list(TEXT)],
    ["body", "removeLabelIds", list(like("^[A-Z_]{1,40}$"))],
    ["body", "state", oneOf("open")],
    ["body", "colour", TEXT],
    ["body", "release_notes", TEXT],
    ["body", "draft", oneOf("true", "false")],
    ["body", "position", whole(0, 1)],
  ])("%s %s: %j", (place, name, schema) => {
    expect(refusing(inputsOf(place, { [name]: schema }))).toEqual([]);
  });

  test("and what is no value fails no rule", () => {
    for (const value of [{ toString: 1 }, [], null, { valueOf: [] }]) {
      for (const name of ["cmd", "kill", "use_pin", "with_user", "state", "filter"]) {
        expect(() =>
          refusing(inputsOf("query", { [name]: { type: "string", enum: [value] } })),
        ).not.toThrow();
      }
    }
  });

  test("a file's name and content, where they are all that is sent", () => {
    expect(refusing(inputsOf("body", { name: TEXT, content: TEXT }))).toEqual([]);
    expect(refusing(inputsOf("body", { name: oneOf("colour", "size"), value: TEXT }))).toEqual([]);
  });
});
