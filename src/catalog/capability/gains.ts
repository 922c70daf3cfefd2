import { fromPointer } from "../../json/pointer.ts";
import type { Action } from "../action.ts";
import { compareActions, type SemanticChange } from "../compare.ts";
import { inList } from "./english.ts";

/** More of them are for the list of changes. */
const MOST_TOLD = 5;

/**
 * What agents gain and lose by an update, each as it goes on from "they would": `also see \`agenda\``,
 * `page by 50 instead of 300`. What gives them more stands first. Nothing where only texts differ.
 *
 * @param pageSize the parameter that is the page's size, by the policy
 */
export function gainsOf(before: Action, after: Action, pageSize: string): string[] {
  const changes = compareActions(before, after).changes.map(placed);
  const whole = new Set(
    changes.filter(({ part, keyword }) => part === "input" && keyword === undefined).map(({ name }) => name),
  );
  const isOtherMode = changes.some(({ part }) => part === "requestBodyMode" || part === "resultMode");
  const told = [
    ...approval(before, after),
    ...named(changes, "scopes", "added", (names) => `need the scope ${names}`),
    ...named(changes, "result", "added", (names) => `also see ${names}`),
    ...named(changes, "input", "added", (names) => `also send ${names}`),
    ...bounds(
      changes.filter(({ effect }) => effect !== "narrows"),
      whole,
      pageSize,
    ),
    ...bounds(
      changes.filter(({ effect }) => effect === "narrows"),
      whole,
      pageSize,
    ),
    ...(isOtherMode ? ["send or see another kind of body"] : []),
    ...named(changes, "result", "removed", (names) => `no longer see ${names}`),
    ...named(changes, "input", "removed", (names) => `no longer send ${names}`),
    ...named(changes, "scopes", "removed", (names) => `no longer need the scope ${names}`),
  ];
  const rest = told.length - MOST_TOLD;
  return rest > 0 ? [...told.slice(0, MOST_TOLD), `have ${rest} more of such changes`] : told;
}

/** A change with what it is a change of. */
interface Placed extends SemanticChange {
  part: string;
  /** Of an input its name, `a.b[]`; of a set its entry. */
  name: string;
  /** The keyword of an input's schema; none where the whole input came or went. */
  keyword: string | undefined;
}

function placed(change: SemanticChange): Placed {
  const [part = "", place = "", ...tokens] = fromPointer(change.pointer);
  const entry = String(change.kind === "removed" ? change.before : change.after);
  if (part !== "input") {
    return { ...change, part, name: entry, keyword: undefined };
  }
  const steps: string[] = [];
  while (tokens[0] === "properties" || tokens[0] === "items") {
    steps.push(tokens.shift() === "items" ? "[]" : `.${tokens.shift() ?? ""}`);
  }
  const [keyword] = tokens;
  const name = [...steps, ...(keyword === "required" ? [`.${entry}`] : [])].join("").replace(/^\./, "");
  return { ...change, part, name: name === "" ? place : name, keyword };
}

function approval(before: Action, after: Action): string[] {
  if (before.approvalMode === after.approvalMode) {
    return [];
  }
  return [
    after.approvalMode === "automatic"
      ? "no longer need a person's approval"
      : "need a person's approval each time",
  ];
}

function named(
  changes: readonly Placed[],
  part: string,
  kind: SemanticChange["kind"],
  phrase: (names: string) => string,
): string[] {
  const names = changes.filter(
    (change) => change.part === part && change.kind === kind && change.keyword === undefined,
  );
  return names.length === 0 ? [] : [phrase(inCode(names.map(({ name }) => name)))];
}

/** The words for a bound's change, by its keyword. */
const BOUNDS: Record<string, (name: string, instead: (of?: string) => string) => string> = {
  maximum: (name, instead) => `send ${name} up to ${instead()}`,
  minimum: (name, instead) => `send ${name} from ${instead()}`,
  maxLength: (name, instead) => `send ${name} of up to ${instead(" of")} characters`,
  minLength: (name, instead) => `send ${name} of at least ${instead(" of")} characters`,
  maxItems: (name, instead) => `send up to ${instead()} of ${name}`,
  minItems: (name, instead) => `send at least ${instead()} of ${name}`,
};

function bounds(changes: readonly Placed[], whole: ReadonlySet<string>, pageSize: string): string[] {
  const inputs = changes.filter(({ part, effect }) => part === "input" && effect !== "text");
  const told = inputs.flatMap(({ name, keyword, kind, effect, before, after }): string[] => {
    const instead = (of = ""): string => `${amount(after, of)} instead of ${amount(before, of)}`;
    const isMore = kind === "added";
    if (keyword === undefined || whole.has(name)) {
      return [];
    }
    if (keyword === "maximum" && name === pageSize) {
      return [`page by ${instead()}`];
    }
    if (keyword === "required") {
      return [`${isMore ? "have to send" : "be free to leave out"} ${inCode([name])}`];
    }
    if (keyword === "enum") {
      return [`send ${effect === "narrows" ? "fewer" : howMany(kind)} values of ${inCode([name])}`];
    }
    return [BOUNDS[keyword]?.(inCode([name]), instead) ?? `send other values of ${inCode([name])}`];
  });
  return [...new Set(told)];
}

function howMany(kind: SemanticChange["kind"]): string {
  return kind === "added" ? "more" : "other";
}

function amount(bound: unknown, of: string): string {
  return typeof bound === "number" ? String(bound) : `any number${of}`;
}

/** What a name of a checked draft may hold; others are counted, and never shown. */
const SHOWN = /^[\p{L}\p{N}@$_#&%/(),.:;+'?!*=\-[\]" ]{1,120}$/u;

/** Names in code, where they can say nothing: `agenda` and 2 more. */
export function inCode(names: readonly string[]): string {
  const shown = names.filter((name) => SHOWN.test(name)).map((name) => `\`${name}\``);
  return inList([
    ...shown,
    ...names.filter((name) => !SHOWN.test(name)).map(() => "a name that can't be shown"),
  ]);
}
