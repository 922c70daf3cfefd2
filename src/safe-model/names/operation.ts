import { squash, wordSet, wordsOf } from "./words.ts";

/** Inputs that choose what the request does; their values tell whether it is an order. */
const OPERATION = wordSet(`action actions operation operations op ops verb method do perform task event
  transition change act trigger`);

/** Inputs that say nothing else than what to do. */
const COMMAND = wordSet("cmd command commands exec execute invoke run perform do act trigger");

/** Of such inputs, the values that only look. */
const LOOKING = wordSet(
  "get list read view show search find count describe fetch lookup head status info help",
);

/** Whether an input's name says that its value chooses what the request does. */
export function namesOperation(name: string): boolean {
  const words = wordsOf(name);
  return (
    OPERATION.has(words.at(-1) ?? "") || (words.length > 1 && /^(?:set|do|change)$/.test(words[0] ?? ""))
  );
}

/** Whether an input is a command whatever its values are, unless they only look. */
export function isCommand(name: string, values: readonly unknown[] | undefined): boolean {
  const words = wordsOf(name);
  const onlyLooks = values?.every((value) => LOOKING.has(wordsOf(String(value))[0] ?? "")) ?? false;
  const isSole = words.length === 1 && COMMAND.has(words[0] ?? "");
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

/** Whether an input's name says that its value is a state. */
export function namesState(name: string): boolean {
  return /^(?:status|state|phase|lifecycle)$/.test(wordsOf(name).at(-1) ?? "");
}

/** Whether an input's name says that its value only arranges the answer: `sort: start`. */
export function namesArrangement(name: string): boolean {
  return wordsOf(name).some((word) =>
    /^(?:sort|sorting|order|by|field|fields|edge|side|anchor|align|position|direction|group|key|type|kind|category|view)$/.test(
      word,
    ),
  );
}

/** Whether a value stops what runs. */
export function stops(value: string): boolean {
  return /^(?:end|stop|halt|finish|abort|cancel)$/i.test(value);
}

/** Whether an input's name asks what happened, rather than what to do. */
export function asksForEvents(name: string): boolean {
  return /^(?:events?|triggers?|transitions?|changes?)$/.test(wordsOf(name).at(-1) ?? "");
}
