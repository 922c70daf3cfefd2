import { errorFinding, type Finding } from "../../finding.ts";

/** Why a change may not land, or what its reviewer should know. Listed so that each id can be explained. */
export const REASONS = [
  {
    id: "verify/action",
    summary: "A publish request changes one action",
    why: "Reviewers judge one capability at a time, and two actions make another version than one.",
  },
  {
    id: "verify/check",
    summary: "What lands under drafts/ or is published passes check, by the base's policy",
    why: "A branch can't bring the policy that admits it; nobody's word that it passed is believed.",
  },
  {
    id: "verify/commits",
    summary: "A proposal is one commit",
    why: "Of several the whole is judged; merged with rebase, each of them lands by itself. A warning.",
  },
  {
    id: "verify/config",
    summary: "harbor.config.json can be read",
    why: "With a configuration that can't be read no request can be made.",
  },
  {
    id: "verify/drafts",
    summary: "Under drafts/ stand drafts and their recordings, and nothing else",
    why: "What is no draft is judged by nobody there.",
  },
  {
    id: "verify/evidence",
    summary: "A recording under catalog/ belongs to a live action, which passes its test with it",
    why: "What the base has counts as evidence later on, when nobody looks at it any more.",
  },
  {
    id: "verify/files",
    summary: "A publish request changes exactly the files that publishing the action changes",
    why: "The manifest, the action's recording and the draft that it came from: whatever else is changed along was asked for by nobody.",
  },
  {
    id: "verify/fold",
    summary: "A publish request's manifest is the base's with the one action folded in, byte for byte",
    why: "Another version, another order or other white space hides changes from whoever reads the difference.",
  },
  {
    id: "verify/history",
    summary: "A change goes on from the base's own history",
    why: "What was cut off, rewritten or grafted on can't be compared with what is live.",
  },
  {
    id: "verify/kind",
    summary: "A change is of one kind, in each of its commits",
    why: "A publish request that changes the policy along, say, would be judged by neither; what a later commit takes back, a rebase can take back from the base.",
  },
  {
    id: "verify/maintenance",
    summary:
      "Policies, metadata, live recordings, configuration, and what guards or instructs agents are changed by people who may",
    why: "They decide what may be published at all, which tool guards it, and what agents are told, so no agent's request may touch them.",
  },
  {
    id: "verify/manifest",
    summary: "A manifest, and the policy beside it, can be read",
    why: "What can't be read can't be compared, and gateways would read it each in their own way.",
  },
  {
    id: "verify/merge",
    summary: "A proposal holds no merge commit",
    why: "A merge can hide changes that neither of its sides has.",
  },
  {
    id: "verify/mode",
    summary: "Files are regular, and keep their mode",
    why: "A link or submodule becomes another thing after review, and nothing in a catalogue is to be run.",
  },
  {
    id: "verify/owners",
    summary: "Maintenance was approved by a code owner of each changed path who isn't its author",
    why: "By CODEOWNERS as the base has it: who isn't named there can't approve, and nobody approves their own change.",
  },
  {
    id: "verify/path",
    summary: "A path is the same path on every system",
    why: "Where case or invisible characters don't count, it would replace a file that is guarded.",
  },
  {
    id: "verify/recording",
    summary: "A request's recording is what publishing makes of it, byte for byte",
    why: "Exchanges that no example uses, and what HAR holds besides, were looked at by nobody.",
  },
  {
    id: "verify/size",
    summary: "Files under catalog/ and drafts/ are of a size that is read",
    why: "What is too large to be read was judged by nobody.",
  },
  {
    id: "verify/stale",
    summary:
      "What a change touches, and the port's manifest and policy, are on the base as they were when it was made",
    why: "Folded into another manifest it would be another change, and another policy may not admit it; and what was renamed on the base git carries along when it merges, into a file that nobody judged.",
  },
  {
    id: "verify/test",
    summary: "What is published passes its test",
    why: "Nobody's word that it passed is believed: it is tested again, by the recording that the request brings.",
  },
] as const;

export type Reason = (typeof REASONS)[number]["id"];

/** A reason as a finding that refuses; at the file's start where its place isn't told. */
export function refuse(
  rule: Reason,
  file: string,
  message: string,
  hint: string,
  place: Partial<Pick<Finding, "line" | "column" | "pointer">> = {},
): Finding {
  return errorFinding({ rule, message, hint, file, ...place });
}

export function warn(...told: Parameters<typeof refuse>): Finding {
  return { ...refuse(...told), severity: "warning" };
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === "error");
}
