import { arrangeFindings, type Finding } from "../../finding.ts";
import { toPointer } from "../../json/pointer.ts";
import { findAddresses } from "../../secrets/addresses.ts";
import { findingAt } from "../finding-at.ts";
import { mapScalars } from "../projection/scalars.ts";
import { keptValues } from "../replacement/values.ts";
import { doubtsOfEntry } from "./doubts.ts";
import { type Har, howToTake, parseBody, type ReadRecording, readHar } from "./har.ts";
import { searchRecording } from "./search.ts";

/** A recording that may be looked at any further, by check as by test; or what keeps it from that. */
export function examineRecording(file: string, bytes: Uint8Array): ExaminedRecording {
  const read = readHar(file, bytes);
  const findings = read.ok ? faultsIn(read) : [read.finding];
  return read.ok && findings.length === 0 ? read : { ok: false, findings };
}

export type ExaminedRecording = ({ ok: true } & ReadRecording) | { ok: false; findings: Finding[] };

/**
 * What a recording holds that nobody may see, or can see into, and where readers would disagree on what
 * was sent.
 */
export function faultsIn(read: ReadRecording): Finding[] {
  const { secrets, addresses } = searchRecording(read.har);
  const secret = 'put "REDACTED" in its place; if it was real, revoke it where it was issued';
  const person = "this holds an e-mail address outside the domains for examples";
  return shorten(read, [
    ...secrets.map(({ kind, pointer }) =>
      findingAt(read, pointer, "secret/found", `this looks like a secret (${kind})`, secret),
    ),
    ...addresses
      .filter((pointer) => !isKept(read.har, pointer))
      .map((pointer) => findingAt(read, pointer, "secret/person", person, "invent one at example.com")),
    ...read.har.log.entries.flatMap((entry, index) =>
      [read.unread.get(entry) ?? [], doubtsOfEntry(entry)]
        .flat()
        .map(({ path, rule, message, hint }) =>
          findingAt(read, toPointer(["log", "entries", index, ...path]), rule, message, hint),
        ),
    ),
  ]);
}

/**
 * Whether whoever kept a field's real values knows of the addresses in a text, as reviewers do, who are told of
 * the field first: in an answer where all stand in such a value, and in a request, which an answer may repeat.
 */
function isKept({ log }: Har, pointer: string): boolean {
  const [, index = "", side] =
    /^\/log\/entries\/(\d+)\/(request|response\/content\/text$)/.exec(pointer) ?? [];
  const entry = log.entries[Number(index)];
  const keep = (entry?._harborDrafts ?? log._harborDrafts)?.kept ?? [];
  if (entry === undefined || side === undefined || keep.length === 0) {
    return false;
  }
  const body = parseBody(entry.response.content?.text);
  const real = new Set(keptValues(body, keep));
  const rest = mapScalars(body, ({ value }) => (real.has(String(value)) ? null : value));
  return side === "request" || findAddresses({ rest }).length === 0;
}

/** More findings than these come from a file that a browser saved: they are counted, and a few shown. */
const MOST = 5;
const SHOWN = 3;

function shorten(read: ReadRecording, findings: readonly Finding[]): Finding[] {
  const all = arrangeFindings(findings);
  if (all.length <= MOST) {
    return all;
  }
  const exchanges = new Set(all.map(({ pointer }) => pointer.split("/").slice(0, 4).join("/")));
  const { entries } = read.har.log;
  const message = `the recording has ${all.length} findings in ${exchanges.size} of its ${entries.length} exchanges; here are ${SHOWN}`;
  const whole = findingAt(read, "", "recording/saved", message, howToTake(read.file));
  return [whole, ...all.slice(0, SHOWN)];
}
