import { EACH } from "../../gateway/fields.ts";
import { memoize } from "../../lazily.ts";
import { type AnswerPlace, isAttribute, isContent, means, namesAlong } from "./answer-names.ts";
import { singular } from "./vocabulary.ts";
import { wordSet, wordsOf } from "./words.ts";

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
