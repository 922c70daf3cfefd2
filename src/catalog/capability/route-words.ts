import type { Policy } from "../policy.ts";
import { parseRoute, type Segment } from "../route.ts";
import { isMass, isPlural, singular, wordsIn } from "./english.ts";
import { type Operation, operationIn, operationOf } from "./verbs.ts";

/** One thing that a path speaks of: the user, one of a collection, or a collection or part. */
export interface Thing {
  kind: "principal" | "one" | "part";
  words: string;
}

export const PRINCIPAL: Thing = { kind: "principal", words: "the signed-in user" };

/** What a path says, its things from the last to the first. */
export interface RouteWords {
  things: Thing[];
  operation: Operation | undefined;
}

type Principal = Policy["principal"];

/** One word of a path: a name, or a value that an agent chooses. */
type Token =
  | { kind: "principal" }
  | { kind: "name" | "order"; words: string[] }
  | { kind: "value"; name: string };

/** What a path says in words, without what only says which API it is. */
export function routeWords(path: string, isRead: boolean, principal: Principal): RouteWords {
  const tokens = withoutPrefix(tokensOf(parseRoute(path), principal));
  const last = tokens.at(-1);
  const order =
    last?.kind === "order" ? (operationIn(last.words, isRead, true) ?? bare(last.words, isRead)) : undefined;
  if (order !== undefined) {
    return { things: thingsOf(tokens.slice(0, -1)), operation: order };
  }
  const first = tokens[0];
  const asked = last?.kind === "name" ? operationIn(last.words, isRead) : undefined;
  const isAlone = tokens.slice(0, -1).every(({ kind }) => kind === "principal");
  if (asked !== undefined && (asked.object !== "" || !isAlone || isRead)) {
    return { things: thingsOf(tokens.slice(0, -1)), operation: asked };
  }
  const named =
    last?.kind === "name" && tokens.at(-2)?.kind === "value" ? operationOf(last.words.join(" ")) : undefined;
  if (!isRead && named !== undefined) {
    return { things: thingsOf(tokens.slice(0, -1)), operation: named };
  }
  const search =
    first?.kind === "name" && first.words.length === 1 ? operationIn(first.words, true) : undefined;
  return isRead && search !== undefined && tokens.length > 1
    ? { things: thingsOf(tokens.slice(1)), operation: search }
    : { things: thingsOf(tokens), operation: undefined };
}

/** An ending after a colon is an order, whatever its word; but none that a read could give. */
function bare([text = "", ...rest]: readonly string[], isRead: boolean): Operation | undefined {
  return isRead ? undefined : { verb: { text }, object: rest.join(" "), isBulk: false };
}

function tokensOf(
  route: readonly Segment[],
  { keyword, collections, paths = [] }: Principal,
): (Token | "version")[] {
  const tokens: (Token | "version")[] = [];
  let sofar = "";
  for (const segment of route) {
    const before = sofar;
    sofar += segment.kind === "literal" ? `/${segment.text}` : "/{}";
    if (segment.kind === "placeholder") {
      tokens.push({ kind: "value", name: segment.name }, ...endingTokens(segment.ending));
    } else if (segment.text === keyword && collections.includes(before)) {
      tokens.splice(-1, 1, { kind: "principal" });
    } else {
      tokens.push(...literalTokens(segment.text));
    }
    if (paths.includes(sofar)) {
      tokens.splice(0, tokens.length, { kind: "principal" }, ...theirThing(tokens));
    }
  }
  return tokens;
}

const USER = /^(?:account|me|myself|profile|self|user|viewer|whoami)$/;

/** What of the user's a path of theirs names; nothing where it names them. */
function theirThing(tokens: readonly (Token | "version")[]): (Token | "version")[] {
  const known = withoutPrefix(tokens);
  const last = known.at(-1);
  return last?.kind === "name" && USER.test(last.words.join(" ")) ? [] : known;
}

const FORMAT = /^(?:json|xml|csv|html?|txt|atom|rss)$/;
const VERSION = /^(?:v\d+(?:[._]\d+)*(?:(?:alpha|beta)\d*)?|\d+(?:\.\d+)*|\d{4}-\d{2}(?:-\d{2})?)$/i;

/** A segment's names: `chat.postMessage` has two, and `values:batchUpdate` a name and an order. */
function literalTokens(text: string): (Token | "version")[] {
  if (VERSION.test(text)) {
    return ["version"];
  }
  const [name = "", ...orders] = text.split(":");
  return [...name.split(".").flatMap(nameToken), ...orders.flatMap(orderToken)];
}

