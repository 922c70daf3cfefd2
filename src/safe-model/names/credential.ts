import { memoize } from "../../lazily.ts";
import { isAtLeast, KINDS, type Kind } from "../values.ts";
import { says, singular, type Tag } from "./vocabulary.ts";
import { isListed, squash, wordsOf } from "./words.ts";

/** Names of one thing: what stands before them makes them a credential, or doesn't. */
const SAME: Record<string, string> = { uri: "url", link: "url", href: "url" };

/**
 * Whether a name says that it holds a credential, or a link that works like one.
 *
 * @param kind what its value can be, where that is known: an identifier under `use_pin` is a PIN
 */
export function namesCredential(name: string, kind: Kind = "words"): boolean {
  return SAYING[kind](name);
}

/** The answer for each kind of value: many drafts have the same names. */
const SAYING = Object.fromEntries(
  KINDS.map((kind) => [
    kind,
    // `passWord` and `pass_word` are one word to those who read them.
    memoize(
      (name) => saysCredential(wordsOf(name), kind) || saysCredential(wordsOf(squash(name)), kind),
      10_000,
    ),
  ]),
) as Record<Kind, (name: string) => boolean>;

function saysCredential(words: readonly string[], kind: Kind): boolean {
  return words.some((_, index) => isCredential(words, index) && !isExcused(words, index, kind));
}

/** Whether a yes or no asks for a credential in the answer: `include_host_key`, `reveal_secret`. */
export function asksForCredential(name: string): boolean {
  const [first = "", ...rest] = wordsOf(name);
  return first === "unmask" || (says(first, "asksFor") && namesCredential(rest.join("_")));
}

/** Whether a policy's data or the name itself say that it holds a credential. */
export function holdsCredential(
  name: string,
  { fields, notCredentials }: { fields: readonly string[]; notCredentials: readonly string[] },
  kind: Kind = "words",
): boolean {
  return isListed(name, fields) || (namesCredential(name, kind) && !isListed(name, notCredentials));
}

/** Whether a segment is a way to sign in: it answers with what was signed in with. */
export function namesSignIn(segment: string): boolean {
  return wordsOf(segment).some((word) => says(word.replace(/2$/, ""), "signIn"));
}

/** `key` and `keys` by themselves: of a route they name what it answers with. */
export function namesKey(name: string): boolean {
  const words = wordsOf(name);
  return singular(words.at(-1) ?? "") === "key" && !says(words.at(-2) ?? "", "before plain key");
}

function isCredential(words: readonly string[], index: number): boolean {
  const [word = "", previous = ""] = [words[index], words[index - 1]];
  const noun = SAME[singular(word)] ?? singular(word);
  // `key`, `code` and `url` alone say little (`sort_key`, `country_code`).
  const isQualified = says(previous, `before ${noun}` as Tag);
  return says(word, "credential") || says(`${previous}-${noun}`, "credential") || isQualified;
}

function isExcused(words: readonly string[], index: number, kind: Kind): boolean {
  const [word = "", previous = "", next = "", last = ""] = [
    words[index],
    words[index - 1],
    words[index + 1],
    words.at(-1),
  ];
  return (
    (singular(word) === "token" && says(previous, "before page token")) ||
    (word === "tokens" && says(previous, "before many tokens")) ||
    (word === "pin" && says(next, "after pin")) ||
    (index < words.length - 1 &&
      says(last, kind === "text" ? "text about credentials" : "about credentials")) ||
    // What can be one is no yes or no, whatever its name says.
    (index > 0 && !isAtLeast(kind, "identifier") && says(words[0] ?? "", "asks about credentials"))
  );
}
