import { says, type Tag } from "./vocabulary.ts";
import { wholeSays, wordsOf } from "./words.ts";

/** Whether a name says that its value is handed through: a URL, headers, a query, markup, code. */
export function namesRawValue(name: string): boolean {
  return [namesAddressOrCode, namesEncoded, namesLanguage, namesExpression].some((asks) => asks(name));
}

/** Whether a name says that its value is an address to call, headers, markup or code. */
export function namesAddressOrCode(name: string): boolean {
  // `onComplete` and `function_body` are code.
  return /^on[A-Z]/.test(name) || /^function /.test(wordsOf(name).join(" ")) || isNamed(name, "raw");
}

/** Whether a name says that its value is where somebody is to call: no reviewer can know all hosts. */
export function namesAddress(name: string): boolean {
  return isNamed(name, "address");
}

/** Whether a name says that its value is a document in some encoding: letters and digits can be a whole mail. */
export function namesEncoded(name: string): boolean {
  return isNamed(name, "encoded");
}

/** Whether a name says that its value is written in a query language: letters and spaces can be a whole query. */
export function namesLanguage(name: string): boolean {
  return isNamed(name, "language");
}

/** Whether a name says that its value is an expression, or words to look for. */
export function namesExpression(name: string): boolean {
  return isNamed(name, "expression");
}

function isNamed(name: string, tag: Tag): boolean {
  const words = wordsOf(name);
  // What is told about such a value isn't it: `template_id`, `link_count`.
  const isAbout = says(words.at(-1) ?? "", "about raw");
  return (
    wholeSays(name, tag) ||
    words.some((word, index) => isSaid(word, tag) && !(index < words.length - 1 && isAbout))
  );
}

function isSaid(word: string, tag: Tag): boolean {
  return says(word, tag) || (tag === "language" && /.ql$/.test(word));
}
