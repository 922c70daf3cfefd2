import type { Har } from "./har.ts";

/** When the oldest exchange of a recording was taken, by its own word; null where it says that nobody knows. */
export function oldestOf({ log }: Har): string | null | undefined {
  const told = log.entries.map((entry) => entry._harborDrafts ?? log._harborDrafts);
  const times = told.flatMap((origin) => (origin === undefined ? [] : [origin.recordedAt]));
  return times.includes(null) ? null : times.sort((a, b) => Date.parse(a ?? "") - Date.parse(b ?? ""))[0];
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
