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
  const nothing = { findings: [], form: undefined, projection: undefined };
  const read = examineRecording(file, bytes);
  if (!read.ok) {
    return { ...nothing, findings: read.findings };
  }
  const parsed = actionSchema.safeParse(action).data;
  if (port === undefined || parsed === undefined) {
    return nothing;
  }
  const { text, strangers, unreadable } = projectRecording(read, testedPort(port, parsed), parsed);
  if (Buffer.compare(Buffer.from(text), bytes) === 0) {
    return nothing;
  }
  const count = read.har.log.entries.length;
  const [first] = [
    ...strangers.slice(0, 1).map((index) => ({
      index,
      message: `${strangers.length} of its ${count} exchanges are no calls of this action`,
    })),
    ...unreadable,
  ];
  const pointer = first === undefined ? "" : `/log/entries/${first.index}`;
  const why = first?.message ?? "it holds more than replay reads, or in another form";
  const message = `the recording isn't its own projection: ${why}`;
  const hint = `\`harbor-drafts check --fix\` on the draft or manifest writes the projection; ${howToTake(file)}`;
  const form = findingAt(read, pointer, "recording/form", message, hint);
  // A page that passes for an answer must not become one by being left out.
  return { findings: [], form, projection: unreadable.length === 0 ? text : undefined };
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
