import { findAddresses } from "../../secrets/addresses.ts";
import { pointerToText, stringsOf } from "../../secrets/strings.ts";
import type { Real } from "./fakes.ts";
import { holdsAny } from "./inside.ts";
import { isTelling } from "./known-words.ts";
import { type Marks, marksOf } from "./secrets-in.ts";
import type { TokenSearch } from "./token-search.ts";

/** What may be nowhere in what is written. */
export interface Forbidden {
  tokens: TokenSearch;
  /** Short secrets, as whole words. */
  words: ReadonlySet<string>;
  reals: readonly Real[];
  /** Texts that stand though they look as if they were real: what an example is to have afterwards. */
  allowed: ReadonlySet<string>;
}

/** Words of what stands for real values: somebody may be called so. */
const OWN = new Set(["example", "example.com", "redacted"]);

/** Shorter values stand in others by chance. */
const SHORTEST = 6;

/** The strings of a document in which somebody's address or a value that was replaced still stands. */
export function findRealLeftovers(document: object, forbidden: Forbidden): Marks {
  const strings = stringsOf(document);
  const count = strings.names.length;
  const found = new Set<number>();
  const addresses = new Set(findAddresses(document));
  const isReal = realsIn(forbidden);
  for (const [at, name] of strings.names.entries()) {
    if (isReal(name, true) || (addresses.size > 0 && findAddresses([name]).length > 0)) {
      found.add(at);
    }
  }
  for (const [at, text] of strings.texts.entries()) {
    if (isReal(text, false) || (addresses.size > 0 && addresses.has(pointerToText(strings, at, new Set())))) {
      found.add(count + at);
    }
  }
  return marksOf(strings, found);
}

/** Tells whether a text holds a value that was replaced, and that no other stands for. */
export function realsIn({
  reals,
  words,
  allowed,
}: Omit<Forbidden, "tokens">): (text: string, isName: boolean) => boolean {
  const known = reals
    .filter(({ kind, real, fake }) => kind !== "link" && real.length >= SHORTEST && real !== fake)
    .map(({ real }) => real)
    .concat(...words)
    .filter((real) => !OWN.has(real.toLowerCase()));
  const isInside = holdsAny(new Set(known.filter(isTelling).map((real) => real.toLowerCase())));
  const whole = new Set(known.map((real) => real.toLowerCase()));
  return (text, isName) => {
    const lower = text.toLowerCase();
    if (allowed.has(text)) {
      return false;
    }
    return isInside(lower) || (!isName && hasWord(lower, whole));
  };
}

function hasWord(lower: string, words: ReadonlySet<string>): boolean {
  return words.has(lower) || (lower.match(/[\p{L}\p{N}]+/gu) ?? []).some((run) => words.has(run));
}
