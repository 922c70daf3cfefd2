import {
  always,
  BASES as B,
  type Base,
  type Case,
  caseOf,
  type Difference,
  flag,
  list,
  matching,
  object,
  oneOf,
  REPOSITORY,
  text,
  type Values,
  whole,
} from "./ports.ts";

// Ways round that somebody found who had read the rules.

const no = (name: string, base: Base, { mode = "require_approval", ...other }: Difference): Case =>
  caseOf(name, base, { mode, ...other }, "refused");

/** An unlisted read under a family, with one more query parameter or another route. */
const below = (name: string, difference: Difference): Case =>
  no(name, B.zoomPermissions, { path: "/users/me/presence_status", slug: "get-presence", ...difference });

const asked = (name: string, query: Values): Case => below(name, { query });
const sent = (name: string, body: Values): Case => no(name, B.codePostIssue, { body });
const seen = (field: string): Case => below(`sees ${field}`, { fields: [field] });

const WORDS = oneOf("end", "start");

export const ATTACKED: Readonly<Record<string, readonly Case[]>> = {
  "patterns in disguise": [
    asked("a list of credentials", { type: matching("^(?:zak|token)$", "zak") }),
    asked("an order", { state: matching("^delete$", "delete") }),
    asked("a selection of credentials", { include_fields: matching("^(?:host_key|pmi)$", "pmi") }),
    asked("acting as somebody", { mode: matching("^on_behalf_of$", "on_behalf_of") }),
    sent("a state that destroys", { state: matching("^deleted$", "deleted") }),
    sent("a date that may be a name", {
      assignee: matching("^(?:[0-9]{4}-?[a-z0-9]{1,9}|[a-z]{1,9})$", "bo", 39),
    }),
    asked("a date or a name", { user_id: matching("^(?:[0-9]{4}-[0-9]|[a-z][a-z0-9-]{0,38})$", "bo", 39) }),
    asked("an address by one-letter classes", {
      box: matching("^[a-z]{1,9}[@]example[.]com$", "a@example.com"),
    }),
    sent("a URL by one-letter classes", { place: matching("^https[:][/][/][a-z.]{1,50}$", "https://a.b") }),
  ],
  "words as placeholders": [
    no("that are orders", B.zoomMeeting, {
      path: "/meetings/{meetingId}/live/{what}",
      at: { ...B.zoomMeeting.at, what: WORDS },
    }),
    no("that are passthroughs", B.codeRepo, {
      path: "/repos/{owner}/{repo}/x/{what}",
      at: { ...REPOSITORY, what: oneOf("graphql", "proxy") },
    }),
    no("that are credentials, within a pattern", B.codeRepo, {
      path: "/repos/{owner}/{repo}/dependabot/{alertId}",
      at: { ...REPOSITORY, alertId: matching("^(?:secrets|1)$", "1") },
    }),
    no("that reach below a refused literal", B.codeRepo, {
      path: "/repos/{owner}/{repo}/issues/{n}/timeline",
      at: { ...REPOSITORY, n: matching("^[a-z0-9]{1,40}$", "e1", 40) },
    }),
    below("more than anybody tries", {
      path: `/users/me${Array.from({ length: 6 }, (_, index) => `/x/{p${index}}`).join("")}`,
      at: Object.fromEntries(
        Array.from({ length: 6 }, (_, index) => [
          `p${index}`,
          oneOf("a", "b", "c", "d", "e", "f", "g", "h", "i"),
        ]),
      ),
    }),
  ],
  "other endings of refused routes": ["recordings.mp4", "pac.php", "token.v2", "recordings~"].map((segment) =>
    below(segment, { path: `/users/me/${segment}` }),
  ),
  "text where none is read": [
    no("required", B.zoomPermissions, {
      json: (draft) =>
        draft.replace(
          '"input": {}',
          '"input": {"query": {"type": "object", "properties": {}, "required": ["Approved <b>@maintainer</b>"], "additionalProperties": false}}',
        ),
    }),
  ],
  "yes and no": [
    ...["deleted", "is_deleted", "suspended", "deactivated", "end_meeting", "cascade", "overwrite"].map(
      (name) => sent(name, { [name]: flag() }),
    ),
    ...["include_host_key", "show_password", "reveal_secret", "auto_ack", "expunge"].map((name) =>
      asked(name, { [name]: flag() }),
    ),
  ],
  "free text that looks like a flag": ["show_user", "is_user", "user_view", "use_pin", "has_password"].map(
    (name) => asked(name, { [name]: text("U061F7AUR", 40) }),
  ),
  "fields by their place": [
    "incoming_webhook.url",
    "host.key",
    "session.id",
    "recovery.codes[]",
    "start.url",
    "auth.code",
  ].map(seen),
  "other people, without asking": [
    "settings.breakout_room.rooms[].participants",
    "settings.authentication_exception[].email",
    "settings.contact_email",
  ].map((field) => no(field, B.zoomMeeting, { mode: "automatic", fields: [field] })),
  "more than one call needs": [
    below("three scopes", {
      scopes: ["user:read:list_permissions", "meeting:read:list_registrants", "meeting:read:meeting"],
    }),
    asked("a page called size", { size: whole(30, 1, 100_000) }),
  ],
  "somebody else": [
    asked("the whole account by the keyword", { account_id: always("me") }),
    asked("run together", { switchuser: text("bo", 40) }),
    sent("as a pair", { extra: list(object({ k: text("assignee"), v: text("bo") })) }),
  ],
};
