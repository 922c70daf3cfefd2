/**
 * Characters that change how the text around them is shown or read: control characters, bidi
 * controls, zero-width and other default-ignorable ones, line and paragraph separators, tags.
 * See Unicode TR 36 and https://trojansource.codes
 */
const DECEPTIVE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single code points are meant, joiners too
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/gu;

/** Most texts hold printable ASCII alone, and need no closer look. */
const BEYOND_ASCII = /[^ -~]/;

/** The first deceptive character of a text as its code point (`U+202E`); undefined where there is none. */
export function findDeceptiveCharacter(text: string): string | undefined {
  const at = BEYOND_ASCII.test(text) ? text.search(DECEPTIVE) : -1;
  return at === -1 ? undefined : codePointName(text.slice(at));
}

/** Letters made for other uses that look like plain ones: full width, mathematical, enclosed. */
const STYLED =
  /[\uff05\uff0e-\uff19\uff20-\uff3a\uff3c\uff41-\uff5a\u2460-\u24ff\u2070-\u209f\u{1d400}-\u{1d7ff}\u{1f100}-\u{1f1ff}]/u;
const LATIN = /\p{Script=Latin}/u;
/** Scripts whose letters pass for Latin ones. */
const ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/**
 * The first character of a text that passes for another, as its code point: a styled letter, a letter
 * of another script within a Latin word, or marks heaped on one letter. See Unicode TS 39.
 */
export function findLookAlike(text: string): string | undefined {
  if (!BEYOND_ASCII.test(text)) {
    return undefined;
  }
  const mixed = (text.match(/[\p{L}\p{M}]+/gu) ?? []).find((word) => LATIN.test(word) && ALIKE.test(word));
  const found = text.match(STYLED)?.[0] ?? mixed?.match(ALIKE)?.[0] ?? text.match(/\p{M}{4,}/u)?.[0][0];
  return found === undefined ? undefined : codePointName(found);
}

/** `\u{202e}` for each deceptive character: one line, safe on a terminal, nothing hidden. */
export function escapeLine(text: string): string {
  return text.replace(DECEPTIVE, (character) =>
    character === "\n" ? "\\n" : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Like {@link escapeLine}, line by line: line breaks stay. */
export function escapeLines(text: string): string {
  return text.split("\n").map(escapeLine).join("\n");
}

/**
 * Escapes every string of a report for the terminal. Line breaks stay only in the members named.
 */
export function escapeReport<Value>(value: Value, multiline: readonly string[], name = ""): Value {
  if (typeof value === "string") {
    return (multiline.includes(name) ? escapeLines(value) : escapeLine(value)) as Value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => escapeReport(item, multiline, name)) as Value;
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [escapeLine(key), escapeReport(item, multiline, key)]),
    ) as Value;
  }
  return value;
}

/**
 * Breaks what GitHub's runner would take for a command: `::name` at a line's start, `##[name` anywhere.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function tameOutput(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, "$1\\u{3a}").replaceAll("##[", "#\\u{23}[");
}

/** The same within JSON, whose value stays what it is. */
export function tameJsonOutput(text: string): string {
  return text.replaceAll("##[", "#\\u0023[");
}

/** A character as its code point: `U+202E`. */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
