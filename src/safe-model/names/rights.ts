import { says } from "./vocabulary.ts";
import { squash, wordsOf } from "./words.ts";

/** Whether an input's name says that it changes somebody's rights or licence. */
export function namesRights(name: string): boolean {
  const words = wordsOf(name);
  return words.some(
    (word, index) =>
      says(word, "right") || (/^(?:levels?|rights?)$/.test(word) && words[index - 1] === "access"),
  );
}

/** Whether a fixed value of a write gives somebody rights over others. */
export function givesRights(value: string): boolean {
  return wordsOf(value).some((word) => says(word, "ruler"));
}

/** Lists in a write of whoever is to hear of it: `notify`, `share`, `mentions`. */
export function namesAudience(name: string): boolean {
  return says(squash(name), "audience");
}
