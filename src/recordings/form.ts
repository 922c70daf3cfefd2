import { type Action, actionSchema } from "../catalog/action.ts";
import type { LivePort } from "../catalog/load.ts";
import { errorFinding, type Finding } from "../finding.ts";
import { type TestedPort, testedPort } from "./answer-to.ts";
import type { Exchange } from "./exchange.ts";
import { findingAt } from "./finding-at.ts";
import { examineRecording } from "./har/examine.ts";
import { exchangesOf, howToTake, type ReadRecording } from "./har/har.ts";
import { writeHar } from "./har/write-har.ts";
import { projectExchange, projectOrigin } from "./projection/project.ts";
import { partsOf, valuesOfRoute } from "./request-key.ts";

/** A recording in the one form in which it may be committed. */
export interface ProjectedRecording {
  text: string;
  /** Positions of the exchanges that are no calls of the action: none of them stays. */
  strangers: number[];
  /** Exchanges whose answer can't be read, with the reason: none of them stays. */
  unreadable: { index: number; message: string }[];
}

/**
 * The projection of a recording: of each call of the action what replay reads. A recording that may be
 * committed is its own projection, byte for byte.
 *
 * @param isMeant whether an exchange is to stay, by its position; all by default
 */
export function projectRecording(
  { har }: Pick<ReadRecording, "har">,
  port: TestedPort,
  action: Action,
  isMeant: (index: number) => boolean = () => true,
): ProjectedRecording {
  const strangers: number[] = [];
  const unreadable: ProjectedRecording["unreadable"] = [];
  const kept: Exchange[] = [];
  for (const [index, exchange] of exchangesOf(har).entries()) {
    if (valuesOfRoute(port, action, partsOf(exchange)) === undefined) {
      strangers.push(index);
      continue;
    }
    const projected = projectExchange(action, exchange, port.answers ?? {});
    if (!projected.ok) {
      unreadable.push({ index, message: projected.message });
    } else if (isMeant(index)) {
      kept.push(projected.exchange);
    }
  }
  const origin = har.log._harborDrafts && projectOrigin(action, har.log._harborDrafts);
  return { text: writeHar(kept, origin), strangers, unreadable };
}

/** What is wrong with a recording, and what it is to be. */
export interface JudgedRecording {
  findings: Finding[];
  /** That it isn't its own projection, where nothing worse is found. */
  form: Finding | undefined;
  /** Its projection, where it isn't that. */
  projection: string | undefined;
}

/**
 * Judges a recording as it is to be committed: it can be read, holds nothing that nobody may see, could be
 * no other request, and is its own projection.
 *
 * @param port undefined where the port isn't known, so that there is nothing to project by
 * @param action as it is written; what is none is refused for that elsewhere
 */
export function judgeRecording(
  file: string,
  bytes: Uint8Array,
  port: LivePort | undefined,
  action: unknown,
): JudgedRecording {
  const read = examineRecording(file, bytes);
  if (!read.ok) {
    return { findings: read.findings, form: undefined, projection: undefined };
  }
  const parsed = actionSchema.safeParse(action).data;
  const form = port && parsed && findForm(read, bytes, testedPort(port, parsed), parsed);
  return { findings: [], form: form?.finding, projection: form?.text };
}

/** The same where a recording in another form may not land, nor one of which nobody can tell the form. */
export function recordingFaults(...judged: Parameters<typeof judgeRecording>): Finding[] {
  const { findings, form } = judgeRecording(...judged);
  const [file, , port, action] = judged;
  if (port === undefined || !actionSchema.safeParse(action).success) {
    const unasked = errorFinding({
      rule: "recording/form",
      message: "the recording stands beside no action that asks for it, so nothing of it may stay",
      hint: "remove it",
      file,
    });
    return [...findings, unasked];
  }
  return form === undefined ? findings : [form, ...findings];
}

/** Why a recording isn't its own projection; undefined where it is. */
function findForm(
  read: ReadRecording,
  bytes: Uint8Array,
  port: TestedPort,
  action: Action,
): { text: string | undefined; finding: Finding } | undefined {
  const { text, strangers, unreadable } = projectRecording(read, port, action);
  if (Buffer.compare(Buffer.from(text), bytes) === 0) {
    return undefined;
  }
  const [first] = unreadable;
  const count = read.har.log.entries.length;
  const [at, why] =
    strangers.length > 0
      ? [strangers[0], `${strangers.length} of its ${count} exchanges are no calls of this action`]
      : first === undefined
        ? [undefined, "it holds more than replay reads, or in another form"]
        : [first.index, first.message];
  const pointer = at === undefined ? "" : `/log/entries/${at}`;
  const message = `the recording isn't its own projection: ${why}`;
  const hint = `\`harbor-drafts check --fix\` on the draft or manifest writes the projection; ${howToTake(read.file)}`;
  const finding = findingAt(read, pointer, "recording/form", message, hint);
  // A page that passes for an answer must not become one by being left out.
  return { text: unreadable.length === 0 ? text : undefined, finding };
}
