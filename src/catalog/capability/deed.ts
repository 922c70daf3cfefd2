import type { Policy } from "../policy.ts";
import { isMass, isPlural, singular, withArticle } from "./english.ts";
import { type PathPart, pathParts } from "./path-words.ts";
import { LONGEST_DEED } from "./plain-deed.ts";
import { described, isCollection, oneOf, part, type Thing, thingsOf, USER } from "./things.ts";

/** A route as agents use it, by the policy. */
export interface UsedRoute {
  method: string;
  path: string;
  isRead: boolean;
  /** Whether an input confines it to what is the signed-in user's. */
  isTheirs: boolean;
}

/** What a route lets agents do, verb first, in the route's own words: `list the participants of a past meeting`. */
export function deedOf(
  { method, path, isRead, isTheirs }: UsedRoute,
  principal: Policy["principal"],
): string {
  const parts = pathParts(path, principal);
  const order = orderIn(parts, isRead);
  const things = thingsOf(order?.above ?? parts);
  if (isTheirs && !things.includes(USER)) {
    things.push(USER);
  }
  const deed = order === undefined ? plainDeed(method, things, isRead) : orderedDeed(order, things, isRead);
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

/** What a route does whose path only names things. */
function plainDeed(method: string, things: readonly Thing[], isRead: boolean): string {
  const [thing, ...owners] = things;
  const words = thing?.is === "part" ? thing.words : undefined;
  if (method === "GET") {
    return `${isCollection(thing) && !isMass(words ?? "") ? "list" : "read"} ${described(things)}`;
  }
  if (isRead) {
    const isAsked = words !== undefined && !isPlural(words);
    const query = `${words?.replace(/^run\b *| *\bquery$/g, "")} query`.trim();
    return isAsked ? `run ${described([part(query), ...owners])}` : `query ${described(things)}`;
  }
  if (method !== "POST" || words === undefined) {
    const verb = { PUT: "replace", PATCH: "change" }[method] ?? "send data to";
    return `${verb} ${described(things)}`;
  }
  if (/\blist$/.test(words)) {
    return `add to ${described(things)}`;
  }
  // A POST to a collection makes one member of it.
  const made = `create ${withArticle(singular(words))}`;
  return owners.length === 0 ? made : `${made} for ${described(owners)}`;
}

/** What a path's own words ask for: `postMessage`, `list_folder`, `search`, `batchUpdate`. */
interface Order {
  verb: string;
  /** What the words say that it is done to; empty where they say nothing. */
  object: string;
  isBulk: boolean;
  /** The other parts of the path. */
  above: readonly PathPart[];
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Verbs that only look, by the word that a sentence has for them; others are their own. */
const READING = {
  read: setOf("describe fetch get read retrieve show view"),
  search: setOf("find lookup search"),
};
const LOOKING = setOf("check compare count download export filter list preview query");

const WRITING = setOf(
  `accept acknowledge activate add append approve archive assign attach build cancel capture charge clear close
  comment complete confirm copy create deactivate decline delete deploy detach disable dismiss dispatch edit enable
  end execute finalize follow forward import insert invite join leave lock mark merge modify move open pause pay pin
  play post publish purge rebuild redeploy refresh refund register reject release remove rename reopen replace reply
  request rerun resend reset resolve respond restart restore resume retry revoke run schedule send set share sign
  skip star start stop submit subscribe sync transfer trash trigger unarchive undelete unfollow unlock unpin unstar
  unsubscribe unwatch update upload validate void watch`,
);

/** Verbs that are as often nouns: `build_hooks` are things, `list_folder` is an order. */
const NOUNS = setOf(
  `build capture charge check comment count deploy export filter import invite lock mark merge pay play post preview
  query refund register release request run schedule search share sign star start transfer trash trigger update view
  watch`,
);

/** Done by the user's own voice: sent *as* them, not *for* them. */
const SPEAKING = setOf("forward post publish reply respond send");

/** Between a verb and a thing: append *to* a range. */
const PREPOSITIONS = { to: setOf("append invite reply respond subscribe unsubscribe"), on: setOf("comment") };

/** Between a verb's object and where that is: post a message *to* a chat, set the topic *of* a conversation. */
const TOWARD = {
  to: setOf("add append attach forward insert post publish reply respond send upload"),
  from: setOf("detach"),
  of: setOf("edit mark rename replace reset set update"),
};

function wordFor(verb: string, table: Record<string, ReadonlySet<string>>): string | undefined {
  return Object.keys(table).find((word) => table[word]?.has(verb));
}

/** What a path's last part asks for, or its first one where that is a search: `/search/issues`. */
function orderIn(parts: readonly PathPart[], isRead: boolean): Order | undefined {
  const above = parts.slice(0, -1);
  const last = parts.at(-1);
  const isName = last?.is === "name";
  if (last === undefined || !(isName || last.is === "order")) {
    return undefined;
  }
  const asked = readOrder(last, isRead);
  const hasThing = above.some(({ is }) => is !== "user");
  if (asked !== undefined && (asked.object !== "" || hasThing || isRead || !isName)) {
    return { ...asked, above };
  }
  const [verb = "", ...rest] = last.words;
  // After a colon or a kind of thing any word is an order, but none that a read could give.
  const isUnknown = !isName || (above.at(-1)?.is === "kind" && rest.length === 0 && !isPlural(verb));
  if (!isRead && isUnknown) {
    return { verb, object: rest.join(" "), isBulk: false, above };
  }
  const [first, ...others] = parts;
  const isSearch =
    isRead && others.length > 0 && /^(?:name|kind)$/.test(first?.is ?? "") && first?.words.length === 1;
  const search = isSearch ? readOrder(first, isRead) : undefined;
  return search && { ...search, above: others };
}

/** The order that a part's words give. A read asks for nothing but reads, and a write is described as one. */
function readOrder({ is, words }: PathPart, isRead: boolean): Omit<Order, "above"> | undefined {
  const isBulk = /^(?:batch|bulk|mass)$/.test(words[0] ?? "") && words.length > 1;
  const [name = "", ...rest] = isBulk ? words.slice(1) : words;
  const object = rest.join(" ");
  const isThing =
    (is !== "order" && NOUNS.has(name) && isPlural(object)) || /^(?:as|for|to|with)\b/.test(object);
  const own = (isRead ? LOOKING : WRITING).has(name) ? name : undefined;
  const verb = isRead ? (wordFor(name, READING) ?? own) : own;
  return isThing || verb === undefined ? undefined : { verb, object, isBulk };
}

function orderedDeed(order: Order, things: readonly Thing[], isRead: boolean): string {
  const { verb, object, isBulk } = order;
  // `lookupByEmail` says how, not to what.
  const [how, what] = /^by /.test(object) ? [` ${object}`, ""] : ["", object];
  const done = what === "" ? doneTo(things, order, isRead) : withObject(things, order, isRead);
  return `${verb} ${done}${how}${isBulk ? " in bulk" : ""}`;
}

/** Languages in which a search is written. */
const LANGUAGE = /^(?:jql|cql|sql|soql|sosl|oql|graphql)$/;

/** `search the contacts`, `send a draft as the signed-in user`, `append to a range of the values`. */
function doneTo(things: readonly Thing[], { verb, isBulk }: Order, isRead: boolean): string {
  const [thing, ...owners] = things;
  if (thing === undefined || thing.words === "all") {
    return "everything";
  }
  if (LANGUAGE.test(thing.words)) {
    return `everything by ${thing.words.toUpperCase()}`;
  }
  const before = wordFor(verb, PREPOSITIONS);
  const isOne = !isRead && !isBulk && isCollection(thing);
  const done = isOne
    ? `${withArticle(singular(thing.words))}${toward(owners, verb, "of")}`
    : described(things);
  return before === undefined ? done : `${before} ${done}`;
}

/** `post a message to a chat`, `list the files of a folder`, `read the metadata of a file`. */
function withObject(things: readonly Thing[], { verb, object }: Order, isRead: boolean): string {
  const [thing, ...owners] = things;
  if (verb === "list" && !isPlural(object) && thing?.is === "part") {
    return `the ${thing.words} of ${withArticle(object)}`;
  }
  if (isRead) {
    const whose = thing !== undefined && isCollection(thing) ? [oneOf(thing.words), ...owners] : things;
    return described([part(object), ...whose]);
  }
  const preposition = wordFor(verb, TOWARD) ?? "in";
  const done = preposition === "of" ? `the ${object}` : isPlural(object) ? object : withArticle(object);
  return `${done}${toward(things, verb, preposition)}`;
}

/** Where or for whom something is done: a name alone before an order is the kind of thing that it is done to. */
function toward(things: readonly Thing[], verb: string, preposition: string): string {
  const [thing, ...owners] = things;
  if (thing?.is === "user") {
    return ` ${SPEAKING.has(verb) ? "as" : "for"} ${thing.words}`;
  }
  const isKind = thing?.is === "part" && preposition !== "in" && owners.length === 0;
  return thing === undefined ? "" : ` ${preposition} ${described(isKind ? [oneOf(thing.words)] : things)}`;
}
