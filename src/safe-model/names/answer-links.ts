import { EACH } from "../../gateway/fields.ts";
import { type AnswerPlace, isAmong, isAttribute, isContent, namesAlong } from "./answer-names.ts";
import { wordSet, wordsOf } from "./words.ts";

/** What says that a name is a link's, a key's, or that of a file which a link leads to. */
const LINK = /^(?:url|uri|href|permalink|hyperlink|link)$/;
const KEY = /^key$/;

/** Also where it is run together with another word: `deeplink`, `permalinkpublic`. */
const HEAD =
  /^(?:(.*?)(url|uri|href|permalink|hyperlink|link|key|pdf|download|webhook)s?|(url|uri|href|permalink|link)([a-z]+))$/;
const OTHERWISE = wordSet("downloads linked linkedin linking linkage blink curl monkey turkey hockey hotkey");

/** Where a page, a picture or a thing is that nobody gets into who couldn't before: `html_url`, `repo.url`. */
const HARMLESS_LINKS = wordSet(`
  self html web webui webpage http https next previous prev first last up parent canonical alternate related latest
  odata delta doc docs documentation help faq guide reference wiki readme term privacy policy legal service
  support of to for and id name title text slug path domain subject
  avatar image img icon logo thumbnail thumb pic picture photo gravatar favicon banner cover badge emoji
  background small medium large tiny
  home homepage website site blog profile social linkedin twitter facebook instagram youtube github gitlab map
  repository repo issue pull comment commit branch tag milestone release review contributor collaborator
  follower following starred stargazer subscriber assignee language compare merge diff patch timeline tree
  clone git ssh svn user owner author creator reviewer member person people team org organization organisation
  company business project workspace space page board card column story epic sprint task subtask todo
  article post topic category discussion thread message reply deal lead contact product package version
  license licence job pipeline status question course spreadsheet sheet presentation slide bookmark playlist
  album artist track book`);

/** Keys that name a thing or order things, and open nothing: `sort_key`, `project.key`. */
const HARMLESS_KEYS = wordSet(`
  sort primary foreign public partition object lookup custom natural row index field translation answer
  legend music idempotency id name label title issue project space license licence category status priority
  type resolution component board epic parent sprint team version repository repo subtask outward inward goal
  flag metric result point takeaway`);

/** What says nothing about the thing that stands in it. */
const SILENT = wordSet(`
  data item value result node edge list entry record response default high standard max me my api rest search
  get info find all field attribute collection query match`);

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
  const known = said.kind === "key" ? HARMLESS_KEYS : HARMLESS_LINKS;
  const isHarmless = (word: string) => isAmong(word, known) || /^\d+(?:x\d+)?$/.test(word);
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
  return phrasesOf(name).filter((word) => !isAmong(word, SILENT) && !/^v?\d/.test(word));
}

/** The words of a name, with two that say one thing as one: a pull request asks for nothing. */
function phrasesOf(name: string): string[] {
  const phrases = wordsOf(name)
    .join(" ")
    .replace(/\b(?:merge|pull) request(s?)\b/g, "pull$1")
    .replace(/\bweb view\b/g, "web");
  return phrases === "" ? [] : phrases.split(" ");
}
