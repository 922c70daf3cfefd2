import { isRecord, ownMember } from "./record.ts";

/** A JSON Pointer (RFC 6901) from its unescaped tokens: `["a", "b/c", 0]` gives `/a/b~1c/0`. */
export function toPointer(tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${escapeToken(String(token))}`).join("");
}

/** The unescaped tokens of a JSON Pointer; the empty pointer has none. */
export function fromPointer(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The value at a pointer's tokens; own members and items alone, so that `constructor` leads nowhere. */
export function valueAt(document: unknown, tokens: readonly string[]): unknown {
  let value = document;
  for (const token of tokens) {
    if (Array.isArray(value)) {
      value = /^(?:0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
    } else {
      value = isRecord(value) ? ownMember(value, token) : undefined;
    }
  }
  return value;
}

function escapeToken(token: string): string {
  return /[~/]/.test(token) ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
}
