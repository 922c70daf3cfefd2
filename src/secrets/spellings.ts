/** What parts the strings of a document that are read as one text; no string holds it. */
export const SEPARATOR = "\0";

/** One text of several strings. */
export function join(strings: readonly string[]): string {
  const isClean = strings.every((text) => !text.includes(SEPARATOR));
  return (isClean ? strings : strings.map((text) => text.replaceAll(SEPARATOR, ""))).join(SEPARATOR);
}

/** Tells in which of the strings of a text an offset is. */
export function stringsIn(text: string): (offset: number) => number {
  const separators: number[] = [];
  for (let at = text.indexOf(SEPARATOR); at !== -1; at = text.indexOf(SEPARATOR, at + 1)) {
    separators.push(at);
  }
  return (offset) => lastAtMost(separators, offset) + 1;
}

/** Characters that show nothing. What parts strings stays, and so does white space. */
const INVISIBLE = /(?:(?![\0\t-\r])[\p{Cc}\p{Default_Ignorable_Code_Point}])+/gu;

/** A text without invisible characters and percent-encoding, also where that was applied twice. */
export function plain(text: string): string {
  let spelling = text;
  for (let round = 0; round < 2 && /%[0-9A-Fa-f]{2}/.test(spelling); round++) {
    // No separator may come of it. Unlike decodeURIComponent it leaves be what is malformed, so that
    // this can't switch it off; it makes nothing of UTF-8, but what isn't ASCII is in no secret.
    spelling = unescape(spelling.replace(/%(?:u00)?00/g, " ")).replace(/[\x80-\xff]+/g, "");
  }
  return /[^\0\t\n\r -~]/.test(spelling) ? spelling.replace(INVISIBLE, "") : spelling;
}

/** A text without white space, separators and all else that no token holds. */
export function compact(text: string): string {
  return text.replace(/[^!-~]+/g, "");
}

/** Where the pieces of a compact text come from. */
export interface Pieces {
  /** Where each begins in the compact text, */
  starts: readonly number[];
  /** and where in the text that it was made of. */
  origins: readonly number[];
}

const LEFT_OUT = /[^!-~]*/y;
const KEPT = /[!-~]*/y;

/** Takes a text apart as {@link compact} does. */
export function piecesOf(text: string): Pieces {
  const [starts, origins]: [number[], number[]] = [[], []];
  let length = 0;
  for (let offset = 0; offset < text.length; offset = KEPT.lastIndex) {
    LEFT_OUT.lastIndex = offset;
    LEFT_OUT.test(text);
    KEPT.lastIndex = LEFT_OUT.lastIndex;
    KEPT.test(text);
    starts.push(length);
    origins.push(LEFT_OUT.lastIndex);
    length += KEPT.lastIndex - LEFT_OUT.lastIndex;
  }
  return { starts, origins };
}

/** Where a character of a compact text stands in the text that it was made of. */
export function originOf({ starts, origins }: Pieces, offset: number): number {
  const piece = lastAtMost(starts, offset);
  return (origins[piece] ?? 0) + offset - (starts[piece] ?? 0);
}

/** Whether something was left out before a character of a compact text. */
export function isStart({ starts }: Pieces, offset: number): boolean {
  return starts[lastAtMost(starts, offset)] === offset;
}

/** Which of ascending numbers is the last that isn't above a limit; -1 where all are. */
export function lastAtMost(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = (numbers[middle] as number) <= limit ? [middle + 1, high] : [low, middle];
  }
  return low - 1;
}
