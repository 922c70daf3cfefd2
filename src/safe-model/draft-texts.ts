import type { ReadableAction } from "../catalog/action.ts";
import type { LivePort } from "../catalog/load.ts";
import type { ReadableDraft } from "../drafts/draft.ts";
import { toPointer } from "../json/pointer.ts";
import { memoize } from "../lazily.ts";
import { inputNodes } from "./inputs.ts";
import { wordsOf } from "./names/words.ts";

/**
 * What a text is: sentences, a name, a fixed value for the API, or data, which only has to be visible.
 */
export type TextKind = "sentence" | "name" | "value" | "data";

/** A text of a draft, with who reads it and the length that it may have. */
export interface DraftText {
  pointer: string;
  text: string;
  kind: TextKind;
  /** Agents read it when they choose and fill a tool, reviewers when they decide on a request. */
  reader: "agents" | "reviewers";
  /** Longest length, in UTF-16 code units. */
  most: number;
  /** Whether it may run over several lines. */
  mayBreak?: boolean;
  /** What messages call it; without that, the last part of its pointer. */
  name?: string;
}

/** Every text of a draft that somebody reads, names and values among them. */
export const textsOf = memoize((draft: ReadableDraft): readonly DraftText[] => [...readTexts(draft)]);

function* readTexts(draft: ReadableDraft): Generator<DraftText> {
  yield {
    pointer: "/rationale",
    text: draft.rationale,
    kind: "sentence",
    reader: "reviewers",
    most: 2000,
    mayBreak: true,
  };
  if (draft.$schema !== undefined && draft.$schema !== "") {
    yield { pointer: "/$schema", text: draft.$schema, kind: "data", reader: "reviewers", most: 300 };
  }
  if (draft.change !== "retire") {
    yield* actionTexts(draft.action as ReadableAction);
  }
}

/** What agents read of an action: in the manifest's order, and where it would stand in a draft. */
export function* actionTexts(action: ReadableAction): Generator<DraftText> {
  const { slug, label, description, examples } = action as Record<string, unknown>;
  yield* agentText("/action/slug", slug, "name", 64);
  yield* agentText("/action/label", label, "sentence", LONGEST.label);
  yield* agentText("/action/description", description, "sentence", LONGEST.description);
  yield* inputTexts(action);
  for (const [index, field] of action.result.fields.entries()) {
    yield* agentText(`/action/result/fields/${index}`, field, "name", LONGEST_PATH);
  }
  for (const [index, example] of (Array.isArray(examples) ? examples : []).entries()) {
    yield* agentText(`/action/examples/${index}/name`, example?.name, "name", 60);
    yield* valuesOf({ input: example?.input, expect: example?.expect }, `/action/examples/${index}`);
  }
}

function* inputTexts(action: ReadableAction): Generator<DraftText> {
  for (const { name, schema, pointer, depth, isItem } of inputNodes(action)) {
    if (depth > 0 && !isItem) {
      yield* agentText(pointer, name, "name", LONGEST_PATH);
    }
    if (schema.description !== "") {
      yield* agentText(`${pointer}/description`, schema.description, "sentence", 200);
    }
    for (const [index, value] of (Array.isArray(schema.enum) ? schema.enum : []).entries()) {
      yield* fixedValue(`${pointer}/enum/${index}`, value, 128);
    }
    for (const keyword of ["const", "default"]) {
      yield* fixedValue(`${pointer}/${keyword}`, schema[keyword], 500);
    }
  }
}

/** The longest texts of their kinds, in UTF-16 code units. */
export const LONGEST = { label: 60, description: 280 };
const LONGEST_PATH = 500;

function* agentText(pointer: string, text: unknown, kind: TextKind, most: number): Generator<DraftText> {
  if (typeof text === "string") {
    yield { pointer, text, kind, reader: "agents", most };
  }
}

function* fixedValue(pointer: string, value: unknown, most: number): Generator<DraftText> {
  if (value !== "") {
    yield* agentText(pointer, value, "value", most);
  }
}

/** More than an honest example holds: a page of a list. */
const MOST_VALUES = 2_000;

/** The texts in an example's values, with the names of its members: they stand in the manifest. */
function* valuesOf(document: unknown, pointer: string): Generator<DraftText> {
  const open: [value: unknown, pointer: string][] = [[document, pointer]];
  for (let count = 0; open.length > 0 && count < MOST_VALUES; count++) {
    const [value, at = pointer] = open.pop() ?? [];
    if (typeof value === "string" && value !== "") {
      yield { pointer: at, text: value, kind: "data", reader: "agents", most: 4096, mayBreak: true };
    } else if (typeof value === "object" && value !== null) {
      for (const [name, below] of Object.entries(value)) {
        const here = at + toPointer([name]);
        if (!Array.isArray(value) && name !== "") {
          yield { pointer: here, text: name, kind: "data", reader: "agents", most: 200 };
        }
        open.push([below, here]);
      }
    }
  }
}

/**
 * The words that are an action's own: those of its route, its names, its fixed values and its port. A
 * text that speaks of tokens or instructions speaks of the API's where they are among them.
 */
export function ownWords(action: ReadableAction | undefined, port: LivePort): ReadonlySet<string> {
  return action === undefined ? wordsOfPort(port) : wordsWith(port)(action);
}

const wordsOfPort = memoize(
  ({ manifest }: LivePort): ReadonlySet<string> => new Set(wordsIn(manifest.port.label.split(" "))),
);

/** Several rules ask. */
const wordsWith = memoize((port: LivePort) =>
  memoize(
    (action: ReadableAction): ReadonlySet<string> =>
      new Set([...wordsOfPort(port), ...wordsOfAction(action)]),
  ),
);

function wordsOfAction(action: ReadableAction): string[] {
  const names = [action.slug, action.path, ...action.result.fields];
  for (const { name, schema } of inputNodes(action)) {
    const values: unknown[] = Array.isArray(schema.enum) ? schema.enum.slice(0, 100) : [];
    names.push(name, ...values.filter((value) => typeof value === "string"));
  }
  return wordsIn(names);
}

/** A value of one word is the API's; what is longer could bring any word in. */
function wordsIn(names: readonly string[]): string[] {
  return names.filter(isShort).flatMap(wordsOf).map(stem);
}

function isShort(name: string): boolean {
  return name.length <= 200 && !/\s/.test(name);
}

/** A word without its plural: `instructions` and `instruction` are one. */
export function stem(word: string): string {
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}
