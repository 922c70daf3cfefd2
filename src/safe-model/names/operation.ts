import { textOf } from "../values.ts";
import { says } from "./vocabulary.ts";
import { squash, wordsOf } from "./words.ts";

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
