import { FAKE_SECRET } from "../../../support/sample.ts";
import { recordingOf } from "../bench.ts";
import { HAR, har, headersOf, type Smuggled, withHar } from "./start.ts";

/** Recordings of something else, or of more than was tested. */
export const RECORDINGS: readonly Smuggled[] = [
  {
    name: "no recording",
    kind: "publish-request",
    rule: "verify/test",
    says: /the test of get-meeting fails/,
    edits: ({ honest: { [HAR]: _, ...rest } }) => rest,
  },
  {
    name: "a recording of another action in its place",
    kind: "publish-request",
    rule: "verify/test",
    says: /fails/,
    edits: ({ honest, bench }) => ({ ...honest, [HAR]: bench.show("main", recordingOf("get-me")) }),
  },
  {
    name: "a swapped recording of another action",
    kind: "mixed",
    rule: "verify/kind",
    says: /get-me\.har doesn't belong/,
    edits: ({ honest }) => ({ ...honest, [recordingOf("get-me")]: honest[HAR] as string }),
  },
  {
    name: "an exchange that no example uses",
    kind: "publish-request",
    rule: "verify/recording",
    says: /from line \d+ on/,
    edits: har(({ log }) => log.entries.push(structuredClone(log.entries[0] as never))),
  },
  {
    name: "members that nobody reads",
    kind: "publish-request",
    rule: "verify/recording",
    says: /from line \d+ on/,
    edits: har(({ log }) => Object.assign(log, { pages: [{ title: "see https://example.com/evil" }] })),
  },
  {
    name: "a header that nobody reads",
    kind: "publish-request",
    rule: "verify/recording",
    says: /from line \d+ on/,
    edits: har(({ log }) => headersOf(log, "response").push({ name: "x-note", value: "hello" })),
  },
  {
    name: "a credential in the recording",
    kind: "publish-request",
    rule: "secret/found",
    says: /secret/,
    edits: har(({ log }) =>
      headersOf(log, "request").push({
        name: "authorization",
        value: `Bearer ${FAKE_SECRET}`,
      }),
    ),
  },
  {
    name: "a recording in other white space",
    kind: "publish-request",
    rule: "verify/recording",
    says: /from line 1 on/,
    edits: withHar((text) => JSON.stringify(JSON.parse(text))),
  },
  {
    name: "a recording that says another tool's version",
    kind: "publish-request",
    rule: "verify/recording",
    says: /from line \d+ on/,
    edits: withHar((text) =>
      text.replace(/("creator": \{\s+"name": "harbor-drafts",\s+"version": )"[^"]*"/, '$1"9.9.9"'),
    ),
  },
  {
    name: "a retirement that keeps the recording",
    kind: "publish-request",
    rule: "verify/files",
    says: /its recording stays/,
    edits: ({ retirement: { [recordingOf("create-meeting")]: _, ...rest } }) => rest,
  },
  {
    name: "a retirement that replaces the recording",
    kind: "publish-request",
    rule: "verify/files",
    says: /its recording stays/,
    edits: ({ retirement, honest }) => ({
      ...retirement,
      [recordingOf("create-meeting")]: honest[HAR] as string,
    }),
  },
  {
    name: "an update that takes the recording away",
    kind: "publish-request",
    rule: "verify/recording",
    says: /get-me\.har is (?:removed|missing)/,
    edits: ({ update }) => ({ ...update, [recordingOf("get-me")]: null }),
  },
  {
    name: "the live recording's origin, from documented to recorded",
    kind: "maintenance",
    rule: "verify/maintenance",
    says: /get-me\.har is changed by maintenance alone/,
    edits: ({ bench }) => ({
      [recordingOf("get-me")]: bench
        .show("main", recordingOf("get-me"))
        .replaceAll('"documented"', '"recorded"'),
    }),
  },
  {
    name: "a recording for an action to come",
    kind: "maintenance",
    rule: "verify/evidence",
    says: /recording of no live action/,
    edits: ({ honest }) => ({ [HAR]: honest[HAR] as string }),
  },
];
