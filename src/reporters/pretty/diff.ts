import type { DiffOutput } from "../../output/diff.ts";
import { COLUMNS, paintPatch, plural, type Style, table, wrap } from "../style.ts";

export function prettyDiff(output: DiffOutput, style: Style): string {
  const { capability, widening, bump, changes, patch } = output;
  const sentence = `${capability.charAt(0).toUpperCase()}${capability.slice(1)}.`;
  const warning = widening
    ? wrap(style.warn("This update gives agents authority that the live action doesn't."))
    : "";
  const version = `${bump.from} → ${bump.to} ${style.dim(`(${bump.level})`)}\n`;
  return [
    `${wrap(style.bold(sentence))}${warning}${version}`,
    changes.length === 0
      ? "Nothing changes.\n"
      : `\n${plural(changes.length, "change")}\n${table(changes.map((change) => changeRow(change, style)))}`,
    patch === "" ? "" : `\n${paintPatch(patch, style)}`,
  ].join("");
}

function changeRow(
  { pointer, kind, effect, before, after }: DiffOutput["changes"][number],
  style: Style,
): string[] {
  const paint = { narrows: style.good, widens: style.warn, both: style.warn, text: style.dim }[effect];
  const words = { narrows: "narrower", widens: "wider", both: "other", text: "text" }[effect];
  const place = pointer === "" ? "the action" : pointer;
  const value =
    pointer === ""
      ? ""
      : kind === "added"
        ? short(after)
        : kind === "removed"
          ? short(before)
          : `${short(before)} → ${short(after)}`;
  return [kind, paint(words), place, value];
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > COLUMNS / 2 ? `${text.slice(0, COLUMNS / 2)}…` : text;
}
