import { memoize } from "../../lazily.ts";
import { type AnswerPlace, isAttribute, isContent, means, namesAlong } from "./answer-names.ts";
import { wordsOf } from "./words.ts";

/** Names that end in what is a number without saying so. */
const DOCUMENT =
  /(?:^| )(?:passports?|(?:credit|debit) cards?|drivers? licen[cs]es?|(?:tax|vat|gst|national|fiscal|government|citizen) id(?:entifier)?s?|(?:sort|fiscal) codes?)$/;

/** What is shown of a number, so that its owner knows it. */
const SHOWN = /(?:^| )(?:last ?(?:4|four)|partial|masked|truncated|redacted)(?: |$)/;

/**
 * Whether a field may hold the number of a card, a bank account or an identity document. The word that
 * says so stands in its name, in a name above, or in the route.
 */
export function mayBePrivateNumber(place: AnswerPlace): boolean {
  const names = namesAlong(place);
  const last = names.at(-1) ?? "";
  const words = wordsOf(last);
  const above = names.slice(0, -1);
  if (isAttribute(last) || SHOWN.test(words.join(" "))) {
    return false;
  }
  if (isNumberByName(last) || (isContent(last) && above.some(isNumberByName))) {
    return true;
  }
  if (namesNumber(last)) {
    const holder = wordsOf(above.at(-1) ?? place.segments.at(-1) ?? "");
    return (
      holder.some((word) => means(word, "numbered", "numbered by name")) ||
      [...above, ...place.segments].some((name) => wordsOf(name).some((word) => means(word, "numbered")))
    );
  }
  // `numbers.ach[].routing`
  return (
    above.some(namesNumber) && words.length === 1 && means(words[0] ?? "", "numbered", "numbered by name")
  );
}

/** Whether a name says number, and not of what: `number`, `full_number`. */
export const namesNumber = memoize((name): boolean => {
  const words = wordsOf(name);
  return means(words.at(-1) ?? "", "number") && words.slice(0, -1).every((word) => WHOLE.test(word));
}, 10_000);

const WHOLE = /^(?:full|raw|plain|clear|unmasked|complete|real|current|primary|secondary)$/;

const isNumberByName = memoize((name): boolean => {
  const words = wordsOf(name);
  return (
    words.some((word) => means(word, "private number")) ||
    DOCUMENT.test(words.join(" ")) ||
    (words.length > 1 &&
      means(words.at(-1) ?? "", "number") &&
      (words.some((word) => means(word, "numbered", "numbered by name")) || words.at(-2) === "id"))
  );
}, 10_000);
