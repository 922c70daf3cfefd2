import { styleText } from "node:util";
import fastStringWidth from "fast-string-width";

/** Reports fit a terminal of this width, wherever it can be. */
export const COLUMNS = 80;

/** How words are set off; without colour, not at all. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  accent(text: string): string;
}

export function createStyle(hasColor: boolean): Style {
  const set =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      // The caller decided about colour; styleText would ask stdout again.
      hasColor ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: set("bold"),
    dim: set("dim"),
    good: set("green"),
    bad: set("red"),
    warn: set("yellow"),
    accent: set("cyan"),
  };
}

/** Colour on a terminal, unless NO_COLOR is set (https://no-color.org) or FORCE_COLOR says otherwise. */
export function wantsColor(environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR !== undefined && NO_COLOR !== "") {
    return false;
  }
  if (FORCE_COLOR !== undefined) {
    return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  }
  return isTerminal && TERM !== "dumb";
}

/** A table with aligned columns, two spaces between; styled cells keep their alignment. */
export function table(rows: readonly (readonly string[])[], indent = 2): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, fastStringWidth(cell));
    }
  }
  return rows
    .map((row) => {
      const cells = row.map(
        (cell, column) => cell + " ".repeat((widths[column] ?? 0) - fastStringWidth(cell)),
      );
      return `${" ".repeat(indent)}${cells.join("  ").trimEnd()}\n`;
    })
    .join("");
}

/** Text broken between words to fit the columns, each line indented. */
export function wrap(text: string, indent = 0, hanging = indent): string {
  const lines: string[] = [];
  let line = " ".repeat(indent);
  let isEmpty = true;
  for (const word of text.split(" ")) {
    if (!isEmpty && fastStringWidth(line) + 1 + fastStringWidth(word) > COLUMNS) {
      lines.push(line);
      line = " ".repeat(hanging);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return `${[...lines, line].join("\n")}\n`;
}

/** What to do next, behind an arrow; nothing where there is nothing to do. */
export function arrow(text: string, style: Style, indent = 0): string {
  return text === "" ? "" : wrap(`${style.accent("→")} ${text}`, indent, indent + 2);
}

/** A table of names and values, without those that are empty. */
export function facts(rows: readonly (readonly [name: string, value: string])[]): string {
  return table(rows.filter(([, value]) => value !== ""));
}

/** A unified diff with its lines set off as git shows them. */
export function paintPatch(patch: string, style: Style): string {
  const paints = {
    "+": style.good,
    "-": style.bad,
    "@@": style.accent,
    "+++": style.bold,
    "---": style.bold,
  };
  return patch
    .split("\n")
    .map((line) => {
      const [mark = ""] = /^(?:\+\+\+|---|@@|\+|-)/.exec(line) ?? [];
      return paints[mark as keyof typeof paints]?.(line) ?? line;
    })
    .join("\n");
}

/** `1 draft`, `2 drafts`, `2 entries`. */
export function plural(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : noun.endsWith("y") ? noun.replace(/y$/, "ies") : `${noun}s`}`;
}

/** A value as JSON, indented; short ones on one line. */
export function json(value: unknown, indent: number): string {
  const short = JSON.stringify(value);
  const text = short.length + indent <= COLUMNS ? short : JSON.stringify(value, null, 2);
  return text
    .split("\n")
    .map((line) => `${" ".repeat(indent)}${line}\n`)
    .join("");
}
