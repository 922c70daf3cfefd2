import { EACH, type Step } from "../../gateway/fields.ts";
import { memoize } from "../../lazily.ts";
import { says, type Tag } from "./vocabulary.ts";
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

/** At a name's beginning, what makes it a yes or no: `has_pdf`, `show_join_url`. A `show_url` leads to a show. */
const FLAG =
  /^(?:(?:is|has|have|had|can|should|must|requires|needs|allows|supports|shows|hides) |(?:allow|show|hide|require|use) (?!(?:url|uri|href|link)s?$)|embed .* in )/;

/** Members that are what they stand in: `share_link.value`. */
const CONTENT = wordSet("value values address string raw text full");

export function isContent(name: string): boolean {
  return CONTENT.has(name.toLowerCase());
}

/** Whether a name tells something about what it names, in place of it: `has_pdf`, `download_count`. */
export const isAttribute = memoize((name): boolean => {
  const words = wordsOf(name);
  return FLAG.test(words.join(" ")) || means(words.at(-1) ?? "", "about links", "about credentials");
}, 10_000);

/** Whether a word says one of these things, in the singular or plural. */
export function means(word: string, ...tags: readonly Tag[]): boolean {
  const spellings = word.endsWith("es") ? [word, word.slice(0, -2), word.replace(/ies$/, "y")] : [word];
  return tags.some((tag) => spellings.some((one) => says(one, tag)));
}
