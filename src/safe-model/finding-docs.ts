import { compareText } from "../finding.ts";
import type { ManifestExample, PolicyExample } from "./catalog-rule.ts";
import { RULES } from "./draft-rules.ts";
import * as manifestRules from "./manifest-rules/index.ts";
import * as policyRules from "./policy-rules/index.ts";
import type { RuleExample, RuleFor } from "./rule.ts";

/** A difference from a harmless document. */
type Example = RuleExample | ManifestExample | PolicyExample;

/** What people need to know of a finding, whatever finds it. */
export interface FindingDoc extends Pick<RuleFor<never, Example>, "id" | "summary" | "why" | "examples"> {
  /** What is judged; or what comes before the rules, or decides what may land. */
  of: "drafts" | "manifests" | "policies" | "reading" | "landing";
  /** Whether `check --fix` mends some of what is found. */
  isFixable: boolean;
}

/** Why a finding exists, in one summary and one reason. */
type Docs = Readonly<Record<`${string}/${string}`, readonly [summary: string, why: string]>>;

/** What keeps a file from being judged, or an action from being tested. */
const READING = {
  "draft/port": [
    "The draft's port is live",
    "Rules judge a draft by its port's policy: without a port there is none.",
  ],
  "file/envelope": [
    "A draft has every member, each of its type",
    "What can't be read as a draft can't be judged as one; its verdict is invalid.",
  ],
  "file/json": [
    "A file is strict JSON in UTF-8, not too large, not too deep, with no member twice",
    "Readers disagree on what anything else means; a draft's verdict is then invalid.",
  ],
  "file/kind": [
    "A draft, manifest or policy is a regular file",
    "A link or folder can become another thing between review and use; a draft's verdict is then invalid.",
  ],
  "file/volume": [
    "A draft holds no more than anybody reviews",
    "Thousands of inputs, values or fields hide the one that matters, and keep the checker busy; nothing else of such a draft is judged.",
  ],
  "file/yaml": [
    "An API description in YAML can be read",
    "It tells inputs and fields only to those who can read it.",
  ],
  "record/left-out": [
    "An exchange of a saved file shows what the API answers to the example",
    "One that was another request, got no answer or lost its body is no evidence; the rest of the file is taken.",
  ],
  "record/missing": [
    "Each example has an exchange in the recording",
    "What has none fails its test; record asks for successes alone, so errors are added by hand.",
  ],
  "record/replace": [
    "A recording that is there is replaced on purpose",
    "It may be the only evidence of what the API answered.",
  ],
  "recording/age": [
    "Evidence is of a known age, no older than the policy wants, and not from the future",
    "APIs change, and what was true once may not be; a warning, since nothing is wrong with the action itself.",
  ],
  "recording/body": [
    "Bodies of a recording are JSON that all readers read alike",
    "A member that stands twice, or nesting without end, means another thing to the next reader.",
  ],
  "recording/form": [
    "A recording is its own projection",
    "It holds the calls of its action, of each answer the fields that are listed, and nothing else; check mentions it of a draft, whose request brings the projection, and verify lets no other land.",
  ],
  "recording/har": [
    "A recording is HAR 1.2",
    "What can't be read as exchanges can't be replayed, so the test fails.",
  ],
  "recording/origin": [
    "A recording says where it comes from, and names the page that it is made from",
    "Reviewers weigh an answer of the real API otherwise than one made from its documentation; anything else is assumed, a warning.",
  ],
  "recording/request": [
    "Nothing in a recorded request makes it another than its method, URL and JSON body say",
    "A method override, another host or a form body would make the API answer something else.",
  ],
  "recording/saved": [
    "A recording holds the exchanges of an action's examples, not all that a browser saved",
    "What other pages asked and got is no evidence, and full of what nobody may see; record --from takes out what counts.",
  ],
  "recording/unused": [
    "Each exchange of a recording answers an example",
    "What no example uses was tested by nobody, and isn't published; a warning.",
  ],
  "test/action": ["An action that is tested fits its schema", "Check tells what is wrong with it."],
  "test/edges": [
    "What a schema admits at its edges is accepted",
    "Bounds, pattern and values that contradict each other admit less than they say, or nothing.",
  ],
  "test/examples": [
    "An action that is tested has an example",
    "Without one there is nothing to replay, and reviewers would believe a test that tested nothing.",
  ],
  "test/fields": [
    "Each result field occurs in some recorded answer",
    "A field that never comes is a typo, or a promise that nobody has seen kept.",
  ],
  "test/success": [
    "Some example shows a success",
    "An action that was only ever seen failing shows nobody what agents would get.",
  ],
} as const satisfies Docs;

