import { FAKE_SECRET } from "../../../support/sample.ts";
import { MANIFEST } from "../bench.ts";
import { action, edited, type Smuggled, withAction, withManifest } from "./start.ts";

/** Actions that aren't what was asked for, or may not be live. */
export const ACTIONS: readonly Smuggled[] = [
  {
    name: "two actions",
    kind: "publish-request",
    rule: "verify/action",
    says: /2 actions differ: get-meeting, get-meeting-two/,
    edits: withManifest((text) =>
      edited(text, (manifest) =>
        manifest.actions.push({ ...action(manifest, "list-meetings"), slug: "get-meeting-two" }),
      ),
    ),
  },
  {
    name: "a live action widened along",
    kind: "publish-request",
    rule: "verify/action",
    says: /2 actions differ: get-me, get-meeting/,
    edits: withManifest((text) =>
      edited(text, (manifest) => action(manifest, "get-me").result.fields.push("phone_number")),
    ),
  },
  {
    name: "a live action removed along",
    kind: "publish-request",
    rule: "verify/action",
    says: /create-meeting, get-meeting/,
    edits: withManifest((text) => edited(text, (manifest) => manifest.actions.shift())),
  },
  {
    name: "two retirements",
    kind: "publish-request",
    rule: "verify/action",
    says: /create-meeting, get-me/,
    edits: ({ retirement, base }) => ({
      ...retirement,
      [MANIFEST]: edited(base, (manifest) => manifest.actions.splice(0, 2)),
    }),
  },
  {
    name: "an action that only changed its slug",
    kind: "publish-request",
    rule: "verify/action",
    says: /get-me, get-myself/,
    edits: ({ base }) => ({
      [MANIFEST]: edited(base, (manifest) =>
        Object.assign(action(manifest, "get-me"), { slug: "get-myself" }),
      ),
    }),
  },
  {
    name: "an action under another slug than its recording's",
    kind: "mixed",
    rule: "verify/kind",
    says: /get-meeting\.har doesn't belong to the publication of zoom-api\/see-meeting/,
    edits: withAction((asked) => Object.assign(asked, { slug: "see-meeting" })),
  },
  {
    name: "a route that the policy refuses",
    kind: "publish-request",
    rule: "verify/check",
    says: /refused by the base's policy/,
    edits: withAction((asked) => Object.assign(asked, { path: "/users/{meetingId}/token" })),
  },
  {
    name: "another user's identity",
    kind: "publish-request",
    rule: "verify/check",
    says: /refused/,
    edits: withAction((asked) =>
      Object.assign(asked, {
        path: "/users/{userId}/meetings",
        input: {
          path: {
            type: "object",
            properties: { userId: { type: "string", maxLength: 30 } },
            required: ["userId"],
            additionalProperties: false,
          },
        },
      }),
    ),
  },
  {
    name: "a credential among the fields",
    kind: "publish-request",
    rule: "verify/check",
    says: /refused/,
    edits: withAction((asked) => asked.result.fields.push("start_url")),
  },
  {
    name: "an unbounded input",
    kind: "publish-request",
    rule: "schema/bounded",
    says: /bound|maximum/,
    edits: withAction((asked) => delete asked.input.path?.properties?.meetingId?.maximum),
  },
  {
    name: "a weaker approval mode",
    kind: "publish-request",
    rule: "verify/check",
    says: /create-meeting is refused/,
    edits: ({ base }) => ({
      [MANIFEST]: edited(base, (manifest) => {
        action(manifest, "create-meeting").approvalMode = "automatic";
        manifest.version = "1.1.0";
      }),
    }),
  },
  {
    name: "an update that its recording doesn't show",
    kind: "publish-request",
    rule: "verify/test",
    says: /the test of get-me fails/,
    edits: ({ base }) => ({
      [MANIFEST]: edited(base, (manifest) => {
        action(manifest, "get-me").result.fields.push("pic_url");
        manifest.version = "1.1.0";
      }),
    }),
  },
  {
    name: "a secret in the action",
    kind: "publish-request",
    rule: "secret/found",
    says: /looks like a secret/,
    edits: withAction((asked) => Object.assign(asked, { description: `Use ${FAKE_SECRET}.` })),
  },
];
