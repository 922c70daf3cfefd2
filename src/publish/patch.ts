import { createTwoFilesPatch } from "diff";

/** Unified diff of a file, as git shows it; empty where nothing differs. */
export function filePatch(path: string, before: string, after: string): string {
  if (before === after) {
    return "";
  }
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  });
  return patch.replace(/^=+\n/, "");
}
