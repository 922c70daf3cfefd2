import type { Style } from "../style.ts";

/** A unified diff with its lines set off as git shows them. */
export function paintPatch(patch: string, style: Style): string {
  return patch
    .split("\n")
    .map((line) => {
      if (line.startsWith("+++") || line.startsWith("---")) {
        return style.bold(line);
      }
      if (line.startsWith("@@")) {
        return style.accent(line);
      }
      return line.startsWith("+") ? style.good(line) : line.startsWith("-") ? style.bad(line) : line;
    })
    .join("\n");
}
