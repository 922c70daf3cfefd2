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
  const isWhole = ({ part, keyword }: Placed): boolean => part === "input" && keyword === undefined;
  const whole = new Set(changes.filter(isWhole).map(({ name }) => name));
  const bounds = changes
    .filter((change) => change.part === "input" && change.effect !== "text" && !whole.has(change.name))
    .toSorted((a, b) => Number(a.effect === "narrows") - Number(b.effect === "narrows"))
    .map((change) => boundOf(change, pageSize));
  const named = (phrase: string, part: string, kind: SemanticChange["kind"]): string[] => {
    const meant = changes.filter((change) => change.part === part && change.kind === kind && !change.keyword);
    return meant.length === 0 ? [] : [`${phrase} ${inCode(meant.map(({ name }) => name))}`];
  };
  const told = [
    ...changes.flatMap(({ part, after: mode }) => OTHER_MODES[`${part} ${mode}`] ?? []),
    ...named("need the scope", "scopes", "added"),
    ...named("also see", "result", "added"),
    ...named("also send", "input", "added"),
    ...new Set(bounds),
    ...(changes.some(({ part }) => /^(?:requestBody|result)Mode$/.test(part)) ? [OTHER_BODY] : []),
    ...named("no longer see", "result", "removed"),
    ...named("no longer send", "input", "removed"),
    ...named("no longer need the scope", "scopes", "removed"),
  ];
  const rest = told.length - MOST_TOLD;
  return rest > 0 ? [...told.slice(0, MOST_TOLD), `have ${rest} more of such changes`] : told;
}

const OTHER_MODES: Record<string, string> = {
  "approvalMode automatic": "no longer need a person's approval",
  "approvalMode require_approval": "need a person's approval each time",
};
const OTHER_BODY = "send or see another kind of body";

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

/** What a bound's change means, by its keyword: the input's name, and the new bound instead of the old one. */
const BOUNDS: Record<string, (name: string, instead: string) => string> = {
  maximum: (name, instead) => `send ${name} up to ${instead}`,
  minimum: (name, instead) => `send ${name} from ${instead}`,
  maxLength: (name, instead) => `send ${name} of up to ${instead} characters`,
  minLength: (name, instead) => `send ${name} of at least ${instead} characters`,
  maxItems: (name, instead) => `send up to ${instead} of ${name}`,
  minItems: (name, instead) => `send at least ${instead} of ${name}`,
};

function boundOf({ name, keyword = "", kind, effect, before, after }: Placed, pageSize: string): string {
  const shown = inCode([name]);
  const none = keyword.endsWith("Length") ? "any number of" : "any number";
  const instead = `${after ?? none} instead of ${before ?? none}`;
  if (keyword === "maximum" && name === pageSize) {
    return `page by ${instead}`;
  }
  if (keyword === "required") {
    return `${kind === "added" ? "have to send" : "be free to leave out"} ${shown}`;
  }
  const values =
    keyword !== "enum" ? "other" : effect === "narrows" ? "fewer" : kind === "added" ? "more" : "other";
  return BOUNDS[keyword]?.(shown, instead) ?? `send ${values} values of ${shown}`;
}

/** What a name of a checked draft may hold; others are counted, and never shown. */
const SHOWN = /^[\p{L}\p{N}@$_#&%/(),.:;+'?!*=\-[\]" ]{1,120}$/u;

/** Names in code, where they can say nothing: `agenda` and 2 more. */
export function inCode(names: readonly string[]): string {
  const [shown, hidden] = [
    names.filter((name) => SHOWN.test(name)),
    names.filter((name) => !SHOWN.test(name)),
  ];
  return inList([...shown.map((name) => `\`${name}\``), ...hidden.map(() => "a name that can't be shown")]);
}
