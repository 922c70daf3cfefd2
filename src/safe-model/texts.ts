import type { ReadableAction } from "../catalog/action.ts";
import type { ReadableDraft } from "../drafts/draft.ts";
import { toPointer } from "../json/pointer.ts";

import { inputNodes } from "./inputs.ts";

/** A free text of a draft, with the length that it may have. */
export interface DraftText {
  pointer: string;
  text: string;
  /** Longest length, in UTF-16 code units. */
  most: number;
  /** Whether it may run over several lines. */
  mayBreak: boolean;
  /** Whether it is a value for the API, which may look like markup and isn't read as text. */
  isValue?: boolean;
  /** Whether it is an example's value: data, which claims nothing of the draft. */
  isExample?: boolean;
}

/** The texts by which a draft speaks to people, and those that they see in its schemas. */
export function* textsOf(draft: ReadableDraft): Generator<DraftText> {
  yield* ownTexts(draft);
  if (draft.change === "retire") {
    return;
  }
  for (const { schema, pointer } of inputNodes(draft.action as ReadableAction)) {
    if (typeof schema.description === "string") {
      yield { pointer: `${pointer}/description`, text: schema.description, most: 200, mayBreak: false };
    }
    const values = Array.isArray(schema.enum) ? schema.enum : [];
    for (const [index, value] of values.entries()) {
      if (typeof value === "string" && value !== "") {
        yield { pointer: `${pointer}/enum/${index}`, text: value, most: 128, mayBreak: false, isValue: true };
      }
    }
    for (const keyword of ["const", "default"]) {
      const value = schema[keyword];
      if (typeof value === "string" && value !== "") {
        yield { pointer: `${pointer}/${keyword}`, text: value, most: 500, mayBreak: false, isValue: true };
      }
    }
  }
}

function* ownTexts(draft: ReadableDraft): Generator<DraftText> {
  yield { pointer: "/rationale", text: draft.rationale, most: 2000, mayBreak: true };
  if (draft.$schema !== undefined && draft.$schema !== "") {
    yield { pointer: "/$schema", text: draft.$schema, most: 300, mayBreak: false, isValue: true };
  }
  const { label, description, examples } = draft.action as Record<string, unknown>;
  if (typeof label === "string") {
    yield { pointer: "/action/label", text: label, most: 80, mayBreak: false };
  }
  if (typeof description === "string") {
    yield { pointer: "/action/description", text: description, most: 500, mayBreak: false };
  }
  for (const [index, example] of (Array.isArray(examples) ? examples : []).entries()) {
    const name: unknown = example?.name;
    if (typeof name === "string") {
      yield { pointer: `/action/examples/${index}/name`, text: name, most: 80, mayBreak: false };
    }
    // Examples stand in the manifest, which people and other agents read.
    yield* valuesOf({ input: example?.input, expect: example?.expect }, `/action/examples/${index}`);
  }
}

/** More than an honest example holds: a page of a list. */
const MOST_VALUES = 2_000;

/** The texts in an example's values, with the names of its members. */
function* valuesOf(document: unknown, pointer: string): Generator<DraftText> {
  const open: [value: unknown, pointer: string][] = [[document, pointer]];
  for (let count = 0; open.length > 0 && count < MOST_VALUES; count++) {
    const [value, at] = open.pop() ?? [];
    if (typeof value === "string" && value !== "") {
      yield {
        pointer: at ?? pointer,
        text: value,
        most: 4096,
        mayBreak: true,
        isValue: true,
        isExample: true,
      };
    } else if (typeof value === "object" && value !== null) {
      for (const [name, below] of Object.entries(value)) {
        const here = (at ?? pointer) + toPointer([name]);
        if (!Array.isArray(value) && name !== "") {
          yield { pointer: here, text: name, most: 200, mayBreak: false, isValue: true, isExample: true };
        }
        open.push([below, here]);
      }
    }
  }
}
