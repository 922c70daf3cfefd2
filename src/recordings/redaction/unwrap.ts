/** What a part of a text says when it is read as base64 or hex. */
export interface Unwrapped {
  text: string;
  /** Where it begins in what it was wrapped in, and how many characters there stand for one. */
  start: number;
  scale: number;
}

/** What is readable, also with two bytes a character. */
const READABLE = /[\0\t-\r -~]{6,}/g;

/** Everything readable in a text without white space, however deep it may be wrapped once more. */
export function unwrapped(text: string): Unwrapped[] {
  return [...inBase64(text), ...inHex(text)];
}

/** Nothing tells where base64 begins, since any letters may stand before it: each grouping is tried. */
function* inBase64(text: string): Generator<Unwrapped> {
  for (const { 0: run, index } of text.matchAll(/[\w+/-]{8,}/g)) {
    for (let skipped = 0; skipped < 4; skipped++) {
      const bytes = Buffer.from(run.slice(skipped), "base64").toString("latin1");
      for (const { 0: part, index: at } of bytes.matchAll(READABLE)) {
        yield { text: part, start: index + skipped + Math.floor((at * 4) / 3), scale: 4 / 3 };
      }
    }
  }
}

function* inHex(text: string): Generator<Unwrapped> {
  for (const { 0: run, index } of text.matchAll(/[0-9a-f](?:[:,-]?(?:0x)?[0-9a-f]){11,}/gi)) {
    const digits = run.replace(/0x|[^0-9a-f]/gi, "");
    const scale = (2 * run.length) / digits.length;
    for (const skipped of [0, 1]) {
      const bytes = Buffer.from(digits.slice(skipped), "hex").toString("latin1");
      for (const { 0: part, index: at } of bytes.matchAll(READABLE)) {
        yield { text: part, start: index + Math.floor((skipped / 2 + at) * scale), scale };
      }
    }
  }
}
