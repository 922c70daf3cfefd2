import { isDocumentation } from "../safe-model/documentation.ts";
import type { Exchange, Origin, Provenance } from "./exchange.ts";
import type { Har } from "./har/har.ts";

/** The weakest comes first. */
const RANKS = { assumed: 0, documented: 1, recorded: 2 };

/**
 * How much a recording's word for itself is worth. What is documented must name a page of the API's
 * documentation, as the policy has it.
 */
export function provenanceOf(
  origin: Origin | undefined,
  documentationHosts: readonly string[],
): Exclude<Provenance, "none"> {
  const isFounded =
    origin?.provenance === "recorded" ||
    (origin?.provenance === "documented" && isDocumentation(origin.source, documentationHosts));
  return isFounded ? origin.provenance : "assumed";
}

/**
 * What several exchanges together show: the weakest provenance, and the oldest word of these for itself. A
 * chain is no stronger than that.
 *
 * @param recording what says it where there are none; undefined for no recording
 */
export function weakestOf(
  exchanges: readonly Exchange[],
  recording: { origin: Origin | undefined } | undefined,
  documentationHosts: readonly string[],
): { evidence: Provenance; origin: Origin | null } {
  const said = exchanges.length > 0 ? exchanges : [recording ?? []].flat();
  const [weakest] = said
    .map(({ origin }) => ({ origin: origin ?? null, evidence: provenanceOf(origin, documentationHosts) }))
    .sort((a, b) => RANKS[a.evidence] - RANKS[b.evidence] || timeOf(a.origin) - timeOf(b.origin));
  return weakest ?? { origin: null, evidence: "none" };
}

/** The listed fields of which exchanges hold real values, by their own word, sorted. */
export function keptIn(exchanges: readonly Exchange[]): string[] {
  return [...new Set(exchanges.flatMap(({ origin }) => origin?.kept ?? []))].sort();
}

/** What nobody knows may be the oldest. */
export function timeOf(origin: Origin | null | undefined): number {
  const at = origin?.recordedAt ?? null;
  return at === null ? Number.MIN_SAFE_INTEGER : Date.parse(at);
}

/** When the oldest exchange of a recording was taken, by its own word; null where it says that nobody knows. */
export function oldestOf({ log }: Har): string | null | undefined {
  const told = log.entries.flatMap((entry) => entry._harborDrafts ?? log._harborDrafts ?? []);
  return told.sort((a, b) => timeOf(a) - timeOf(b))[0]?.recordedAt;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * How a recording's age stands to the policy's limit, in a sentence; undefined where all is well, or
 * where it says nothing of its age.
 *
 * @param recordedAt an ISO 8601 instant; null where nobody knows
 * @param most days
 */
export function tellAge(recordedAt: string | null | undefined, most: number, now: Date): string | undefined {
  if (recordedAt === null) {
    return "nobody knows how old the evidence is";
  }
  const age = recordedAt === undefined ? Number.NaN : now.getTime() - Date.parse(recordedAt);
  const days = Math.floor(age / DAY);
  if (days > most) {
    return `the evidence is ${days} days old, and the policy's limit is ${most}`;
  }
  // A day, since clocks and time zones differ.
  return age < -DAY ? "the evidence says that it was recorded in the future" : undefined;
}
