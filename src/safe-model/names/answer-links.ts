import { EACH } from "../../gateway/fields.ts";
import { type AnswerPlace, isAttribute, isContent, means, namesAlong } from "./answer-names.ts";
import type { Tag } from "./vocabulary.ts";
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
 * other word, the next thing around it counts: a name above, then the route's last literal segment.
 * A bare link in a write's answer may have been made by it.
 */
export function mayOpen(place: AnswerPlace): "made" | "unknown" | undefined {
  const said = readPlace(place);
  if (said === undefined) {
    return undefined;
  }
  const known: Tag[] = said.kind === "key" ? ["harmless key", "before plain key"] : ["harmless link"];
  const isHarmless = (word: string) => means(word, ...known) || /^\d+(?:x\d+)?$/.test(word);
  if (!said.others.every(isHarmless)) {
    return "unknown";
  }
  if (said.isTold) {
    return undefined;
  }
  if (place.isWritten && said.kind === "link") {
    return "made";
  }
  const around = [...place.segments, ...said.above].map(wordsAround).findLast((words) => words.length > 0);
  return around?.every(isHarmless) ? undefined : "unknown";
}

/** What a field's last name says, with the link or key that it stands in: `links.self`, `share_link.value`. */
function readPlace(place: AnswerPlace) {
  const names = namesAlong(place);
  const last = names.at(-1) ?? "";
  const [holder, own] = [read(names.at(-2) ?? ""), read(last)];
  const isValue = isContent(last);
  const isListed = place.steps[place.steps.lastIndexOf(last) - 1] === EACH;
  const isMember = holder.kind !== "other" && (isValue || (holder.isPlural && !isListed));
  if (isAttribute(last) || (own.kind === "other" && !isMember)) {
    return undefined;
  }
  const kind = own.kind === "other" ? holder.kind : own.kind;
  const isWithHolder = holder.kind === kind;
  const others = [...(isWithHolder ? holder.others : []), ...(isMember && isValue ? [] : own.others)];
  // Of a link that is one thing the format says nothing: `link.webUrl`.
  const isOneThing = isWithHolder && holder.others.length === 0 && !holder.isPlural;
  return {
    kind,
    others,
    isTold: others.length > 0 && !isOneThing,
    above: names.slice(0, isWithHolder ? -2 : -1),
  };
}

/** Whether a name says link, key, download or pdf. */
export function namesLink(name: string): boolean {
  return read(name).kind !== "other";
}

function read(name: string): Reading {
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
}

function wordsAround(name: string): string[] {
  return phrasesOf(name).filter((word) => !means(word, "silent") && !/^v?\d/.test(word));
}

/** The words of a name, with two that say one thing as one: a pull request asks for nothing. */
function phrasesOf(name: string): string[] {
  const phrases = wordsOf(name)
    .join(" ")
    .replace(/\b(?:merge|pull) request(s?)\b/g, "pull$1")
    .replace(/\bweb view\b/g, "web");
  return phrases === "" ? [] : phrases.split(" ");
}
