import { textOf } from "../values.ts";
import { says } from "./vocabulary.ts";
import { squash, wholeSays, wordsOf } from "./words.ts";

export type Effect = "destructive" | "changing";

/** What a segment or a fixed value tells the API to do, if it is a command. */
export function effectOf(text: string): Effect | undefined {
  // `chat.delete` and `users:delete` have a command for a part; `sign-out` is one word.
  const parts = text.split(/[.:$@/]+/).map(wordsOf);
  const effects = [...parts, [squash(text)]].map(effectOfWords);
  return effects.includes("destructive") ? "destructive" : effects.find((effect) => effect !== undefined);
}

function effectOfWords(words: readonly string[]): Effect | undefined {
  const [first = "", ...others] = words;
  const last = others.at(-1);
  if (last === undefined) {
    return isDestructive(first) ? "destructive" : says(first, "changes") ? "changing" : undefined;
  }
  if (says(last, "about changes")) {
    return undefined;
  }
  return isDestructive(first) || isDestructive(last)
    ? "destructive"
    : says(first, "commands")
      ? "changing"
      : undefined;
}

function isDestructive(word: string): boolean {
  return says(word, "destroys") || says(word, "many");
}

/** Whether a fixed value of a write's input brings a state that can't be undone: `status: "suspended"`. */
export function bringsDestruction(value: string): boolean {
  return says(wordsOf(value).join(""), "destroyed") || effectOf(value) === "destructive";
}

/** Whether an input's name is an order to destroy: `delete`, `remove_participants`, `hard_delete`. */
export function namesDestruction(name: string): boolean {
  const words = wordsOf(name);
  const [first = "", second = ""] = words;
  return says(says(first, "adverb") ? second : first, "orders") && !says(words.at(-1) ?? "", "about changes");
}

/** Whether an input's name takes off what is put on things: `remove_labels`, `removeLabelIds`. */
export function takesOffLabels(name: string): boolean {
  const [first, second = ""] = wordsOf(name);
  return first === "remove" && says(second, "label");
}

/** Whether a yes or no is an order: in a read any change, in a write what ends things or reaches everybody. */
export function isOrder(name: string, isRead: boolean): boolean {
  const words = wordsOf(name);
  const plain = words.filter((word) => !/^(?:is|has|be|auto)$/.test(word));
  if (isRead) {
    // `includeSpamTrash` says what the answer holds.
    const isHarmless =
      wholeSays(name, "adjective") || /^(?:include|exclude|show|hide|only)/.test(words[0] ?? "");
    return effectOf(plain.join("_")) !== undefined && !isHarmless;
  }
  const [first = "", last = ""] = [words[0], words.at(-1)];
  return (
    (plain.length === 1 && (says(plain[0] ?? "", "destroyed") || says(plain[0] ?? "", "undoes"))) ||
    (/^(?:end|stop|cancel)$/.test(first) && /^(?:meeting|call|session|event|webinar)s?$/.test(last)) ||
    (words.length === 1 && (isDestructive(first) || first === "cancel" || first === "end")) ||
    /^auto(?:merge|approve|publish|delete)$/.test(squash(name)) ||
    (/^(?:notify|send|broadcast|publish|make)$/.test(first) &&
      /^(?:all|everyone|everybody|public)$/.test(last))
  );
}

/** Whether an input's name says that it changes somebody's rights or licence. */
export function namesRights(name: string): boolean {
  const words = wordsOf(name);
  return words.some(
    (word, index) =>
      says(word, "right") || (/^(?:levels?|rights?)$/.test(word) && words[index - 1] === "access"),
  );
}

/** Whether an input's name says that its value chooses what the request does. */
export function namesOperation(name: string): boolean {
  const words = wordsOf(name);
  return (
    says(words.at(-1) ?? "", "operation") || (words.length > 1 && /^(?:set|do|change)$/.test(words[0] ?? ""))
  );
}

/** Whether an input is a command whatever its values are, unless they only look. */
export function isCommand(name: string, values: readonly unknown[] | undefined): boolean {
  const words = wordsOf(name);
  const onlyLooks = values?.every((value) => says(wordsOf(textOf(value))[0] ?? "", "looks")) ?? false;
  const isSole = words.length === 1 && says(words[0] ?? "", "command");
  return (isSole || (words.length > 1 && /^(?:set|do)$/.test(words[0] ?? ""))) && !onlyLooks;
}

/** Inputs that some servers take for another method or route than the one that was reviewed. */
export function namesOverride(name: string): boolean {
  const joined = squash(name);
  return (
    wordsOf(name).includes("override") ||
    /^(?:x?http)?(?:x)?methodoverride$/.test(joined) ||
    joined === "httpmethod" ||
    joined === "httpverb" ||
    /^_+(?:method|action|query|format|override|http)/i.test(name)
  );
}

/** Whether a value says which way something is sorted: `updated desc`, `-name`, `start/dateTime asc`. */
export function tellsDirection(value: string): boolean {
  return /^(?:[-+]\w[\w./]*|\w[\w./]*[ :_,-](?:asc|desc)(?:ending)?)$/i.test(value);
}

/** Whether a value stops what runs. */
export function stops(value: string): boolean {
  return /^(?:end|stop|halt|finish|abort|cancel)$/i.test(value);
}
