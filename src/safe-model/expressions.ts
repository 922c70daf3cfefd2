import { charactersIn, NO_CHARACTERS, overlaps, setOfText } from "../patterns/characters.ts";
import { alphabetOf, isSpelled, longestOf } from "../patterns/language.ts";
import { type Pattern, patternOf } from "../patterns/pattern.ts";
import { createMachine, type State } from "../patterns/states.ts";
import { isWithin } from "./values.ts";

/** Without these a text is no address, no markup and no expression. */
const TELLING = setOfText(":/<>(){}[]=&%$'\"|;*\\`");
const [SPACE, COMMA] = [setOfText(" "), setOfText(",")];

/** Whether a text of the pattern can be more than words: an address, markup, an expression. */
export function isTelling({ whole }: Pattern): boolean {
  return overlaps(alphabetOf(whole), TELLING);
}

/** Whether a text of the pattern can be words and commas: in a query language that is a whole query. */
export function isListOfWords({ whole }: Pattern): boolean {
  const alphabet = alphabetOf(whole);
  return overlaps(alphabet, SPACE) && overlaps(alphabet, COMMA);
}

/** Where a reader of an expression is: before a word, before a value, within one, between quotes, after them. */
type Position = "word" | "value" | "within" | "'" | '"' | "closed";

/** Longer expressions, and those with more choices, are none that a reviewer can judge. */
const LONGEST_EXPRESSION = 300;
const MOST_STEPS = 600;

/**
 * Whether whoever fills in the pattern chooses values of an expression and none of its operators: a free
 * part is one word after `=` or `:` or at the end of one that is fixed, or it stands between quotes that
 * it can't hold, and then it may have spaces. `^name contains '[A-Za-z0-9 ]{1,40}'$` is such a pattern.
 */
export function hasFixedOperators({ whole }: Pattern): boolean {
  if (longestOf(whole) > LONGEST_EXPRESSION) {
    return false;
  }
  const steps: [State, Position][] = [[createMachine(whole).start, "word"]];
  const seen = new Set<string>();
  for (const [state, position] of steps) {
    const { accepts, moves } = state.ways();
    if ((accepts && isQuote(position)) || seen.size > MOST_STEPS) {
      return false;
    }
    // Many characters that are spelled out one by one are a choice among them all the same.
    const spelled = moves.reduce((all, { set }) => (isSpelled(set) ? all | set : all), NO_CHARACTERS);
    for (const { set, next } of moves) {
      const isFree = !(isSpelled(set) && isSpelled(spelled));
      for (const after of new Set(charactersIn(set).map((one) => positionAfter(position, one, isFree)))) {
        if (after === undefined) {
          return false;
        }
        const key = `${next.id} ${after}`;
        if (!seen.has(key)) {
          seen.add(key);
          steps.push([next, after]);
        }
      }
    }
  }
  return true;
}

/** What stands between a name and the value that it is compared with. */
const COMPARISON = String.raw` ?(?:[=:<>~!]|(?:eq|ne|in|is|has|like|co|sw|contains|startswith)\b)`;
const COMPARED = new RegExp(`(?<![\\w.])([A-Za-z_][\\w.]*)${COMPARISON}`, "gi");

/** The names that an expression compares with what is filled in: `owner` of `^owner eq '[a-z]{1,9}'$`. */
export function comparedNames({ pattern }: Record<string, unknown>): string[] {
  if (typeof pattern !== "string" || patternOf(pattern) === undefined) {
    return [];
  }
  const spelled = pattern.replace(/\[(?:[^\]\\]|\\.)*\]/g, "\0").replace(/\\(.)/g, "$1");
  return [...spelled.matchAll(COMPARED)].map(([, name = ""]) => name);
}

function isQuote(text: string): text is "'" | '"' {
  return text === "'" || text === '"';
}

/** Undefined where the character would let a caller choose an operator. */
function positionAfter(position: Position, character: string, isFree: boolean): Position | undefined {
  if (character === "\\" || (isFree && isQuote(character))) {
    return undefined;
  }
  if (isQuote(position)) {
    return character === position ? "closed" : position;
  }
  return isFree ? afterFree(position, character) : afterFixed(position, character);
}

function afterFree(position: Position, character: string): Position | undefined {
  const isWord = /[A-Za-z_]/.test(character);
  const isHeld = position === "value" || position === "within";
  return /[0-9.@+#~-]/.test(character) || (isWord && isHeld) ? "within" : undefined;
}

function afterFixed(position: Position, character: string): Position {
  if (isQuote(character) || (character === " " && position === "value")) {
    return isQuote(character) ? character : "value";
  }
  const [, after = "within"] = SIGNS.find(([signs]) => signs.test(character)) ?? [];
  return after;
}

const SIGNS: readonly [RegExp, Position][] = [
  [/[=<>:!~]/, "value"],
  [/[ ,(|&;[{]/, "word"],
  [/[)\]}]/, "closed"],
];

/** Whether each text of the pattern is the URI of something below a base URL, and nothing else. */
export function isBelow(pattern: unknown, base: string): boolean {
  const escaped = base.replace(/[$^\\.*+?()[\]{}|]/g, "\\$&");
  const part = "[A-Za-z0-9_~:-]{1,128}";
  return isWithin(pattern, patternOf(`^${escaped}(?:/${part}(?:\\.${part}){0,2}){1,8}$`));
}
