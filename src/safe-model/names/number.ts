import { memoize } from "../../lazily.ts";
import { wordsOf } from "./words.ts";

/** How English makes plurals, each ending of one with what stands there for several. */
const ENDINGS: readonly (readonly [one: RegExp, many: string])[] = [
  [/$/, "s"],
  [/$/, "es"],
  [/y$/, "ies"],
  [/is$/, "es"],
  [/fe?$/, "ves"],
  [/um$/, "a"],
  [/on$/, "a"],
  [/us$/, "i"],
  [/[ei]x$/, "ices"],
  [/man$/, "men"],
  [/person$/, "people"],
  [/child$/, "children"],
  [/z$/, "zzes"],
];

/** Whether two names differ at most in the number of their words: `access_token`, `accessTokens`. */
export function isSameButForNumber(one: string, other: string): boolean {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  return (
    (words.length === others.length && words.every((word, index) => isAlike(word, others[index] ?? ""))) ||
    // What one spelling runs together comes apart in the other.
    isAlike(words.join(""), others.join(""))
  );
}

function isAlike(one: string, other: string): boolean {
  return one === other || pluralsOf(other).has(one) || pluralsOf(one).has(other);
}

/** The plurals that a word could have. */
const pluralsOf = memoize(
  (one): ReadonlySet<string> =>
    new Set(
      one.length > 1
        ? ENDINGS.flatMap(([end, ending]) => (end.test(one) ? [one.replace(end, ending)] : []))
        : [],
    ),
  10_000,
);
