/** Deeper nesting than any honest text needs; also keeps recursive readers off the stack's end. */
export const MAXIMUM_DEPTH = 64;

/** The offset at which brackets outside strings nest deeper than `limit`, if they do. */
export function offsetOfDepth(text: string, limit: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset];
    if (inString) {
      if (character === "\\") {
        offset++;
      } else if (character === '"') {
        inString = false;
      }
    } else if (character === '"') {
      inString = true;
    } else if (character === "{" || character === "[") {
      depth++;
      if (depth > limit) {
        return offset;
      }
    } else if (character === "}" || character === "]") {
      depth--;
    }
  }
  return undefined;
}

/** Whether a text's brackets nest deeper than strict JSON may, whatever it is. Not recursive. */
export function isDeep(text: string): boolean {
  return offsetOfDepth(text, MAXIMUM_DEPTH) !== undefined;
}

/** A string, number, bracket or comma, as it is written. */
export interface Token {
  text: string;
  /** Its offset. */
  at: number;
}

/** The tokens of a JSON text. A pattern would run out of stack on a long text. */
export function* tokensOf(text: string): Generator<Token> {
  for (let at = 0; at < text.length; ) {
    const sign = text.charAt(at);
    const isNumber = sign === "-" || (sign >= "0" && sign <= "9");
    const end = sign === '"' ? endOfString(text, at) : isNumber ? endOfNumber(text, at) : at + 1;
    if (end > at + 1 || isNumber || "{}[],".includes(sign)) {
      yield { text: text.slice(at, end), at };
    }
    at = end;
  }
}

/** The offset after a string's last quote. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '"') {
      return at + 1;
    }
    at += sign === "\\" ? 1 : 0;
  }
  return text.length;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && /[\d.eE+-]/.test(text.charAt(at))) {
    at++;
  }
  return at;
}
