import type { StatusOutput } from "../../output/status.ts";
import { facts, plural, type Style } from "../style.ts";

export function prettyStatus({ entries }: StatusOutput, style: Style): string {
  const paint = {
    draft: style.warn,
    refused: style.bad,
    tested: style.accent,
    requested: style.accent,
    stale: style.warn,
    published: style.good,
    rejected: style.bad,
  };
  if (entries.length === 0) {
    return "No drafts and no requests.\n";
  }
  const blocks = entries.map(({ port, slug, state, checks, url, review, remarks, warnings, next }) => {
    const said = remarks.map(({ author, text, file, pointer }) => {
      const place = file === null ? "" : ` on ${file}${pointer ?? ""}`;
      const line = text.replace(/\s+/g, " ").trim();
      return ["said", `${author}${place}: ${line.length > 300 ? `${line.slice(0, 300)} …` : line}`] as const;
    });
    const known = facts([
      ["checks", checks === "none" ? "" : checks],
      ["review", review === "none" ? "" : review.replace("-", " ")],
      ["request", url ?? ""],
      ...said,
      ["warning", warnings.join("; ")],
      ["next", next],
    ]);
    return `${paint[state](state.padEnd(9))} ${style.bold(`${port}/${slug}`)}\n${known}`;
  });
  return `${blocks.join("")}${style.dim(plural(entries.length, "entry"))}\n`;
}
