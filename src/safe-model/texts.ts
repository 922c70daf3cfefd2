import type { ReadableDraft } from "../drafts/draft.ts";

/** A free text of a draft, with the length that it may have. */
export interface DraftText {
  pointer: string;
  text: string;
  /** Longest length, in UTF-16 code units. */
  most: number;
  /** Whether it may run over several lines. */
  mayBreak: boolean;
}

/** The texts by which a draft speaks to people. */
export function* textsOf(draft: ReadableDraft): Generator<DraftText> {
  yield { pointer: "/rationale", text: draft.rationale, most: 2000, mayBreak: true };
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
  }
}
