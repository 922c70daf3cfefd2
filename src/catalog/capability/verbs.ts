import { isPlural } from "./english.ts";

/** How a verb stands before what it is done to, and before whom or what that belongs to. */
export interface Verb {
  /** As a sentence has it: `fetch` is `read`. */
  text: string;
  /** Between the verb and a thing of its own: append *to* a range. */
  before?: string;
  /** Between its object and where that goes: post a message *to* a chat. */
  toward?: string;
  /** Whether its object is the one that a thing has: set *the* topic *of* a conversation. */
  isOfThing?: boolean;
  /** Whether it only looks. */
  isReading?: boolean;
  /** Whether it stands for the user: sent *as* them, not *for* them. */
  isSpeech?: boolean;
}

const listed = (words: string, more: Omit<Verb, "text"> = {}): [string, Verb][] =>
  words.split(/\s+/).map((word) => [word, { text: word, ...more }]);

const READING = new Map<string, Verb>([
  ...listed("list search query count filter check compare preview export download", { isReading: true }),
  ...["get", "read", "fetch", "find", "lookup", "retrieve", "show", "describe", "view"].map(
    (word): [string, Verb] => [
      word,
      { text: word === "find" || word === "lookup" ? "search" : "read", isReading: true },
    ],
  ),
]);

const WRITING = new Map<string, Verb>([
  ...listed(`accept acknowledge activate approve archive assign build cancel capture charge clear close complete confirm copy create
    deactivate decline delete deploy disable dismiss dispatch enable end execute finalize follow import join leave lock
    merge modify move open pause pay pin play purge rebuild redeploy refresh refund register reject release remove
    reopen request rerun resend resolve restart restore resume retry revoke run schedule
    share sign skip star start stop submit sync transfer trash trigger unarchive undelete unfollow unlock unpin
    unstar unwatch validate void watch`),
  ...listed("add upload insert attach", { toward: "to" }),
  ...listed("detach", { toward: "from" }),
  ...listed("send post publish forward", { toward: "to", isSpeech: true }),
  ...listed("append", { before: "to", toward: "to" }),
  ...listed("reply respond", { before: "to", toward: "to", isSpeech: true }),
  ...listed("invite subscribe unsubscribe", { before: "to" }),
  ...listed("comment", { before: "on" }),
  ...listed("set edit update rename replace reset mark", { isOfThing: true, toward: "of" }),
]);

/** What a path's last words ask for. */
export interface Operation {
  verb: Verb;
  /** What the words say that it is done to; empty where they say nothing. */
  object: string;
  /** Whether it is done to many at once. */
  isBulk: boolean;
}

/** Verbs that are as often nouns: `build_hooks` are things, `list_folder` is an order. */
const NOUNS =
  /^(?:build|capture|charge|check|comment|count|deploy|export|filter|import|invite|lock|mark|merge|pay|play|post|preview|query|refund|register|release|request|run|schedule|search|share|sign|star|start|transfer|trash|trigger|update|view|watch)$/;

/**
 * The operation that a name asks for: `postMessage`, `list_folder`, `create_folder_v2`, `search`,
 * `batchUpdate`. A read asks for nothing but reads.
 *
 * @param isOrder whether it can be no thing, since it follows a colon
 */
export function operationIn(
  words: readonly string[],
  isRead: boolean,
  isOrder = false,
): Operation | undefined {
  const isBulk = /^(?:batch|bulk|mass)$/.test(words[0] ?? "") && words.length > 1;
  const [name = "", ...rest] = isBulk ? words.slice(1) : words;
  // A write is described as one, whatever it is called.
  const verb = (isRead ? READING : WRITING).get(name);
  const object = rest.join(" ");
  const isThing = (!isOrder && NOUNS.test(name) && isPlural(object)) || /^(?:as|for|to|with)\b/.test(object);
  return verb === undefined || isThing ? undefined : { verb, object, isBulk };
}

/** The order that a noun names: a cancellation of an event cancels it. */
export function operationOf(noun: string): Operation | undefined {
  const verb = /^[a-z]+ion$/.test(noun)
    ? [...WRITING.values()].find(({ text }) => {
        const stem = text.replace(/e$/, "");
        return stem.length > 4 && noun.startsWith(stem) && noun.length - stem.length < 7;
      })
    : undefined;
  return verb === undefined ? undefined : { verb, object: "", isBulk: false };
}
