import type { Policy } from "../policy.ts";
import { isMass, isPlural, singular, wordsIn } from "./english.ts";
import { type Token, tokensOf } from "./tokens.ts";
import { type Operation, operationIn, operationOf } from "./verbs.ts";

/** One thing that a path speaks of: the user, one of a collection, or a collection or part. */
export interface Thing {
  kind: "principal" | "one" | "part";
  words: string;
}

export const PRINCIPAL: Thing = { kind: "principal", words: "the signed-in user" };

/** What a path says: its things from the last to the first, and what it asks to be done to them. */
export interface RouteWords {
  things: Thing[];
  operation: Operation | undefined;
}

/** What a path says in words. A read asks for nothing but reads. */
export function routeWords(path: string, isRead: boolean, principal: Policy["principal"]): RouteWords {
  const tokens = tokensOf(path, principal);
  const above = tokens.slice(0, -1);
  const operation = lastOperation(tokens.at(-1), above, isRead);
  if (operation !== undefined) {
    return { things: thingsOf(above), operation };
  }
  const [first] = tokens;
  const search =
    isRead && tokens.length > 1 && first?.kind === "name" && first.words.length === 1
      ? operationIn(first.words, isRead)
      : undefined;
  return { things: thingsOf(search === undefined ? tokens : tokens.slice(1)), operation: search };
}

/** What a path's last word asks for, where it is no thing. */
function lastOperation(
  last: Token | undefined,
  above: readonly Token[],
  isRead: boolean,
): Operation | undefined {
  if (last?.kind === "order") {
    const [text = "", ...rest] = last.words;
    // Any word is an order after a colon, but none that a read could give.
    const unknown = isRead ? undefined : { verb: { text }, object: rest.join(" "), isBulk: false };
    return operationIn(last.words, isRead, true) ?? unknown;
  }
  if (last?.kind !== "name") {
    return undefined;
  }
  const asked = operationIn(last.words, isRead);
  const hasThing = above.some(({ kind }) => kind !== "principal");
  if (asked !== undefined && (asked.object !== "" || hasThing || isRead)) {
    return asked;
  }
  const before = above.at(-1);
  if (isRead || before === undefined) {
    return undefined;
  }
  const [text = "", ...rest] = last.words;
  return before.kind === "name" && before.isKind === true && rest.length === 0 && !isPlural(text)
    ? { verb: { text }, object: "", isBulk: false }
    : before.kind === "value"
      ? operationOf(last.words.join(" "))
      : undefined;
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
    } else if (token?.isKind === true && index < tokens.length - 1) {
      things.unshift({ kind: "one", words: singular(token.words.join(" ")) });
    } else if (token !== undefined) {
      addName(things, token.words.join(" "));
    }
  }
  return things;
}

function addName(things: Thing[], words: string): void {
  const [above] = things;
  const isPart = /[a-z]{3}ed$/.test(words);
  const isBelow = above?.kind === "part" && isPlural(above.words);
  if (above?.kind === "part" && HOLDERS.has(above.words)) {
    things.splice(0, 1, { kind: "part", words });
  } else if (isBelow && isPart) {
    // Those of which it is true: the starred gists.
    things.splice(0, 1, { kind: "part", words: `${words} ${above.words}` });
  } else if (isBelow && !isPlural(words) && !isMass(words)) {
    // One member by its name: the primary calendar.
    things.splice(0, 1, { kind: "part", words: joined(words, singular(above.words)) });
  } else {
    things.unshift({ kind: "part", words: isPart ? `${words} items` : words });
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
  const isOneWord = !one.includes(" ");
  return noun !== "" && (one.endsWith(noun) || noun.endsWith(one) || (isOneWord && one.startsWith(noun)));
}

/** Words of a placeholder that only say by what a thing is identified. */
const LOCATORS =
  /^(?:id|ids|uuid|guid|gid|sid|uid|key|slug|name|username|login|email|number|num|no|path|code|handle|ref|sha|hash|or|index)$/;

/**
 * `tableIdOrName` is a table, and `number` says nothing. So does a name of many words: a placeholder's name
 * is the draft's own, and could go on as prose.
 */
function nounOf(name: string): string {
  const words = wordsIn(name).filter((word) => !LOCATORS.test(word));
  return words.length > MOST_NOUNS ? "" : words.join(" ");
}

const MOST_NOUNS = 2;
