import { memoize } from "../../lazily.ts";
import { isKnown, joins, says, type Tag } from "./vocabulary.ts";

/**
 * The words of an identifier, in lower case: `hostUserId`, `host_user_id`, `host-user-id` and
 * `hostuserid` all give host, user, id. Plurals stay as they are.
 */
export const wordsOf = memoize(
  (name): readonly string[] =>
    name
      .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
      .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word !== "")
      .flatMap(partsOf),
  10_000,
);

/** A name without what spellings differ in: `hostUserId`, `host_user_id` and `HOST-USER-ID` are one. */
export const squash = memoize((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ""), 10_000);

/** A name and its parts, as `user[id]` and `filter.user` have, however spelt. */
const spelledParts = memoize(
  (name): readonly string[] => [name, ...name.split(/[.[\]:$@/]+/)].filter((part) => part !== "").map(squash),
  10_000,
);

/** Whether some word of a name says such a thing. */
export function someSays(name: string, tag: Tag): boolean {
  return wordsOf(name).some((word) => says(word, tag));
}

/** Whether the last word of a name says such a thing: what it is that the name names. */
export function lastSays(name: string, tag: Tag): boolean {
  return says(wordsOf(name).at(-1) ?? "", tag);
}

/** Whether a name as a whole says such a thing, however it is spelt. */
export function wholeSays(name: string, tag: Tag): boolean {
  return says(squash(name), tag);
}

/** Whether a name, or a part of it such as `user[id]` and `filter.user` have, is in a list, however spelt. */
export function isListed(name: string, list: readonly string[]): boolean {
  const listed = squashedList(list);
  return spelledParts(name).some((part) => listed.has(part));
}

/** A list of words from a text with white space between them. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

const squashedList = memoize((list: readonly string[]): ReadonlySet<string> => new Set(list.map(squash)));

/** Longer runs of letters are no words that somebody ran together. */
const LONGEST_RUN = 48;

/** What a run of letters and digits is made of, if it is made of known words alone. */
const partsOf = memoize((run): readonly string[] => {
  if (isKnown(run) || run.length > LONGEST_RUN) {
    return [run];
  }
  // best[i]: the fewest known words that give the first i characters.
  const best: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= run.length; end++) {
    for (let start = 0; start < end; start++) {
      const before = best[start];
      const word = run.slice(start, end);
      const isWord = joins(word) || /^\d+$/.test(word);
      if (before !== undefined && isWord && before.length + 1 < (best[end]?.length ?? 99)) {
        best[end] = [...before, word];
      }
    }
  }
  return best[run.length] ?? [run];
}, 10_000);
