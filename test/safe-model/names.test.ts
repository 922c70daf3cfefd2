import { describe, expect, test } from "vitest";
import { RULES } from "../../src/safe-model/draft-rules.ts";
import { namesCredential, namesKey } from "../../src/safe-model/names/credential.ts";
import { effectOf, namesDestruction, namesOverride, namesRights } from "../../src/safe-model/names/effect.ts";
import { namesPeople, namesPerson } from "../../src/safe-model/names/person.ts";
import { namesRawValue } from "../../src/safe-model/names/raw.ts";
import { type Tag, wordsThatSay } from "../../src/safe-model/names/vocabulary.ts";
import { isListed, someSays, wordsOf } from "../../src/safe-model/names/words.ts";
import type { RuleExample } from "../../src/safe-model/rule.ts";
import { sampleSubject } from "../support/sample.ts";

const list = (text: string): string[] => text.trim().split(/\s+/);

describe("a name is read as words", () => {
  test.each([
    ["hostUserId", "host user id"],
    ["host_user_id", "host user id"],
    ["HOST-USER-ID", "host user id"],
    ["hostuserid", "host user id"],
    ["HTTPHeaders", "http headers"],
    ["filter[ownerEmail]", "filter owner email"],
    ["refreshtoken", "refresh token"],
    ["monkey", "monkey"],
    ["restart", "restart"],
    ["hostname", "hostname"],
    ["", ""],
    ["constructor", "constructor"],
  ])("%s: %s", (name, words) => {
    expect(wordsOf(name).join(" ")).toBe(words);
  });

  test("and found in a list however it is spelt, also as a part", () => {
    const names = ["schedule_for", "userId"];
    for (const name of list(
      "schedule_for scheduleFor Schedule-For schedulefor settings[scheduleFor] a.user_id",
    )) {
      expect(isListed(name, names), name).toBe(true);
    }
    for (const name of list("schedule for_schedule userIds id")) {
      expect(isListed(name, names), name).toBe(false);
    }
  });
});

describe("a credential's name", () => {
  test.each(
    list(`token accessToken refresh_token ACCESSTOKEN passWord pass_word h323_password clientSecret hostkey
      host_key apiKeys private_key_pem sessionId signedUrl start_url joinUrl play_urls recovery_codes otp pin
      participant_pin_code zak jwt cookie Set-Cookie authorization key_pair id_rsa token_value password_hash
      next_page_token_secret`),
  )("%s", (name) => {
    expect(namesCredential(name)).toBe(true);
  });

  test.each(
    list(`next_page_token nextPageToken page_token sync_token token_type token_count password_required
      has_password password_changed_at embed_password_in_join_link max_tokens completion_tokens sort_key
      keyword keys monkey hotkey pinned pin_message secretary tokenize passport country_code url html_url
      session_title topic id encode opinion shopping`),
  )("but not %s", (name) => {
    expect(namesCredential(name)).toBe(false);
  });

  test("a route's own keys are its answer, unless they are of another kind", () => {
    expect(list("keys ssh_keys key signing-keys").every(namesKey)).toBe(true);
    expect(list("primary_keys sort_key public_keys monkey keyboard").some(namesKey)).toBe(false);
  });
});

describe("a person's name", () => {
  test.each(
    list(`user userId user_ids userid hostEmail owner_login account on_behalf_of schedule_for run_as act_as
      assigned_to created_by sharedWith assignee email emails recipients cohosts attendeeIds members who
      directReports forwarding_address impersonate phone_number`),
  )("%s", (name) => {
    expect(namesPerson(name)).toBe(true);
  });

  test.each(
    list(`host_video join_before_host deleted_at user_type account_status owner_kind member_count sort_by
      order_by hostname user_agent topic timezone email_notification is_host before_account page from
      description label`),
  )("but not %s", (name) => {
    expect(namesPerson(name)).toBe(false);
  });

  test("a collection of people, and of things", () => {
    expect(list("users Users phone.users members u people user-stats").every(namesPeople)).toBe(true);
    expect(list("meetings conversations repos polls hostnames").some(namesPeople)).toBe(false);
  });
});

