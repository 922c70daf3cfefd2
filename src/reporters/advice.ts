import type { Finding } from "../finding.ts";

/** Longer values are cut: the JSON output has them whole. */
const MOST_CHARACTERS = 120;
const MOST_OPERATIONS = 3;

/** What a person can do about a finding: what to write, what to choose among, what `--fix` would do, where to look. */
export function advice({ hint, candidates, fix, related }: Finding): string[] {
  return [
    ...(hint === "" ? [] : [hint]),
    ...(candidates.length === 0 ? [] : [`candidates: ${candidates.map(shown).join(", ")}`]),
    ...(fix === null ? [] : [`--fix would ${operations(fix)}`]),
    ...related.map(({ file, line, column, message }) => `see ${file}:${line}:${column}: ${message}`),
  ];
}

function operations(fix: NonNullable<Finding["fix"]>): string {
  const told = fix
    .slice(0, MOST_OPERATIONS)
    .map((step) =>
      step.op === "remove"
        ? `remove ${step.path}`
        : `${step.op === "add" ? "add" : "set"} ${step.path}: ${shown(step.value)}`,
    );
  const more = fix.length - told.length;
  return `${told.join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS).toWellFormed()}…`;
}
