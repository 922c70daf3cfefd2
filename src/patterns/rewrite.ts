import { findPatternProblem } from "./pattern.ts";

/** What the grammar has another spelling for, each with that spelling. */
const SPELLINGS: Record<string, string> = { "\\d": "0-9", "\\w": "0-9A-Za-z_" };

/**
 * The same pattern in the grammar's spelling, where nothing has to be guessed: letters for classes,
 * capturing groups, and repetitions that the value's greatest length ends. Undefined for a pattern
 * that needs no rewriting, and for one that a person has to write anew.
 */
export function rewritePattern(text: string, maxLength?: number): string | undefined {
  let isInClass = false;
  const rewritten = text.replace(/\\[\s\S]|\[\^?|\]|\((?:\?<\w+>)?(?!\?)|[*+]/g, (found) => {
    if (isInClass) {
      isInClass = found !== "]";
      return SPELLINGS[found] ?? found;
    }
    isInClass = found.startsWith("[");
    if (found === "*" || found === "+") {
      return maxLength === undefined ? found : `{${found === "*" ? 0 : 1},${maxLength}}`;
    }
    return found.startsWith("(") ? "(?:" : found in SPELLINGS ? `[${SPELLINGS[found]}]` : found;
  });
  return rewritten !== text && findPatternProblem(rewritten) === undefined ? rewritten : undefined;
}
