import { describe, expect, test } from "vitest";
import { namesCredential, namesKey } from "../../src/safe-model/names/credential.ts";
import { effectOf, namesDestruction } from "../../src/safe-model/names/effect.ts";
import { namesOverride } from "../../src/safe-model/names/operation.ts";
import { namesPeople, namesPerson } from "../../src/safe-model/names/person.ts";
import { namesPassthrough, namesRawValue } from "../../src/safe-model/names/raw.ts";
import { namesRights } from "../../src/safe-model/names/rights.ts";
import { isListed, wordsOf } from "../../src/safe-model/names/words.ts";

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
    expect(list("graphql proxy jsonrpc").every(namesPassthrough)).toBe(true);
    expect(list("graphs proximity").some(namesPassthrough)).toBe(false);
  });
});
