import type { Action } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import type { Policy } from "../catalog/policy.ts";
import { errorFinding, type Finding } from "../finding.ts";
import { toPointer } from "../json/pointer.ts";
import { ownMember } from "../json/record.ts";
import type { ExamplePlace } from "./edit.ts";
import { provenanceOf } from "./evidence.ts";
import type { Origin } from "./exchange.ts";
import { tellAge } from "./har/age.ts";
import { howToTake, type ReadRecording } from "./har/har.ts";
import type { ActionTest } from "./test-action.ts";

/** Where an action stands in a file, for findings about it. */
export interface Place extends ExamplePlace {
  tell(rule: string, below: string, message: string, hint: string): Finding;
}

/** What a test says of the action, at its place. */
export function actionFindings(
  action: Action,
  { unseen, probes, examples, shows }: ActionTest,
  place: Place,
): Finding[] {
  const missing = unseen.map((field) => {
    const pointer = `/result/fields/${action.result.fields.indexOf(field)}`;
    const message = `the result field ${JSON.stringify(field)} is in no recorded answer`;
    return place.tell(
      "test/fields",
      pointer,
      message,
      "correct its name, or add an example whose answer has it",
    );
  });
  // Probes start from an example: one that is rejected says it already.
  const isRejected = examples.some(({ request }) => request === null);
  const blocked = (isRejected ? [] : probes.blocked.slice(0, 1)).map(({ name, why }) => {
    const message = `an input at the edge of its schema is rejected (${name}): ${why}`;
    const hint = "make the schema's bounds, form and values agree";
    return place.tell("test/edges", pointerOfProbe(action, name), message, hint);
  });
  const none =
    action.examples.length > 0
      ? []
      : [place.tell("test/examples", "/examples", "the action has no example to test", "add one")];
  const unshown =
    shows || !examples.every(({ passed }) => passed) || examples.length === 0
      ? []
      : [
          place.tell(
            "test/success",
            "/examples",
            "no example shows a success, so nobody has seen what the action does",
            "add one, and its exchange",
          ),
        ];
  return [...missing, ...blocked, ...none, ...unshown];
}

/** The schema that a probe's name begins with: `query/page_size: at its maximum`. */
function pointerOfProbe({ input }: Action, name: string): string {
  const [place = "", ...names] = name.replace(/: .*$/s, "").split("/");
  let schema: JsonSchema | undefined = ownMember<JsonSchema | undefined>({ ...input }, place);
  const path = ["input", ...(schema === undefined ? [] : [place])];
  for (const member of names) {
    const property = ownMember(schema?.properties ?? {}, member);
    const next = property ?? (/^\d+$/.test(member) ? schema?.items : undefined);
    if (next === undefined) {
      break;
    }
    path.push(...(property === undefined ? ["items"] : ["properties", member]));
    schema = next;
  }
  return toPointer(path);
}

/** What a reviewer should know of a recording. It keeps nothing from passing. */
export function recordingFindings(
  read: ReadRecording,
  tested: ActionTest,
  { documentationHosts }: Policy,
): Finding[] {
  const assumed = originsOf(read, tested)
    .filter(([, origin]) => provenanceOf(origin, documentationHosts) === "assumed")
    .map(([pointer, origin]) => assumedFinding(read, pointer, origin, documentationHosts));
  return [...unusedFindings(read, leftOver(tested)), ...assumed];
}

/** More come from a file that a browser saved: a few are shown. */
const MOST_UNUSED = 5;
const SHOWN = 3;

function unusedFindings(read: ReadRecording, unused: readonly number[]): Finding[] {
  const shown = unused.length > MOST_UNUSED ? unused.slice(0, SHOWN) : unused;
  const found = shown.map((index) => {
    const hint = "remove it, or add its example; it isn't published";
    return warn(read, "recording/unused", "this exchange answers no example", hint, `/log/entries/${index}`);
  });
  const more = unused.length - shown.length;
  const message = `${more} more exchanges answer no example`;
  return more === 0
    ? found
    : [warn(read, "recording/saved", message, howToTake(read.file), "/log"), ...found];
}

function assumedFinding(
  read: ReadRecording,
  pointer: string,
  origin: Origin | undefined,
  documentationHosts: readonly string[],
): Finding {
  const hosts = documentationHosts.join(", ") || "none";
  const hint = `for documented evidence name the page that shows the answer, on one of the policy's documentationHosts (${hosts}); \`harbor-drafts schema recording\` tells the form`;
  if (origin === undefined) {
    const message = "the recording doesn't say where it comes from, so its evidence is assumed";
    return warn(read, "recording/origin", message, `add log._harborDrafts: ${hint}`, "/log");
  }
  const why =
    origin.provenance === "assumed"
      ? "the evidence is assumed, by the recording's own word"
      : "the evidence is assumed, since its source is no page on the policy's documentationHosts";
  return warn(read, "recording/origin", why, hint, pointer);
}

/** Exchanges that answer no example; where one fails they may be what it was meant for. */
function leftOver({ examples, unused }: ActionTest): readonly number[] {
  return examples.every(({ passed }) => passed) ? unused : [];
}

/** Where the exchanges that answer an example say that they come from, each word once, with its place. */
function originsOf({ har }: ReadRecording, { unused }: ActionTest): [pointer: string, Origin | undefined][] {
  const isLeft = new Set(unused);
  const { entries, _harborDrafts: whole } = har.log;
  const origins = entries.flatMap(({ _harborDrafts: own }, index): [string, Origin | undefined][] => {
    const pointer = own === undefined ? "/log/_harborDrafts" : `/log/entries/${index}/_harborDrafts`;
    return isLeft.has(index) ? [] : [[pointer, own ?? whole]];
  });
  return [...new Map(origins)];
}

/** What in a recording is older than the policy wants, or from the future, the oldest first. */
export function ageFindings(
  read: ReadRecording,
  tested: ActionTest,
  { evidence }: Policy,
  now: Date,
): Finding[] {
  return originsOf(read, tested)
    .map(([pointer, origin]) => [pointer, origin?.recordedAt] as const)
    .sort(([, a], [, b]) => Date.parse(a ?? OLDEST) - Date.parse(b ?? OLDEST))
    .flatMap(([pointer, recordedAt]) => {
      const age = tellAge(recordedAt, evidence.maximumAgeDays, now);
      const hint =
        Date.parse(recordedAt ?? OLDEST) > now.getTime()
          ? "correct recordedAt"
          : "record it again, or compare it with the API's documentation";
      return age === undefined ? [] : [warn(read, "recording/age", age, hint, pointer)];
    });
}

/** What nobody knows may be as old. */
const OLDEST = new Date(0).toISOString();

function warn(
  { file, locate }: ReadRecording,
  rule: string,
  message: string,
  hint: string,
  pointer: string,
): Finding {
  return { ...errorFinding({ rule, message, hint, file, ...locate(pointer), pointer }), severity: "warning" };
}
