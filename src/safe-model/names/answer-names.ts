import { EACH, type Step } from "../../gateway/fields.ts";
import { wordSet, wordsOf } from "./words.ts";

/** Where an answer's field stands. */
export interface AnswerPlace {
  /** The field's path. */
  steps: readonly Step[];
  /** The route's literal segments. */
  segments: readonly string[];
  /** Whether the answer is a write's, which may have made what a link opens. */
  isWritten: boolean;
}

/** The names along a field's path, outermost first. */
export function namesAlong({ steps }: Pick<AnswerPlace, "steps">): readonly string[] {
  return steps.filter((step) => step !== EACH);
}

/** At the end of a name, what is told about a link, a key or a number, and isn't it: `link_count`. */
const ATTRIBUTES = wordSet(`
  type kind count counts total status state enabled disabled allowed required provided present expired expires
  expiry expiration at in on date created updated verified version format size length position index order rel label
  algorithm fingerprint limit clicks views days seconds country currency brand`);

/** At its beginning, what makes it a yes or no: `has_pdf`, `show_join_url`. A `show_url` leads to a show. */
const FLAG =
  /^(?:(?:is|has|have|had|can|should|must|requires|needs|allows|supports|shows|hides) |(?:allow|show|hide|require|use) (?!(?:url|uri|href|link)s?$)|embed .* in )/;

/** Members that are what they stand in: `share_link.value`. */
const CONTENT = wordSet("value values address string raw text full");

export function isContent(name: string): boolean {
  return CONTENT.has(name.toLowerCase());
}

/** Whether a name tells something about what it names, in place of it: `has_pdf`, `download_count`. */
export function isAttribute(name: string): boolean {
  const words = wordsOf(name);
  return FLAG.test(words.join(" ")) || ATTRIBUTES.has(words.at(-1) ?? "");
}

/** Whether a word is in a list, in the singular or plural. */
export function isAmong(word: string, list: ReadonlySet<string>): boolean {
  const singulars = [word, word.replace(/s$/, ""), word.replace(/es$/, ""), word.replace(/ies$/, "y")];
  return singulars.some((one) => list.has(one));
}