describe("an order", () => {
  test.each(
    list(
      `delete chat.delete users:remove batch bulkUpdate deactivate revoke reset sign-out shutdown hardReset`,
    ),
  )("that destroys: %s", (text) => {
    expect(effectOf(text)).toBe("destructive");
  });

  test.each(
    list("end endMeeting conversations.join chat.postMessage send-invite restart mark_read close_all"),
  )("that changes: %s", (text) => {
    expect(effectOf(text)).toBe("changing");
  });

  test.each(
    list(`meetings upcoming_meetings end_times start_time merge_requests deleted approved archived settings
      conversations.list users.info move_history updates postal_codes sender addresses started endpoints
      trending`),
  )("but not %s", (text) => {
    expect(effectOf(text)).toBeUndefined();
  });

  test("by an input's name", () => {
    expect(
      list("delete delete_recordings forceDelete hard_delete removeParticipants").every(namesDestruction),
    ).toBe(true);
    expect(list("deleted_at include_deleted removed topic").some(namesDestruction)).toBe(false);
    expect(
      list("_method X-HTTP-Method-Override httpMethod method_override _action").every(namesOverride),
    ).toBe(true);
    expect(list("method payment_method _id page").some(namesOverride)).toBe(false);
    expect(list("role role_id isAdmin license_type permissions accessLevel").every(namesRights)).toBe(true);
    expect(list("topic roll planning adminstrivia level").some(namesRights)).toBe(false);
  });
});

describe("a value to hand through", () => {
  test.each(
    list("url callbackUrl redirecturi html_body headers $filter q jql onComplete returnTo call_back script"),
  )("%s", (name) => {
    expect(namesRawValue(name)).toBe(true);
  });

  test.each(list("template_id url_count topic description keyword on_time search_key curly"))(
    "but not %s",
    (name) => {
      expect(namesRawValue(name)).toBe(false);
    },
  );

  test("and routes that take any request", () => {
    expect(list("graphql proxy jsonrpc").every((name) => someSays(name, "passthrough"))).toBe(true);
    expect(list("graphs proximity").some((name) => someSays(name, "passthrough"))).toBe(false);
  });
});

const TEXT = { type: "string", maxLength: 64 };
const YES_OR_NO = { type: "boolean" };
const NUMBER = { type: "integer", minimum: 1, maximum: 99 };
const oneOf = (value: string) => ({ type: "string", enum: [value] });
const route = (path: string): RuleExample => ({ action: { path } });
const asked = (name: string, schema: object): RuleExample => ({
  action: { input: { query: { type: "object", properties: { [name]: schema } } } },
});
const sent = (name: string, schema: object): RuleExample => ({
  action: { method: "PATCH", input: { body: { type: "object", properties: { [name]: schema } } } },
});

const place = (name: string, pattern: string): RuleExample => ({
  action: {
    path: `/meetings/{${name}}`,
    input: { path: { type: "object", properties: { [name]: { type: "string", pattern } } } },
  },
});

const pair = (name: string): RuleExample => ({
  action: { method: "PATCH", input: { body: { type: "object", properties: { [name]: TEXT, value: TEXT } } } },
});

const seen = (field: string, path = "/things"): RuleExample => ({
  action: { path, result: { fields: [field] } },
});

type Saying = [rule: string, fires: boolean, example: (word: string) => RuleExample];
const before = (name: string): Saying => ["credential/input", true, (word) => asked(`${word}_${name}`, TEXT)];
const somebody = (name: string): Saying => [
  "principal/input",
  true,
  (word) => asked(`${word}_${name}`, TEXT),
];

