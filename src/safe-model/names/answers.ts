import { EACH, type Step } from "../../gateway/fields.ts";
import { memoize } from "../../lazily.ts";
import { says, singular, type Tag } from "./vocabulary.ts";
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

/** What says that a name is a link's, a key's, or that of a file which a link leads to. */
const LINK = /^(?:url|uri|href|permalink|hyperlink|link)$/;
const KEY = /^key$/;

/** Also where it is run together with another word: `deeplink`, `permalinkpublic`. */
const HEAD =
  /^(?:(.*?)(url|uri|href|permalink|hyperlink|link|key|pdf|download|webhook)s?|(url|uri|href|permalink|link)([a-z]+))$/;
const OTHERWISE = wordSet("downloads linked linkedin linking linkage blink curl monkey turkey hockey hotkey");

/** What a name says of links and keys, and its other words. */
interface Reading {
  kind: "link" | "key" | "other";
  isPlural: boolean;
  others: readonly string[];
}

/**
 * Whether a field may hold a link or a key that opens something for whoever has it: its last name says
 * link, key, download or pdf, and another word of it isn't known to be harmless. Where there is no
 * other word, what stands around it counts: the next name above that says something, then the route's
 * last literal segment that does. A bare link in a write's answer may have been made by it.
 */
export function mayOpen(place: AnswerPlace): "made" | "unknown" | undefined {
  const said = readPlace(place.steps);
  if (said === undefined) {
    return undefined;
  }
  const { kind, others, above, isOneThing } = said;
  const isThing = (word: string) => means(word, kind === "key" ? "harmless key" : "harmless link");
  const isForm = (word: string) =>
    means(word, kind === "key" ? "before plain key" : "form of link") || /^\d+(?:x\d+)?$/.test(word);
  if (!others.every((word) => isThing(word) || isForm(word))) {
    return "unknown";
  }
  const isOfOpening = kind === "link" && above.some((name) => wordsOf(name).some(opens));
  if (others.length > 0 && !isOneThing) {
    return isOfOpening && others.every(isForm) ? "unknown" : undefined;
  }
  if (place.isWritten && kind === "link") {
    return "made";
  }
  const says = (word: string) =>
    isThing(word) ||
    !(isForm(word) || means(word, "silent") || /^v?\d/.test(word) || LINK.test(singular(word)));
  const around = [...place.segments, ...above].map((name) => phrasesOf(name).filter(says));
  return !isOfOpening && around.findLast(({ length }) => length > 0)?.every(isThing) ? undefined : "unknown";
}

/** Whether what is called so is there to be got into: `invitation.html_url`. */
function opens(word: string): boolean {
  return means(word, "before url");
}

/** What a field's last name says, with the link or key that it stands in: `links.self`, `share_link.value`. */
const readPlace = memoize((steps: AnswerPlace["steps"]) => {
  const names = namesAlong({ steps });
  const last = names.at(-1) ?? "";
  const [holder, own] = [read(names.at(-2) ?? ""), read(last)];
  const isValue = isContent(last);
  const isListed = steps[steps.lastIndexOf(last) - 1] === EACH;
  const isMember = holder.kind !== "other" && (isValue || (holder.isPlural && !isListed));
  if (isAttribute(last) || NAMED.test(wordsOf(last).join(" ")) || (own.kind === "other" && !isMember)) {
    return undefined;
  }
  const kind = own.kind === "other" ? holder.kind : own.kind;
  const isWithHolder = holder.kind === kind;
  return {
    kind,
    others: [...(isWithHolder ? holder.others : []), ...(isMember && isValue ? [] : own.others)],
    above: names.slice(0, isWithHolder ? -2 : -1),
    // Of a link that is one thing its form says nothing: `link.webUrl`.
    isOneThing: isWithHolder && holder.others.length === 0 && !holder.isPlural,
  };
});

/** What a link or key is called by is neither: `webhook_id`, `key_name`. */
const NAMED = /(?:^| )(?:ids?|name|title)$/;

/** Whether a name says link, key, download or pdf. */
export function namesLink(name: string): boolean {
  return read(name).kind !== "other";
}

const read = memoize((name): Reading => {
  const words = phrasesOf(name);
  const parts = words.map((word) => {
    const [, before = "", end, head = end, after = ""] = (!OTHERWISE.has(word) && HEAD.exec(word)) || [];
    return { word, head, rest: before + after };
  });
  const heads = parts.flatMap(({ head }) => head ?? []);
  const isKey = heads.every((head) => KEY.test(head));
  const own = isKey ? KEY : LINK;
  return {
    kind: heads.length === 0 ? "other" : isKey ? "key" : "link",
    isPlural: /s$/.test(words.at(-1) ?? ""),
    others: parts
      .map(({ word, head, rest }) => (head !== undefined && own.test(head) ? rest : word))
      .filter((word) => word !== ""),
  };
}, 10_000);

/** The words of a name, with two that say one thing as one: a pull request asks for nothing. */
const phrasesOf = memoize((name): readonly string[] => {
  const phrases = wordsOf(name)
    .join(" ")
    .replace(/\b(?:merge|pull) request(s?)\b/g, "pull$1")
    .replace(/\bweb view\b/g, "web");
  return phrases === "" ? [] : phrases.split(" ");
}, 10_000);

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
