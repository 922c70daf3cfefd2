import type { Action } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import type { Policy } from "../catalog/policy.ts";
import type { Finding } from "../finding.ts";
import { toPointer } from "../json/pointer.ts";
import { ownMember } from "../json/record.ts";
import type { ExamplePlace } from "./edit.ts";
import { provenanceOf, tellAge, timeOf } from "./evidence.ts";
import type { Origin } from "./exchange.ts";
import { findingAt, type Located } from "./finding-at.ts";
import { howToTake, type ReadRecording } from "./har/har.ts";
import type { ActionTest } from "./test-action.ts";

/** Where an action stands in a file, for findings about it. */
export type ActionPlace = ExamplePlace & Located;

/** What a test says of the action, at its place. */
export function actionFindings(
  action: Action,
  { unseen, probes, examples, shows }: ActionTest,
  place: ActionPlace,
): Finding[] {
  const tell = (below: string, rule: string, message: string, hint: string) =>
    findingAt(place, place.pointer + below, rule, message, hint);
  const findings = unseenFindings(place, action, unseen, "error");
  // Probes start from an example: one that is rejected says it already.
  const [blocked] = examples.some(({ request }) => request === null) ? [] : probes.blocked;
  if (blocked !== undefined) {
    const message = `an input at the edge of its schema is rejected (${blocked.name}): ${blocked.why}`;
    const hint = "make the schema's bounds, form and values agree";
    findings.push(tell(pointerOfProbe(action, blocked.name), "test/edges", message, hint));
  }
  if (action.examples.length === 0) {
    findings.push(tell("/examples", "test/examples", "the action has no example to test", "add one"));
  } else if (!shows && examples.every(({ passed }) => passed)) {
    const message = "no example shows a success, so nobody has seen what the action does";
    findings.push(tell("/examples", "test/success", message, "add one, and its exchange"));
  }
  return findings;
}

/** The listed fields that no answer has. */
export function unseenFindings(
  place: ActionPlace,
  { result }: Action,
  unseen: readonly string[],
  severity: Finding["severity"],
): Finding[] {
  return unseen.map((field) => {
    const pointer = `${place.pointer}/result/fields/${result.fields.indexOf(field)}`;
    const message = `the result field ${JSON.stringify(field)} is in no recorded answer`;
    const hint = "correct its name, or add an example whose answer has it";
    return findingAt(place, pointer, "test/fields", message, hint, severity);
  });
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

/** More come from a file that a browser saved: a few are shown. */
const MOST_UNUSED = 5;
const SHOWN = 3;

/**
 * What a reviewer should know of a recording; it keeps nothing from passing. The age is that of its oldest
 * part in a sentence, where that is older than the policy wants, or from the future.
 */
export function recordingFindings(
  read: ReadRecording,
  tested: ActionTest,
  { documentationHosts, evidence }: Policy,
  now: Date,
): { findings: Finding[]; age: string | null } {
  const warn = (pointer: string, rule: string, message: string, hint: string) =>
    findingAt(read, pointer, rule, message, hint, "warning");
  // Where an example fails, what is left over may be what it was meant for.
  const unused = tested.examples.every(({ passed }) => passed) ? tested.unused : [];
  const shown = unused.length > MOST_UNUSED ? unused.slice(0, SHOWN) : unused;
  const more = unused.length - shown.length;
  const origins = originsOf(read, tested);
  const ages = origins
    .toSorted(([, a], [, b]) => timeOf(a) - timeOf(b))
    .flatMap(([pointer, origin]) => {
      const age = tellAge(origin?.recordedAt, evidence.maximumAgeDays, now);
      const again = "record it again, or compare it with the API's documentation";
      const hint = timeOf(origin) > now.getTime() ? "correct recordedAt" : again;
      return age === undefined ? [] : [warn(pointer, "recording/age", age, hint)];
    });
  const saved = `${more} more exchanges answer no example`;
  const remove = "remove it, or add its example; it isn't published";
  return {
    age: ages[0]?.message ?? null,
    findings: [
      ...(more > 0 ? [warn("/log", "recording/saved", saved, howToTake(read.file))] : []),
      ...shown.map((index) =>
        warn(`/log/entries/${index}`, "recording/unused", "this exchange answers no example", remove),
      ),
      ...origins
        .filter(([, origin]) => provenanceOf(origin, documentationHosts) === "assumed")
        .map(([pointer, origin]) =>
          warn(
            origin === undefined ? "/log" : pointer,
            "recording/origin",
            ...tellAssumed(origin, documentationHosts),
          ),
        ),
      ...ages,
    ],
  };
}

function tellAssumed(
  origin: Origin | undefined,
  documentationHosts: readonly string[],
): [message: string, hint: string] {
  const hosts = documentationHosts.join(", ") || "none";
  const hint = `for documented evidence name the page that shows the answer, on one of the policy's documentationHosts (${hosts}); \`harbor-drafts schema recording\` tells the form`;
  if (origin === undefined) {
    const message = "the recording doesn't say where it comes from, so its evidence is assumed";
    return [message, `add log._harborDrafts: ${hint}`];
  }
  return origin.provenance === "assumed"
    ? ["the evidence is assumed, by the recording's own word", hint]
    : ["the evidence is assumed, since its source is no page on the policy's documentationHosts", hint];
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
