import type { Policy } from "../policy.ts";
import { isMass, isPlural, singular, withArticle } from "./english.ts";
import { LONGEST_DEED } from "./plain-deed.ts";
import { PRINCIPAL, type RouteWords, routeWords, type Thing } from "./route-words.ts";
import type { Operation, Verb } from "./verbs.ts";

/** A route as agents use it, by the policy. */
export interface UsedRoute {
  method: string;
  path: string;
  isRead: boolean;
  /** Whether an input confines it to what is the signed-in user's. */
  isTheirs: boolean;
}

/** What a route lets agents do, verb first, in the route's own words: `list the participants of a past meeting`. */
export function deedOf(route: UsedRoute, principal: Policy["principal"]): string {
  const { method, isRead } = route;
  const words = routeWords(route.path, isRead, principal);
  if (route.isTheirs && !words.things.some(({ kind }) => kind === "principal")) {
    words.things.push(PRINCIPAL);
  }
  const deed =
    words.operation === undefined
      ? plainDeed(method, words.things, isRead)
      : operationDeed(words, words.operation, isRead);
  const whole = withOwnVerb(deed.replace(/\b(\w+)( \1\b)+/g, "$1"), isRead);
  return whole.length > LONGEST_DEED ? `${whole.slice(0, whole.lastIndexOf(" ", LONGEST_DEED))} …` : whole;
}

const SYNONYMS: Record<string, string> = { create: "make", change: "edit", post: "send", send: "post" };

/** The same word as verb and as noun says less than another verb: `read the members of a list`. */
function withOwnVerb(deed: string, isRead: boolean): string {
  const [verb = "", ...rest] = deed.split(" ");
  const others = [verb, ...(isRead ? ["read", "look at"] : [SYNONYMS[verb] ?? "act on", "act on"])];
  const own = others.find((other) => !rest.includes(other) && !rest.includes(`${other}s`));
  return [own ?? "use", ...rest].join(" ");
}

const VERBS: Record<string, string> = { PUT: "replace", PATCH: "change" };

function plainDeed(method: string, things: readonly Thing[], isRead: boolean): string {
  const [thing, ...owners] = things;
  if (isRead) {
    if (method !== "GET" && thing?.kind === "part" && !isPlural(thing.words)) {
      const asked = thing.words.replace(/^run\b *| *\bquery$/g, "");
      return `run ${described([{ kind: "part", words: `${asked} query`.trim() }, ...owners])}`;
    }
    return method === "GET" ? `${readingVerb(thing)} ${described(things)}` : `query ${described(things)}`;
  }
  if (method === "POST" && thing?.kind === "part" && /\blist$/.test(thing.words)) {
    return `add to ${described(things)}`;
  }
  if (method === "POST" && thing?.kind === "part") {
    // A POST to a collection makes one member of it.
    return `create ${[withArticle(singular(thing.words)), ...(owners.length > 0 ? [described(owners)] : [])].join(" for ")}`;
  }
  const verb = VERBS[method] ?? "send data to";
  return `${verb} ${described(things)}`;
}

function readingVerb(thing: Thing | undefined): string {
  const isMany = thing?.kind === "part" && isPlural(thing.words) && !isMass(thing.words);
  return isMany ? "list" : "read";
}

/** A thing with whom or what it belongs to. */
function described([thing, ...owners]: readonly Thing[]): string {
  if (thing === undefined) {
    return "what stands at the API's root";
  }
  const [owner] = owners;
  if (owner?.kind === "principal" && thing.kind === "part") {
    return `the signed-in user's ${thing.words}`;
  }
  return owner === undefined ? named(thing) : `${named(thing)} of ${described(owners)}`;
}

function named({ kind, words }: Thing): string {
  return kind === "principal" ? words : kind === "one" ? withArticle(words) : `the ${words}`;
}

function operationDeed({ things }: RouteWords, operation: Operation, isRead: boolean): string {
  const { verb, object, isBulk } = operation;
  // `lookupByEmail` says how, not to what.
  const told =
    object === "" || /^by /.test(object)
      ? doneTo(things, operation, isRead)
      : withObject(things, operation, isRead);
  return `${verb.text} ${told}${/^by /.test(object) ? ` ${object}` : ""}${isBulk ? " in bulk" : ""}`;
}

/** `search the contacts`, `send a draft as the signed-in user`, `append to a range of the values`. */
function doneTo(things: readonly Thing[], { verb, isBulk }: Operation, isRead: boolean): string {
  const [thing, ...owners] = things;
  if (thing === undefined || thing.words === "all") {
    return "everything";
  }
  const before = verb.before === undefined ? "" : `${verb.before} `;
  if (LANGUAGE.test(thing.words)) {
    return `everything by ${thing.words.toUpperCase()}`;
  }
  const isCounted = isPlural(thing.words) || isMass(thing.words);
  if (isRead || verb.isReading === true || isBulk || thing.kind !== "part" || !isCounted) {
    return `${before}${described(things)}`;
  }
  return `${before}${withArticle(singular(thing.words))}${toward(owners, verb, "of")}`;
}

/** Languages in which a search is written. */
const LANGUAGE = /^(?:jql|cql|sql|soql|sosl|oql|graphql)$/;

/** `post a message to a chat`, `list the files of a folder`, `read the metadata of a file`. */
function withObject(things: readonly Thing[], { verb, object }: Operation, isRead: boolean): string {
  const [thing, ...owners] = things;
  if (verb.text === "list" && !isPlural(object) && thing?.kind === "part") {
    return `the ${thing.words} of ${withArticle(object)}`;
  }
  if (!isRead) {
    const one = verb.isOfThing === true ? `the ${object}` : isPlural(object) ? object : withArticle(object);
    return `${one}${toward(things, verb, verb.toward ?? "in")}`;
  }
  if (thing?.kind === "part" && isPlural(thing.words)) {
    const instance = { kind: "one", words: singular(thing.words) } as const;
    return described([{ kind: "part", words: object }, instance, ...owners]);
  }
  return described([{ kind: "part", words: object }, ...things]);
}

/** Where or for whom something is done: a name before an order is the kind of thing that it is done in. */
function toward(things: readonly Thing[], verb: Verb, preposition: string): string {
  const [thing, ...owners] = things;
  if (thing === undefined) {
    return "";
  }
  if (thing.kind === "principal") {
    return ` ${verb.isSpeech === true ? "as" : "for"} ${thing.words}`;
  }
  const place =
    thing.kind === "part" && preposition !== "in" && owners.length === 0
      ? ({ kind: "one", words: singular(thing.words) } as const)
      : thing;
  return ` ${preposition} ${described([place, ...owners])}`;
}
