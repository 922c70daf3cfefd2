import { type AnswerPlace, isAmong, isAttribute, isContent, namesAlong } from "./answer-names.ts";
import { wordSet, wordsOf } from "./words.ts";

/** Numbers that say what they are by themselves, such as a card's (PAN) and an account's (IBAN). */
const NUMBERS = wordSet("pan iban bban ssn itin nino aadhaar cpf ein cvv2 cvc2 cvn micr");

/** What has a number with which others pay or sign as its owner, wherever it is named around that number. */
const OWNERS = wordSet("card bank passport tax iban ssn license licence identity routing debit");

/** The same within one name, where it says more: `account_number` is a bank's, `account` may be any. */
const NAMED_OWNERS = wordSet(`
  card bank passport tax iban ssn license licence identity routing debit account vat gst social national
  insurance driver medicare pension government citizen personal identification`);

const NUMBER = wordSet("number num no nr digits");

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
      holder.some((word) => isAmong(word, NAMED_OWNERS)) ||
      [...above, ...place.segments].some((name) => wordsOf(name).some((word) => isAmong(word, OWNERS)))
    );
  }
  // `numbers.ach[].routing`
  return above.some(namesNumber) && words.length === 1 && isAmong(words[0] ?? "", NAMED_OWNERS);
}

/** Whether a name says number, and not of what. */
export function namesNumber(name: string): boolean {
  return isAmong(name.toLowerCase(), NUMBER);
}

function isNumberByName(name: string): boolean {
  const words = wordsOf(name);
  return (
    words.some((word) => NUMBERS.has(word)) ||
    DOCUMENT.test(words.join(" ")) ||
    (words.length > 1 &&
      isAmong(words.at(-1) ?? "", NUMBER) &&
      (words.some((word) => isAmong(word, NAMED_OWNERS)) || words.at(-2) === "id"))
  );
}
