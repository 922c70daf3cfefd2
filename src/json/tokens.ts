/** A string, number, bracket or comma of a JSON text: its first character and its offsets. */
export interface Token {
  sign: string;
  at: number;
  end: number;
}

const FIRST_OF_TOKEN = /["{}[\],\-\d]/g;

/**
 * The first token from an offset on; undefined where none follows. Nothing is built and nothing
 * recurses, and no pattern matches a whole token, since a text may be large, deep and hostile.
 */
export function nextToken(text: string, from: number): Token | undefined {
  FIRST_OF_TOKEN.lastIndex = from;
  if (!FIRST_OF_TOKEN.test(text)) {
    return undefined;
  }
  const at = FIRST_OF_TOKEN.lastIndex - 1;
  const sign = text.charAt(at);
  const isNumber = sign === "-" || (sign >= "0" && sign <= "9");
  return { sign, at, end: sign === '"' ? endOfString(text, at) : isNumber ? endOfNumber(text, at) : at + 1 };
}

/** The offset after a string's last quote; the text's end where there is none. */
export function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let escapes = at;
    while (text.charAt(escapes - 1) === "\\") {
      escapes--;
    }
    if ((at - escapes) % 2 === 0) {
      return at + 1;
    }
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
