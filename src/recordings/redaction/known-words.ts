import type { Real } from "./fakes.ts";
import { REDACTED } from "./harmless.ts";
import type { Part, PartKind, Stage } from "./rewrite.ts";

/** A word that must not stand anywhere, and what stands for it. */
interface Entry {
  /** In lower case. */
  text: string;
  fake: string;
  kind: PartKind;
  /** Signs before its first letter. */
  lead: number;
}

const SHORTEST_ID = 6;
const SHORTEST_WORD = 4;

/** Runs of letters and digits, by which words are looked up. */
const RUN = /[\p{L}\p{N}]+/gu;

/**
 * A stage that replaces what was replaced elsewhere, and what is secret, wherever it stands as a whole
 * word: names and their parts, ids, addresses and what they are made of.
 *
 * @param isName for a member's name, of which a common word is no person's
 */
export function replaceKnown(reals: readonly Real[], secrets: Iterable<string>, isName: boolean): Stage {
  const byRun = new Map<string, Entry[]>();
  const words = [...reals.flatMap(wordsOfReal), ...[...secrets].map(wordOfSecret)];
  for (const { real, fake, kind } of words.filter((word) => !isName || isTelling(word.real))) {
    const text = real.toLowerCase();
    const [run] = text.matchAll(RUN);
    if (run !== undefined) {
      const entry = { text, fake, kind, lead: run.index };
      byRun.set(run[0], [...(byRun.get(run[0]) ?? []), entry]);
    }
  }
  for (const entries of byRun.values()) {
    entries.sort((a, b) => b.text.length - a.text.length);
  }
  return (text) => (byRun.size === 0 ? [{ text, kind: undefined }] : split(text, byRun));
}

interface Word {
  real: string;
  fake: string;
  kind: PartKind;
}

function wordsOfReal({ kind, real, fake }: Real): Word[] {
  switch (kind) {
    case "id":
      return real.length >= SHORTEST_ID ? [{ real, fake, kind }] : [];
    case "name":
      return [{ real, fake, kind }];
    case "word":
      return real.length >= SHORTEST_WORD ? [{ real, fake, kind: "name" }] : [];
    case "address":
      return [{ real, fake, kind }, ...wordsOfAddress(real, fake)];
    default:
      return [];
  }
}

/** The name of a mailbox, and the domain, which is often a company's. */
function wordsOfAddress(real: string, fake: string): Word[] {
  const [own, invented] = [real, fake].map((address) => address.split("@"));
  return [0, 1].flatMap((part) => {
    const [from = "", to = ""] = [own?.[part], invented?.[part]];
    return from.length >= SHORTEST_ID ? [{ real: from, fake: to, kind: "address" as const }] : [];
  });
}

function wordOfSecret(real: string): Word {
  return { real, fake: REDACTED, kind: "secret" };
}

/** Whether a text says by itself that it is somebody's: more than a word of a language. */
export function isTelling(text: string): boolean {
  return text.length >= SHORTEST_ID && /[\d@\s]|[a-z][A-Z]/.test(text);
}

function split(text: string, byRun: ReadonlyMap<string, Entry[]>): Part[] {
  const lower = text.toLowerCase();
  // Of few letters the lower case is longer; then offsets would be others.
  const known = lower.length === text.length ? lower : text;
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: run, index } of known.matchAll(RUN)) {
    const entry = byRun
      .get(run)
      ?.find((one) => stands(one, known, index - one.lead) && index - one.lead >= end);
    if (entry !== undefined) {
      const from = index - entry.lead;
      parts.push({ text: text.slice(end, from), kind: undefined }, { text: entry.fake, kind: entry.kind });
      end = from + entry.text.length;
    }
  }
  return [...parts, { text: text.slice(end), kind: undefined }];
}

function stands({ text }: Entry, known: string, from: number): boolean {
  const after = known.charAt(from + text.length);
  const isWhole = !/[\p{L}\p{N}]/u.test(text.at(-1) ?? "") || !/[\p{L}\p{N}]/u.test(after);
  return from >= 0 && isWhole && known.startsWith(text, from);
}
