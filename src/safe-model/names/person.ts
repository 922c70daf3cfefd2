import { isAtLeast, type Kind } from "../values.ts";
import { says } from "./vocabulary.ts";
import { squash, wordsOf } from "./words.ts";

/**
 * Whether a name says that its value chooses a person or account.
 *
 * @param kind what its value can be, where that is known: an identifier under `show_user` is a user
 */
export function namesPerson(name: string, kind: Kind = "words"): boolean {
  const words = wordsOf(name);
  return words.some((_, index) => isSomebody(words, index) && !isAttribute(words, index, kind));
}

function isSomebody(words: readonly string[], index: number): boolean {
  const [word = "", previous = "", next = ""] = [words[index], words[index - 1], words[index + 1]];
  switch (word) {
    case "host":
      return next !== "name";
    case "agent":
      // `user_agent` is a program.
      return previous !== "user";
    case "user":
      return next !== "agent";
    case "uid":
      return !says(previous, "thing");
    case "of":
      return previous === "name";
    case "reports":
      return previous === "direct";
    case "calendar":
      return next === "id";
    case "name":
      return previous === "screen";
    case "address":
    case "addresses":
      return says(previous, "reached at");
    case "as":
    case "for":
      return says(previous, "acts as") || words.length === 1;
    case "by":
      return says(previous, "done by") || words.length === 1;
    case "to":
    case "with":
    case "into":
    case "onto":
      return says(previous, "given to");
    default:
      // `switchuser`, `cohostemail`: run together with what no list has.
      return (
        says(word, "person") ||
        says(word, "reached") ||
        /.{2,}(?:user|username|userid|useremail|email|owner)s?$/.test(word)
      );
  }
}

function isAttribute(words: readonly string[], index: number, kind: Kind): boolean {
  const [first = "", last = ""] = [words[0], words.at(-1)];
  const isAbout = says(last, "about persons") && !(kind === "text" && says(last, "vague about persons"));
  const isArranged =
    says(first, "arranges") ||
    (says(first, "counts") && kind !== "text") ||
    // What can be somebody is no yes or no, whatever its name says.
    (says(first, "asks about persons") && !isAtLeast(kind, "identifier"));
  return (
    // EQ or BETWEEN: a comparison's.
    (words[index] === "operator" && kind === "words") ||
    (index < words.length - 1 && isAbout) ||
    (index > 0 && isArranged) ||
    /^(?:before|after)$/.test(words[index - 1] ?? "")
  );
}

/** Words by which a fixed value asks to act as somebody: `on_behalf_of`, `X-Impersonate-User`. */
export function asksToActAs(value: string): boolean {
  return /behalf|impersonat|masquerad|(?:act|run|sudo|login|signin)as|assume(?:d)?role/.test(squash(value));
}

/** Whether a literal segment of a path holds people: `/users`, `/phone.users`, `/u`. */
export function namesPeople(segment: string): boolean {
  const words = wordsOf(segment);
  const last = words.at(-1) ?? "";
  return (
    says(last, "person") ||
    says(last, "people") ||
    words.join(" ").endsWith("direct reports") ||
    words.some((word) => /^(?:users?|accounts?|members?|employees?)$/.test(word))
  );
}
