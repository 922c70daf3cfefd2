import type { Policy } from "../policy.ts";
import { parseRoute, segmentText } from "../route.ts";
import { wordsIn } from "./english.ts";

/**
 * A part of a path: the signed-in user, a value that an agent chooses, a name, or an order, which follows a
 * colon. A name with another after a dot is a kind of thing: `chat.postMessage` is of chats.
 */
export interface PathPart {
  is: "user" | "value" | "name" | "kind" | "order";
  words: string[];
}

/** What says nothing but which API it is, or in what form it answers. */
const NOISE = /^(?:json|xml|csv|html?|txt|atom|rss|api|rest)$/;
const VERSION = /^(?:v\d+(?:[._]\d+)*(?:(?:alpha|beta)\d*)?|\d+(?:\.\d+)*|\d{4}-\d{2}(?:-\d{2})?)$/i;

/** A path's parts. Names before a version are the API's own, and whatever is before the user says where it keeps users. */
export function pathParts(path: string, principal: Policy["principal"]): PathPart[] {
  const { keyword, collections, paths = [] } = principal;
  let parts: PathPart[] = [];
  let sofar = "";
  for (const segment of parseRoute(path)) {
    const before = sofar;
    sofar += `/${segmentText(segment)}`;
    if (segment.kind === "placeholder") {
      parts.push({ is: "value", words: wordsIn(segment.name) }, ...partsOf(segment.ending));
    } else if (segment.text === keyword && collections.includes(before)) {
      parts = [{ is: "user", words: [] }];
    } else if (VERSION.test(segment.text)) {
      parts = parts.every(({ is }) => is === "name") ? [] : parts;
    } else {
      parts.push(...partsOf(segment.text));
    }
    if (paths.includes(sofar)) {
      parts = [{ is: "user", words: [] }, ...theirPart(parts)];
    }
  }
  return parts;
}

/** `chat.postMessage` has two parts, and so has `values:batchUpdate`. */
function partsOf(text: string): PathPart[] {
  const parts = text.split(/(?=[.:])/).flatMap((part): PathPart[] => {
    const words = wordsIn(part).filter((word) => !/^v\d+$/.test(word));
    const isNoise = words.length === 0 || NOISE.test(words.join(" "));
    return isNoise ? [] : [{ is: part.startsWith(":") ? "order" : "name", words }];
  });
  return parts.map((part, at) => (parts[at + 1]?.is === "name" ? { ...part, is: "kind" } : part));
}

const USER = /^(?:account|me|myself|profile|self|users?|viewer|whoami)$/;

/** What of the user's a path of theirs names; nothing where it names them. */
function theirPart(parts: readonly PathPart[]): readonly PathPart[] {
  const [isFirst, isLast] = [parts[0], parts.at(-1)].map((part) => USER.test(part?.words.join(" ") ?? ""));
  return isLast ? [] : parts.slice(isFirst ? 1 : 0);
}
