/** What a value was, as the report counts it. `date` stays, and isn't looked at further. */
export type PartKind = "credential" | "secret" | "address" | "name" | "id" | "link" | "text" | "date";

/** A part of a text; one with a kind is done with. */
export interface Part {
  text: string;
  kind: PartKind | undefined;
}

/** Takes a text apart in which nothing was replaced yet. */
export type Stage = (text: string) => Part[];

/** Applies stages to a text, each to what the ones before it left. Nothing is replaced twice. */
export function rewrite(text: string, stages: readonly Stage[]): Part[] {
  return stages
    .reduce<Part[]>(
      (parts, stage) => parts.flatMap((part) => (part.kind === undefined ? stage(part.text) : [part])),
      [{ text, kind: undefined }],
    )
    .filter((part) => part.text !== "");
}

/** A stage that replaces what matches; what it gives undefined for stays as it is. */
export function replacing(
  shape: RegExp,
  kind: PartKind,
  replace: (match: string) => string | undefined,
): Stage {
  return (text) => {
    const parts: Part[] = [];
    let end = 0;
    for (const { 0: match, index } of text.matchAll(shape)) {
      const replaced = replace(match);
      if (replaced !== undefined) {
        parts.push({ text: text.slice(end, index), kind: undefined }, { text: replaced, kind });
        end = index + match.length;
      }
    }
    return [...parts, { text: text.slice(end), kind: undefined }];
  };
}

export function joinParts(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join("");
}

/** The parts in which nothing was replaced, and that say something. */
export function leftIn(parts: readonly Part[]): string[] {
  return parts
    .filter(({ kind, text }) => kind === undefined && /[\p{L}\p{N}]/u.test(text))
    .map(({ text }) => text);
}
