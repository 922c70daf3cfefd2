import type { Policy } from "../policy.ts";
import { parseRoute, type Segment } from "../route.ts";
import { wordsIn } from "./english.ts";

/**
 * One word of a path: the user, a name, an order (what follows a colon), or a value that an agent
 * chooses. A name with another after a dot is a kind of thing: `chat.postMessage` is of chats.
 */
export type Token =
  | { kind: "principal" }
  | { kind: "name"; words: string[]; isKind?: true }
  | { kind: "order"; words: string[] }
  | { kind: "value"; name: string };

/** A path's words, without what only says which API it is. */
export function tokensOf(path: string, principal: Policy["principal"]): Token[] {
  return withoutPrefix(readTokens(parseRoute(path), principal));
}

function readTokens(
  route: readonly Segment[],
  { keyword, collections, paths = [] }: Policy["principal"],
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

const USER = /^(?:account|me|myself|profile|self|users?|viewer|whoami)$/;

/** What of the user's a path of theirs names; nothing where it names them. */
function theirThing(tokens: readonly (Token | "version")[]): (Token | "version")[] {
  const known = withoutPrefix(tokens);
  const [first] = known;
  const isUser = known.map((token) => token.kind === "name" && USER.test(token.words.join(" ")));
  return isUser.at(-1) === true ? [] : isUser[0] === true && first?.kind === "name" ? known.slice(1) : known;
}

const FORMAT = /^(?:json|xml|csv|html?|txt|atom|rss)$/;
const VERSION = /^(?:v\d+(?:[._]\d+)*(?:(?:alpha|beta)\d*)?|\d+(?:\.\d+)*|\d{4}-\d{2}(?:-\d{2})?)$/i;

/** A segment's names: `chat.postMessage` has two, and `values:batchUpdate` a name and an order. */
function literalTokens(text: string): (Token | "version")[] {
  if (VERSION.test(text)) {
    return ["version"];
  }
  const [name = "", ...orders] = text.split(":");
  const names = name.split(".").flatMap(nameToken);
  const kinds = names.map(
    (token, at): Token =>
      token.kind === "name" && at < names.length - 1 ? { ...token, isKind: true } : token,
  );
  return [...kinds, ...orders.flatMap(orderToken)];
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
