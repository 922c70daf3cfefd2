import { says, type Tag } from "./vocabulary.ts";
import { wholeSays, wordsOf } from "./words.ts";

/**
 * What a value that is handed through can be: any such thing or code (`raw`), of these where somebody is to
 * call, since no reviewer can know all hosts (`address`); a document in some encoding, whose letters and
 * digits can be a whole mail; a query language, whose letters and spaces can be a whole query; an
 * expression, or words to look for.
 */
export type RawKind = Extract<Tag, "raw" | "address" | "encoded" | "language" | "expression">;

/** Whether a name says that its value is handed through: a URL, headers, a query, markup, code. */
export function namesRawValue(name: string): boolean {
  return (["raw", "encoded", "language", "expression"] as const).some((kind) => namesRaw(name, kind));
}

/** Whether a name says that its value is handed through as one of these things. */
export function namesRaw(name: string, kind: RawKind): boolean {
  const words = wordsOf(name);
  // What is told about such a value isn't it: `template_id`, `link_count`.
  const isAbout = says(words.at(-1) ?? "", "about raw");
  // `onComplete` and `function_body` are code.
  const isCode = /^on[A-Z]/.test(name) || /^function /.test(words.join(" "));
  return (
    (kind === "raw" && isCode) ||
    wholeSays(name, kind) ||
    words.some((word, index) => isSaid(word, kind) && !(index < words.length - 1 && isAbout))
  );
}

function isSaid(word: string, kind: RawKind): boolean {
  return says(word, kind) || (kind === "language" && /.ql$/.test(word));
}
