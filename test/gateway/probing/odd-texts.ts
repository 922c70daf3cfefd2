/** Ways to make a text odd, by what is odd about it. The text that they take is valid. */
type Oddities = readonly (readonly [what: string, make: (valid: string) => string])[];

/**
 * What splits headers, lines and pairs, hides, or looks like something else. Where a schema admits it
 * (free text may hold a line break), it must reach the API as it was given, and change nothing else.
 */
export const ODDITIES: Oddities = [
  ["a carriage return after it", (text) => `${text}\r`],
  ["a line feed after it", (text) => `${text}\n`],
  ["a line feed before it", (text) => `\n${text}`],
  ["a header after it", (text) => `${text}\r\nX-Injected: 1`],
  ["a second line of its form", (text) => `${text}\n${text}`],
  ["NUL after it", (text) => `${text}\u0000`],
  ["U+0085, next line, after it", (text) => `${text}\u0085`],
  ["U+2028, line separator, after it", (text) => `${text}\u2028`],
  ["DEL after it", (text) => `${text}\u007f`],
  ["a tab after it", (text) => `${text}\t`],
  ["a blank before it", (text) => ` ${text}`],
  ["a blank after it", (text) => `${text} `],
  ["a pair after it", (text) => `${text}&x=1`],
  ["a query after it", (text) => `${text}?x=1`],
  ["a fragment after it", (text) => `${text}#x`],
  ["a parameter after it", (text) => `${text};x=1`],
  ["a quotation mark after it", (text) => `${text}"`],
  ["an encoded line break after it", (text) => `${text}%0d%0a`],
  ["a plus sign after it", (text) => `${text}+`],
  ["a text of another form after it", (text) => `${text}\\u0000<>%zz`],
  ["a bidi override before it", (text) => `\u202e${text}`],
  ["a zero-width space after it", (text) => `${text}\u200b`],
  ["a byte order mark before it", (text) => `\ufeff${text}`],
  ["an accent of its own after it", (text) => `${text}e\u0301`],
  ["a character beyond 16 bits after it", (text) => `${text}\u{1f6a2}`],
  ["its letters and digits in full width", fullWidth],
  ["its digits in Arabic", (text) => text.replace(/[0-9]/g, (digit) => shifted(digit, 0x0660 - 0x30))],
  ["in the other case", (text) => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase())],
  ["its last character replaced by a line feed", (text) => replaceLast(text, "\n")],
  ["its last character replaced by <", (text) => replaceLast(text, "<")],
  ["its first character replaced by NUL", (text) => `\u0000${[...text].slice(1).join("")}`],
];

/** Half a character is none: no URL can carry it, and JSON's readers disagree on it. */
export const HALVES: Oddities = [
  ["half a character after it", (text) => `${text}\ud800`],
  ["half a character before it", (text) => `\udc00${text}`],
  ["its last character replaced by half of one", (text) => replaceLast(text, "\udfff")],
];

/** Values that would leave a segment of the path, or end it, however they are encoded. */
export const TRAVERSALS: Oddities = [
  "",
  ".",
  "..",
  "/",
  "a/b",
  "../users",
  "/etc",
  "//example.com",
  "%2e",
  "%2e%2e",
  ".%2E",
  "%2F",
  "..%2f",
  "..%2fusers",
  "%252e%252e",
  "%252f",
  "%c0%af",
  "%u002e",
  "%00",
  "\\",
  "..\\users",
  "%5c",
  "\uff0f",
  "..\uff0fusers",
  "\u2215",
  "\uff3c",
  "\uff0e\uff0e",
  "\u2024\u2024",
  "..;",
  "..;/",
  ";x=1",
  "1?x=1",
  "1#x",
  "?",
  "#",
  "@example.com",
  "http://example.com",
  "1\r\nX-Injected: 1",
  "1 HTTP/1.1\r\nHost: example.com",
].map((text) => [JSON.stringify(text), () => text] as const);

/** The same behind and before a valid value, so that what is wrong is that alone. */
export const AROUND_SEGMENTS: Oddities = [
  ["a segment after it", (text) => `${text}/x`],
  ["a segment before it", (text) => `x/${text}`],
  ["a slash after it", (text) => `${text}/`],
  ["two dots after it", (text) => `${text}/..`],
  ["encoded dots after it", (text) => `${text}%2f%2e%2e`],
  ["an encoded slash after it", (text) => `${text}%2f`],
  ["a doubly encoded slash after it", (text) => `${text}%252f`],
  ["a backslash after it", (text) => `${text}\\..`],
  ["a full-width slash after it", (text) => `${text}\uff0f..`],
  ["itself percent-encoded", (text) => [...text].map(encoded).join("")],
];

/** What can't stand in a segment, whatever the schema admits: RFC 3986, 3.3 and 6.2.2.3. */
export function leavesSegment(text: string): boolean {
  return /^\.{0,2}$|[/\\%]/.test(text);
}

function fullWidth(text: string): string {
  return text.replace(/[0-9A-Za-z]/g, (character) => shifted(character, 0xfee0));
}

function shifted(character: string, by: number): string {
  return String.fromCodePoint((character.codePointAt(0) ?? 0) + by);
}

function replaceLast(text: string, by: string): string {
  return `${[...text].slice(0, -1).join("")}${by}`;
}

function encoded(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).padStart(2, "0")}`)
    .join("");
}
