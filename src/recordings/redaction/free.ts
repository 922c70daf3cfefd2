import { findInText } from "../../secrets/find.ts";
import type { Real } from "./fakes.ts";
import { holdsAny } from "./inside.ts";
import { isTelling } from "./known-words.ts";
import type { RecordedDocument } from "./recorded-document.ts";
import type { RedactOptions } from "./redact.ts";
import type { TokenSearch } from "./token-search.ts";

/** Tells whether an invented value is none of the real ones, holds none, and looks like no secret. */
export function freeOf(
  original: RecordedDocument,
  reals: readonly Real[],
  tokens: TokenSearch,
  { action, inputs }: RedactOptions,
): (candidate: string) => boolean {
  // The inputs of examples that stay as they are count as well: a fake must not be one of those.
  const others = [...action.examples.map(({ input }) => input), ...inputs.values()];
  const text = JSON.stringify([original, others]).toLowerCase();
  const taken = new Set([
    ...(text.match(/[\p{L}\p{N}]+/gu) ?? []),
    ...(text.match(/[^\s",:{}[\]\\]+/g) ?? []),
    ...reals.map(({ real }) => real.toLowerCase()),
  ]);
  // An address is made of words, and none may be of somebody's name.
  const named = new Set(reals.flatMap(({ kind, real }) => (kind === "word" ? [real.toLowerCase()] : [])));
  const holdsReal = holdsAny(reals.flatMap(({ real }) => (isTelling(real) ? [real.toLowerCase()] : [])));
  return (candidate) => {
    const lower = candidate.toLowerCase();
    return (
      !taken.has(lower) &&
      !holdsReal(lower) &&
      !(lower.replace(/@.*/, "").match(/[\p{L}\p{N}]+/gu) ?? []).some((word) => named.has(word)) &&
      !tokens.isIn(candidate) &&
      findInText(candidate).length === 0
    );
  };
}
