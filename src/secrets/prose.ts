import { lastAtMost, type Pieces } from "./spellings.ts";

/** Small letters, of which the first may be a capital; capitals alone; a short number. */
const WORD = /^(?:[A-Za-z]?[a-z]{0,14}|[A-Z]{2,15}|\d{1,4})$/;

/**
 * Whether what looks like a token is a sentence whose spaces were left out: most of it is words. A
 * token that was split has pieces unlike words, or pieces shorter than words are.
 */
export function isProse(text: string, { starts }: Pieces, from: number, to: number): boolean {
  const pieces: string[] = [];
  let start = from;
  for (let index = lastAtMost(starts, from) + 1; start < to; index++) {
    const end = Math.min(starts[index] ?? to, to);
    pieces.push(text.slice(start, end));
    start = end;
  }
  if (pieces.length < 2 || (to - from) / pieces.length < 3) {
    return false;
  }
  const words = pieces.filter((piece) => piece.split(/[^A-Za-z0-9]+/).every((word) => WORD.test(word)));
  return words.join("").length * 2 > to - from;
}