function orderToken(text: string): Token[] {
  const words = wordsIn(text);
  return words.length === 0 ? [] : [{ kind: "order", words }];
}

function nameToken(text: string): Token[] {
  const words = wordsIn(text).filter((word) => !/^v\d+$/.test(word));
  return words.length === 0 || FORMAT.test(text) || text === "api" || text === "rest"
    ? []
    : [{ kind: "name", words }];
}

function endingTokens(ending: string): Token[] {
  return (ending.match(/[.:][^.:]+/g) ?? []).flatMap((part): Token[] =>
    part.startsWith(":") ? orderToken(part) : nameToken(part.slice(1)),
  );
}

/** A version says nothing, and so do the names before the first: they are the API's own. */
function withoutPrefix(tokens: readonly (Token | "version")[]): Token[] {
  const first = tokens.indexOf("version");
  const before = tokens.slice(0, first);
  const isPrefix = first > -1 && before.every((token) => token !== "version" && token.kind === "name");
  return tokens.slice(isPrefix ? first + 1 : 0).filter((token) => token !== "version");
}

/** Collections that hold anything: the next word says what. */
const HOLDERS = new Set(["objects", "sobjects", "resources", "entities"]);

function thingsOf(tokens: readonly Token[]): Thing[] {
  const things: Thing[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind === "principal") {
      // Whatever stood before says where the API keeps its users.
      things.splice(0, things.length, PRINCIPAL);
    } else if (token?.kind === "value") {
      const end = tokens.findIndex((other, at) => at > index && other.kind !== "value");
      const values = tokens
        .slice(index, end === -1 ? undefined : end)
        .flatMap((value) => (value.kind === "value" ? value.name : []));
      const above = things[0]?.kind === "part" ? things.shift() : undefined;
      things.unshift(...valuesOf(values, above));
      index += values.length - 1;
    } else if (token?.kind === "order") {
      things.unshift({ kind: "part", words: token.words.join(" ") });
    } else if (token !== undefined) {
      addName(things, token.words.join(" "));
    }
  }
  return things;
}

function addName(things: Thing[], words: string): void {
  const [above] = things;
  if (above?.kind === "part" && HOLDERS.has(above.words)) {
    things.splice(0, 1, { kind: "part", words });
  } else if (above?.kind === "part" && isPlural(above.words) && !isPlural(words) && !isMass(words)) {
    // One member by its name: the primary calendar.
    things.splice(0, 1, { kind: "part", words: joined(words, singular(above.words)) });
  } else {
    things.unshift({ kind: "part", words });
  }
}

function joined(words: string, noun: string): string {
  return words === noun || words.endsWith(` ${noun}`) ? words : `${words} ${noun}`;
}

/** The things that values in a row choose, below the collection before them. */
function valuesOf(names: readonly string[], above: Thing | undefined): Thing[] {
  const nouns = names.map(nounOf);
  if (above === undefined) {
    return nouns.map((noun): Thing => ({ kind: "one", words: noun || "item" })).reverse();
  }
  const one = singular(above.words);
  // `/repos/{owner}/{repo}` is one repo: what stands before says whose.
  const own = Math.max(
    0,
    nouns.findIndex((noun) => isSame(noun, one)),
  );
  const [noun = "", ...below] = nouns.slice(own);
  const isOther = noun !== "" && !isSame(noun, one);
  const isUncounted = isPlural(one) || isMass(one);
  const chosen: Thing[] =
    isOther || isUncounted
      ? [{ kind: "one", words: isOther ? noun : "item" }, above]
      : [{ kind: "one", words: one }];
  return [...below.map((name): Thing => ({ kind: "one", words: name || "item" })).reverse(), ...chosen];
}

/** Whether a value's noun is the collection's, which one of them may shorten: repo, tasklist. */
function isSame(noun: string, one: string): boolean {
  return noun !== "" && (one.endsWith(noun) || one.startsWith(noun) || noun.endsWith(one));
}

/** Words of a placeholder that only say how a thing is told from others. */
const LOCATORS =
  /^(?:id|ids|uuid|guid|gid|sid|uid|key|slug|name|number|num|no|path|code|handle|ref|sha|hash|or|index)$/;

/** `tableIdOrName` is a table, and `number` says nothing. */
function nounOf(name: string): string {
  return wordsIn(name)
    .filter((word) => !LOCATORS.test(word))
    .join(" ");
}
