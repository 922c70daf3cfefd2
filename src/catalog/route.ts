import { memoize } from "../lazily.ts";

/**
 * One segment of a path template: fixed text, or a placeholder, with the fixed ending that it may have
 * (`.json`, `:append`). A slash at the end of a path is a last segment without text.
 */
export type Segment =
  | { kind: "literal"; text: string }
  | { kind: "placeholder"; name: string; ending: string };

const PLACEHOLDER = /^\{([A-Za-z_][A-Za-z0-9_]*)\}((?:[.:][A-Za-z][A-Za-z0-9_-]*){0,3})$/;

/** The segments of a path template such as `/meetings/{meetingId}`. What is no placeholder is literal. */
export const parseRoute = memoize(
  (path): readonly Segment[] => path.split("/").slice(1).map(parseSegment),
  1_000,
);

function parseSegment(text: string): Segment {
  const [, name, ending = ""] = PLACEHOLDER.exec(text) ?? [];
  return name === undefined ? { kind: "literal", text } : { kind: "placeholder", name, ending };
}

/** A segment as a template has it; with a value in place of the placeholder where one is given. */
export function segmentText(segment: Segment, value?: string): string {
  return segment.kind === "literal" ? segment.text : `${value ?? `{${segment.name}}`}${segment.ending}`;
}

/** A path without the slash at its end, which few servers distinguish from the one with it. */
export function withoutSlash(route: readonly Segment[]): readonly Segment[] {
  const last = route.at(-1);
  return route.length > 1 && last?.kind === "literal" && last.text === "" ? route.slice(0, -1) : route;
}

/** What stands for each placeholder of a template in a path; undefined where the path isn't the template's. */
export function matchRoute(template: string, path: string): Record<string, string> | undefined {
  const segments = parseRoute(template);
  const texts = path.split("/").slice(1);
  const values = segments.flatMap((segment, index) => {
    const text = texts[index] ?? "";
    if (segment.kind === "literal") {
      return segment.text === text ? [] : [undefined];
    }
    return text.endsWith(segment.ending)
      ? [[segment.name, text.slice(0, text.length - segment.ending.length)] as const]
      : [undefined];
  });
  const known = values.filter((value) => value !== undefined);
  return segments.length === texts.length && known.length === values.length
    ? Object.fromEntries(known)
    : undefined;
}

/** Two templates are equivalent if they differ in the names of placeholders alone. */
export function isEquivalentRoute(a: readonly Segment[], b: readonly Segment[]): boolean {
  return a.length === b.length && startsWithRoute(a, b);
}

/** Whether a template lies at or under a prefix; a placeholder of the prefix covers no literal. */
export function startsWithRoute(route: readonly Segment[], prefix: readonly Segment[]): boolean {
  return prefix.every((segment, index) => {
    const other = route[index];
    return other !== undefined && isEquivalent(other, segment);
  });
}

/** Whether segments differ in a placeholder's name alone. */
function isEquivalent(one: Segment, other: Segment): boolean {
  return one.kind === "literal"
    ? other.kind === "literal" && one.text === other.text
    : other.kind === "placeholder" && one.ending === other.ending;
}

/** The placeholders' names, in order. */
export function placeholdersOf(path: string): string[] {
  return parseRoute(path).flatMap((segment) => (segment.kind === "placeholder" ? segment.name : []));
}

/** The same text for equivalent routes of one method, and for no others. */
export function routeKey({ method, path }: { method: string; path: string }): string {
  return JSON.stringify([method, ...parseRoute(path).map((segment) => segmentText(segment, "\0"))]);
}
