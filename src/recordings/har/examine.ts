import { errorFinding, type Finding } from "../../finding.ts";
import type { JsonDocument } from "../../json/parse.ts";
import { toPointer } from "../../json/pointer.ts";
import { type Har, readHar } from "./har.ts";
import type { KnownCredentials } from "./har-credentials.ts";
import { findRecordingAddresses, findRecordingSecrets } from "./har-secrets.ts";
import { doubtsOfEntry } from "./request-doubts.ts";

/** A recording that was read. */
export interface ReadRecording {
  file: string;
  har: Har;
  locate: JsonDocument["locate"];
}

/**
 * What keeps a recording from being looked at any further, by check as by test.
 *
 * @param known what the port's policy knows of credentials
 */
export function findingsOfRecording(
  file: string,
  bytes: Uint8Array,
  known: KnownCredentials | undefined,
): Finding[] {
  const read = readHar(file, bytes);
  return read.ok ? faultsIn({ file, ...read }, known) : [read.finding];
}

/** The same of one that is read already. */
export function faultsIn(read: ReadRecording, known: KnownCredentials | undefined): Finding[] {
  return [...examineRecording(read, known), ...findContradictions(read)];
}

/** What a recording holds that nobody may see: secrets, and people's addresses. What it says is never told. */
export function examineRecording(
  { file, har, locate }: ReadRecording,
  known: KnownCredentials | undefined,
): Finding[] {
  const tell = (rule: string, message: string, hint: string, pointer: string): Finding =>
    errorFinding({ rule, message, hint, file, ...locate(pointer), pointer });
  return [
    ...findRecordingSecrets(har, known).map(({ kind, pointer }) =>
      tell(
        "secret/found",
        `this looks like a secret (${kind})`,
        'put "REDACTED" in its place; if it was real, revoke it where it was issued',
        pointer,
      ),
    ),
    ...findRecordingAddresses(har).map((pointer) =>
      tell(
        "secret/person",
        "this holds an e-mail address outside the domains for examples",
        "invent one at example.com",
        pointer,
      ),
    ),
  ];
}

/** Where a recording contradicts itself, or could mean another request: readers would disagree on what was sent. */
export function findContradictions(read: ReadRecording): Finding[] {
  const { file, har, locate } = read;
  const doubts = har.log.entries.flatMap((entry, index) =>
    doubtsOfEntry(entry).map(({ path, ...told }) => {
      const pointer = toPointer(["log", "entries", index, ...path]);
      return errorFinding({ ...told, file, ...locate(pointer), pointer });
    }),
  );
  return [...doubts, ...queryContradictions(read)];
}

function queryContradictions({ file, har, locate }: ReadRecording): Finding[] {
  return har.log.entries.flatMap(({ request: { url, queryString = [] } }, index) => {
    const pointer = `/log/entries/${index}/request/queryString`;
    return queryString.length === 0 || saysQueryOf(url, queryString)
      ? []
      : [
          errorFinding({
            rule: "recording/query",
            message: "queryString isn't the query of the URL",
            hint: "correct the one that is wrong, or leave queryString out",
            file,
            ...locate(pointer),
            pointer,
          }),
        ];
  });
}

/** Some writers of HAR decode names and values, some don't. */
function saysQueryOf(url: string, pairs: readonly { name: string; value: string }[]): boolean {
  const { search, searchParams } = new URL(url);
  const asText = (list: readonly (readonly string[])[]) =>
    JSON.stringify(list.map(([name, value = ""]) => [name, value]).sort());
  const told = asText(pairs.map(({ name, value }) => [name, value]));
  const raw = search
    .slice(1)
    .split("&")
    .map((pair) => [pair.replace(/=.*$/s, ""), pair.includes("=") ? pair.replace(/^[^=]*=/s, "") : ""]);
  return told === asText([...searchParams]) || told === asText(raw);
}

/** When the oldest exchange of a recording was taken, by its own word. */
export function oldestOf({ log }: Har): string | undefined {
  const told = log.entries.map((entry) => entry._harborDrafts ?? log._harborDrafts);
  return told.flatMap((origin) => origin?.recordedAt ?? []).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * How a recording's age stands to the policy's limit, in a sentence; undefined where all is well, or
 * where it says nothing of its age.
 *
 * @param recordedAt an ISO 8601 instant
 * @param most days
 */
export function tellAge(recordedAt: string | undefined, most: number, now: Date): string | undefined {
  const age = recordedAt === undefined ? Number.NaN : now.getTime() - Date.parse(recordedAt);
  const days = Math.floor(age / DAY);
  if (days > most) {
    return `the evidence is ${days} days old, and the policy's limit is ${most}`;
  }
  // A day, since clocks and time zones differ.
  return age < -DAY ? "the evidence says that it was recorded in the future" : undefined;
}
