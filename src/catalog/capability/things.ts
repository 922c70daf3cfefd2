import { isMass, isPlural, singular, withArticle } from "./english.ts";
import type { PathPart } from "./path-words.ts";

/** One thing that a path speaks of: the user, one of a collection, or a collection or part. */
export interface Thing {
  is: "user" | "one" | "part";
  words: string;
}

export const USER: Thing = { is: "user", words: "the signed-in user" };

const one = (words: string): Thing => ({ is: "one", words });
export const part = (words: string): Thing => ({ is: "part", words });
export const oneOf = (words: string): Thing => one(singular(words));

/** The things of a path's parts, from the last to the first. */
export function thingsOf(parts: readonly PathPart[]): Thing[] {
  const things: Thing[] = [];
  for (const [index, { is, words }] of parts.entries()) {
    const name = words.join(" ");
    if (is === "user") {
      things.unshift(USER);
    } else if (is === "value") {
      addValue(things, nounOf(words));
    } else if (is === "kind" && index < parts.length - 1) {
      things.unshift(oneOf(name));
    } else if (is === "order") {
      things.unshift(part(name));
    } else {
      addName(things, name);
    }
  }
  return things;
}

/** Collections that hold anything: the next name says what. */
const HOLDERS = /^(?:s?objects|resources|entities)$/;

function addName(things: Thing[], name: string): void {
  const [above] = things;
  const isParticiple = /[a-z]{3}ed$/.test(name);
  const isMember = isParticiple || !(isPlural(name) || isMass(name));
  if (above?.is === "part" && HOLDERS.test(above.words)) {
    things[0] = part(name);
  } else if (above?.is === "part" && isPlural(above.words) && isMember) {
    // Those of which it is true, or the one that is called so: the starred gists, the primary calendar.
    const noun = isParticiple ? above.words : singular(above.words);
    things[0] = part(` ${name}`.endsWith(` ${noun}`) ? name : `${name} ${noun}`);
  } else {
    things.unshift(part(isParticiple ? `${name} items` : name));
  }
}

/** A value chooses one of the collection before it. */
function addValue(things: Thing[], noun: string): void {
  const [last, above] = things;
  if (last?.is === "one" && above?.is === "part" && isSame(noun, singular(above.words))) {
    // `/repos/{owner}/{repo}` is one repo: what stands before says whose.
    things.splice(0, 2, oneOf(above.words));
  } else if (last?.is !== "part") {
    things.unshift(one(noun || "item"));
  } else if (noun !== "" && !isSame(noun, singular(last.words))) {
    things.unshift(one(noun));
  } else if (isMass(last.words)) {
    things.unshift(one("item"));
  } else {
    things[0] = oneOf(last.words);
  }
}

/** Whether a value's noun is the collection's, which one of them may shorten: repo, tasklist. */
function isSame(noun: string, single: string): boolean {
  const isStart = !single.includes(" ") && single.startsWith(noun);
  return noun !== "" && (single.endsWith(noun) || noun.endsWith(single) || isStart);
}

/** Words of a placeholder that only say by what a thing is identified. */
const LOCATORS =
  /^(?:id|ids|uuid|guid|gid|sid|uid|key|slug|name|username|login|email|number|num|no|path|code|handle|ref|sha|hash|or|index)$/;

/**
 * `tableIdOrName` is a table, and `number` says nothing. So does a name of many words: a placeholder's name
 * is the draft's own, and could go on as prose.
 */
function nounOf(words: readonly string[]): string {
  const nouns = words.filter((word) => !LOCATORS.test(word));
  return nouns.length > 2 ? "" : nouns.join(" ");
}

/** A thing with whom or what it belongs to: `the participants of a meeting`, `the signed-in user's meetings`. */
export function described([thing, ...owners]: readonly Thing[]): string {
  if (thing === undefined) {
    return "what stands at the API's root";
  }
  if (owners[0]?.is === "user" && thing.is === "part") {
    return `the signed-in user's ${thing.words}`;
  }
  const named =
    thing.is === "user" ? thing.words : thing.is === "one" ? withArticle(thing.words) : `the ${thing.words}`;
  return owners.length === 0 ? named : `${named} of ${described(owners)}`;
}

/** Whether a thing is one of many of its kind, or many: `meetings`, and no `history`. */
export function isCollection(thing: Thing | undefined): boolean {
  return thing?.is === "part" && isPlural(thing.words);
}
