import { FAKE_SECRET } from "../../../support/sample.ts";
import { draftOf, POLICY } from "../bench.ts";
import { along, DRAFT, HAR, har, headersOf, type Smuggled, type Start } from "./start.ts";

/** Drafts that aren't good, or go or stay along. */
export const DRAFTS: readonly Smuggled[] = [
  {
    name: "the draft not removed",
    kind: "publish-request",
    rule: "verify/files",
    says: /get-meeting\.json stays/,
    edits: ({ honest: { [DRAFT]: _, ...rest } }) => rest,
  },
  {
    name: "the draft's recording not removed",
    kind: "publish-request",
    rule: "verify/files",
    says: /get-meeting\.har stays/,
    edits: ({ honest }) =>
      Object.fromEntries(Object.entries(honest).filter(([path]) => path !== DRAFT.replace("json", "har"))),
  },
  {
    name: "the draft replaced",
    kind: "publish-request",
    rule: "verify/files",
    says: /get-meeting\.json stays/,
    edits: along({ [DRAFT]: "{}\n" }),
  },
  {
    name: "another's draft removed",
    kind: "mixed",
    rule: "verify/kind",
    says: /update-meeting\.json doesn't belong/,
    edits: along({ [draftOf("update-meeting")]: null }),
  },
  {
    name: "another draft added",
    kind: "mixed",
    rule: "verify/kind",
    says: /x\.json doesn't belong/,
    edits: along({ "drafts/zoom-api/x.json": "{}\n" }),
  },
  {
    name: "a draft with a policy",
    kind: "mixed",
    rule: "verify/kind",
    says: /of other kinds besides/,
    edits: ({ bench }) => ({
      [DRAFT]: null,
      [POLICY]: bench.show("main", POLICY).replace('"never"', '"reads"'),
    }),
  },
  {
    name: "a draft that check refuses",
    kind: "drafts",
    rule: "verify/check",
    says: /is refused by the base's policy/,
    edits: ({ bench }) => ({
      [DRAFT]: bench.show("main", DRAFT).replace('"/meetings/{meetingId}"', '"/users/{meetingId}/token"'),
    }),
  },
  {
    name: "a draft that is none",
    kind: "drafts",
    rule: "verify/check",
    says: /is invalid/,
    edits: () => ({ [DRAFT]: "{}\n" }),
  },
  {
    name: "a draft's recording with a secret",
    kind: "drafts",
    rule: "secret/found",
    says: /secret/,
    edits: ({ honest }) => ({
      [DRAFT.replace("json", "har")]: har(({ log }) =>
        headersOf(log, "request").push({
          name: "authorization",
          value: `Bearer ${FAKE_SECRET}`,
        }),
      )({ honest } as Start)[HAR] as string,
    }),
  },
  {
    name: "a program under drafts/",
    kind: "drafts",
    rule: "verify/drafts",
    says: /no place of a draft/,
    edits: () => ({ "drafts/zoom-api/run.sh": "echo hello\n" }),
  },
  {
    name: "a recording without a draft",
    kind: "drafts",
    rule: "verify/drafts",
    says: /has no draft/,
    edits: ({ honest }) => ({ "drafts/zoom-api/other.har": honest[HAR] as string }),
  },
  {
    name: "a recording beside a draft that has nothing to record",
    kind: "drafts",
    rule: "recording/form",
    says: /nothing of it may stay/,
    edits: ({ honest }) => ({
      [draftOf("get-me")]: `${JSON.stringify({
        draft: 1,
        port: "zoom-api",
        change: "retire",
        action: { slug: "get-me" },
        rationale: "Nobody has used this for months, so it can go.",
        references: [],
      })}\n`,
      [draftOf("get-me").replace(/json$/, "har")]: (honest[HAR] as string).replace(
        /"log": \{/,
        '$& "comment": "Ava Lindqvist, born on the second of March",',
      ),
    }),
  },
  {
    name: "a huge file under drafts/",
    kind: "drafts",
    rule: "verify/size",
    says: /more than is read/,
    edits: () => ({ [DRAFT.replace("json", "har")]: " ".repeat(9_000_000) }),
  },
];