/** Why a change may not land, or what its reviewer should know. */
const LANDING = {
  "verify/action": [
    "A publish request changes one action",
    "Reviewers judge one capability at a time, and two actions make another version than one.",
  ],
  "verify/check": [
    "What lands under drafts/ or is published passes check, by the base's policy",
    "A branch can't bring the policy that admits it; nobody's word that it passed is believed.",
  ],
  "verify/commits": [
    "A proposal is one commit",
    "Of several the whole is judged; merged with rebase, each of them lands by itself. A warning.",
  ],
  "verify/config": [
    "harbor.config.json can be read",
    "With a configuration that can't be read no request can be made.",
  ],
  "verify/drafts": [
    "Under drafts/ stand drafts and their recordings, and nothing else",
    "What is no draft is judged by nobody there.",
  ],
  "verify/evidence": [
    "A recording under catalog/ belongs to a live action, which passes its test with it",
    "What the base has counts as evidence later on, when nobody looks at it any more.",
  ],
  "verify/files": [
    "A publish request changes exactly the files that publishing the action changes",
    "The manifest, the action's recording and the draft that it came from: whatever else is changed along was asked for by nobody.",
  ],
  "verify/fold": [
    "A publish request's manifest is the base's with the one action folded in, byte for byte",
    "Another version, another order or other white space hides changes from whoever reads the difference.",
  ],
  "verify/history": [
    "A change goes on from the base's own history",
    "What was cut off, rewritten or grafted on can't be compared with what is live.",
  ],
  "verify/kind": [
    "A change is of one kind, in each of its commits",
    "A publish request that changes the policy along, say, would be judged by neither; what a later commit takes back, a rebase can take back from the base.",
  ],
  "verify/maintenance": [
    "Policies, metadata, live recordings, configuration, and what guards or instructs agents are changed by people who may",
    "They decide what may be published at all, which tool guards it, and what agents are told, so no agent's request may touch them.",
  ],
  "verify/manifest": [
    "A manifest, and the policy beside it, can be read",
    "What can't be read can't be compared, and gateways would read it each in their own way.",
  ],
  "verify/merge": [
    "A proposal holds no merge commit",
    "A merge can hide changes that neither of its sides has.",
  ],
  "verify/mode": [
    "Files are regular, and keep their mode",
    "A link or submodule becomes another thing after review, and nothing in a catalogue is to be run.",
  ],
  "verify/owners": [
    "Maintenance was approved by a code owner of each changed path who isn't its author",
    "By CODEOWNERS as the base has it: who isn't named there can't approve, and nobody approves their own change.",
  ],
  "verify/path": [
    "A path is the same path on every system",
    "Where case or invisible characters don't count, it would replace a file that is guarded.",
  ],
  "verify/recording": [
    "A request's recording is what publishing makes of it, byte for byte",
    "Exchanges that no example uses, and what HAR holds besides, were looked at by nobody.",
  ],
  "verify/size": [
    "Files under catalog/ and drafts/ are of a size that is read",
    "What is too large to be read was judged by nobody.",
  ],
  "verify/stale": [
    "What a change touches, and the port's manifest and policy, are on the base as they were when it was made",
    "Folded into another manifest it would be another change, and another policy may not admit it; and what was renamed on the base git carries along when it merges, into a file that nobody judged.",
  ],
  "verify/test": [
    "What is published passes its test",
    "Nobody's word that it passed is believed: it is tested again, by the recording that the request brings.",
  ],
} as const satisfies Docs;

/** The id of a reason why a change may not land. */
export type LandingId = keyof typeof LANDING;

function docsOfRules(of: FindingDoc["of"], rules: readonly RuleFor<never, Example>[]): FindingDoc[] {
  return rules.map(({ id, summary, why, examples, fix }) => ({
    id,
    summary,
    why,
    of,
    isFixable: fix !== undefined,
    examples,
  }));
}

function docsOf(of: FindingDoc["of"], docs: Docs): FindingDoc[] {
  return Object.entries(docs).map(([id, [summary, why]]) => ({
    id: id as FindingDoc["id"],
    summary,
    why,
    of,
    isFixable: false,
    examples: { good: [], bad: [] },
  }));
}

/** Every finding that a report can name, by its id and sorted by it. */
export const FINDINGS: ReadonlyMap<string, FindingDoc> = new Map(
  [
    ...docsOfRules("drafts", RULES),
    ...docsOfRules("manifests", Object.values(manifestRules)),
    ...docsOfRules("policies", Object.values(policyRules)),
    ...docsOf("reading", READING),
    ...docsOf("landing", LANDING),
  ]
    .sort((a, b) => compareText(a.id, b.id))
    .map((doc) => [doc.id, doc]),
);
