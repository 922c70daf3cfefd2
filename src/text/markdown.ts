import { escapeLine, escapeLines } from "./escape.ts";

/**
 * Hostile text in Markdown goes into code: GitHub makes no mention, link, reference or closing
 * keyword of what stands in a code span or block. The fence is longer than any run inside.
 */
export function codeSpan(text: string): string {
  const line = escapeLine(text);
  const fence = "`".repeat(longestRun(line) + 1);
  const padding = line.startsWith("`") || line.endsWith("`") || line.trim() === "" ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** A code span inside a table's cell, where `|` needs an escape even in code. */
export function codeCell(text: string): string {
  return codeSpan(text).replaceAll("|", "\\|");
}

/** A fenced block, the lines kept. */
export function codeBlock(text: string, language = ""): string {
  const lines = escapeLines(text.endsWith("\n") ? text.slice(0, -1) : text);
  const fence = "`".repeat(Math.max(3, longestRun(lines) + 1));
  return `${fence}${language}\n${lines}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