/** For each thing that words say: the least that says it, the rule that hears it, and whether it refuses. */
const SAYINGS: Record<Exclude<Tag, "joins" | "whole">, Saying> = {
  person: ["principal/input", true, (word) => asked(word, TEXT)],
  reached: ["principal/input", true, (word) => asked(word, TEXT)],
  people: ["principal/path", true, (word) => route(`/${word}/{id}`)],
  thing: ["principal/input", false, (word) => asked(`${word}_uid`, TEXT)],
  "reached at": somebody("address"),
  "done by": somebody("by"),
  "given to": somebody("to"),
  "acts as": somebody("as"),
  "about persons": ["principal/input", false, (word) => asked(`user_${word}`, NUMBER)],
  "vague about persons": ["principal/input", true, (word) => asked(`user_${word}`, TEXT)],
  "asks about persons": ["principal/input", false, (word) => asked(`${word}_user`, oneOf("maybe"))],
  counts: ["principal/input", false, (word) => asked(`${word}_user`, NUMBER)],
  arranges: ["principal/input", false, (word) => asked(`${word}_user`, TEXT)],
  credential: ["credential/input", true, (word) => asked(word.replace("-", "_"), TEXT)],
  "before key": before("key"),
  "before code": before("code"),
  "before url": before("url"),
  "before page token": ["credential/input", false, (word) => asked(`${word}_token`, TEXT)],
  "before many tokens": ["credential/input", false, (word) => asked(`${word}_tokens`, TEXT)],
  "after pin": ["credential/input", false, (word) => asked(`pin_${word}`, TEXT)],
  "before plain key": ["credential/route", false, (word) => route(`/things/${word}_keys`)],
  signIn: ["credential/route", true, (word) => route(`/${word}`)],
  "about credentials": ["credential/input", false, (word) => asked(`token_${word}`, NUMBER)],
  "text about credentials": ["credential/input", false, (word) => asked(`token_${word}`, TEXT)],
  "asks about credentials": ["credential/input", false, (word) => asked(`${word}_pin`, oneOf("maybe"))],
  asksFor: ["credential/input", true, (word) => asked(`${word}_host_key`, YES_OR_NO)],
  "form of link": ["credential/result", false, (word) => seen(`${word}_link`)],
  "harmless link": ["credential/result", false, (word) => seen(`${word}.link`)],
  "harmless key": ["credential/result", false, (word) => seen(`key_${word}`)],
  silent: ["credential/result", false, (word) => seen(`repository.${word}.url`)],
  "about links": ["credential/result", false, (word) => seen(`hosted_link_${word}`)],
  number: ["credential/result", true, (word) => seen(word, "/cards")],
  "private number": ["credential/result", true, (word) => seen(word)],
  numbered: ["credential/result", true, (word) => seen("entry.number", `/${word}`)],
  "numbered by name": ["credential/result", true, (word) => seen(`${word}_number`)],
  destroys: ["effect/route", true, (word) => route(`/things/${word}`)],
  many: ["effect/route", true, (word) => route(`/things/${word}`)],
  changes: ["effect/route", true, (word) => route(`/things/${word}`)],
  commands: ["effect/route", true, (word) => route(`/things/${word}_thing`)],
  "about changes": ["effect/route", false, (word) => route(`/things/delete_${word}`)],
  destroyed: ["effect/input", true, (word) => sent("kind", oneOf(word))],
  undoes: ["effect/input", true, (word) => sent(word, YES_OR_NO)],
  adjective: ["effect/input", false, (word) => asked(word, YES_OR_NO)],
  orders: ["effect/input", true, (word) => sent(`${word}_thing`, TEXT)],
  label: ["effect/input", false, (word) => sent(`remove_${word}s`, TEXT)],
  adverb: ["effect/input", true, (word) => sent(`${word}_delete`, TEXT)],
  operation: ["effect/input", true, (word) => asked(word, TEXT)],
  happens: ["effect/input", false, (word) => asked(word, { type: "string", enum: ["start", "started"] })],
  command: ["effect/input", true, (word) => asked(word, oneOf("maybe"))],
  looks: ["effect/input", false, (word) => asked("cmd", oneOf(word))],
  state: ["effect/input", true, (word) => sent(word, oneOf("stop"))],
  arrangement: ["effect/input", false, (word) => asked(word, oneOf("start"))],
  sorting: ["effect/input", false, (word) => asked(word, oneOf("purge desc"))],
  right: ["effect/input", true, (word) => sent(word, TEXT)],
  ruler: ["effect/input", true, (word) => sent("kind", oneOf(word))],
  audience: ["effect/input", true, (word) => sent(word, TEXT)],
  raw: ["schema/raw", true, (word) => asked(word, TEXT)],
  address: ["schema/raw", true, (word) => asked(word, TEXT)],
  encoded: ["schema/raw", true, (word) => asked(word, TEXT)],
  language: ["schema/raw", true, (word) => asked(word, TEXT)],
  expression: ["schema/raw", true, (word) => asked(word, TEXT)],
  "about raw": ["schema/raw", false, (word) => asked(`template_${word}`, TEXT)],
  "names a value": ["schema/raw", true, (word) => pair(word)],
  passthrough: ["effect/route", true, (word) => route(`/${word}`)],
  identifier: ["placeholder/bounded", true, (word) => place(`thing_${word}`, "^[a-z0-9]{1,20}$")],
  selection: ["schema/raw", true, (word) => asked(word, TEXT)],
};

describe("each word of the vocabulary is heard", () => {
  test.each(Object.entries(SAYINGS))("where it says: %s", (tag, [id, fires, example]) => {
    const rule = RULES.find((one) => one.id === id);
    const unheard = wordsThatSay(tag as Tag).filter(
      (word) => [...(rule?.check(sampleSubject(example(word))) ?? [])].length > 0 !== fires,
    );
    expect(unheard).toEqual([]);
  });

  test("and is found where it is run together with others, unless it is another word then", () => {
    expect(
      wordsThatSay("joins").filter((word) => wordsOf(`${word}token`).join(" ") !== `${word} token`),
    ).toEqual([]);
    expect(wordsThatSay("whole").filter((word) => wordsOf(word).length > 1)).toEqual([]);
  });

  test("once where it says a thing", () => {
    const tags: Tag[] = [...(Object.keys(SAYINGS) as Tag[]), "joins", "whole"];
    const twice = tags.map((tag) =>
      wordsThatSay(tag).filter((word, index, all) => all.indexOf(word) !== index),
    );
    expect(twice.flat()).toEqual([]);
  });
});
