/** One segment of a path template: fixed text, or a whole-segment placeholder. */
export type Segment = { kind: "literal"; text: string } | { kind: "placeholder"; name: string };

const PLACEHOLDER = /^\{([A-Za-z_][A-Za-z0-9_]*)\}$/;

/** The segments of a path template such as `/meetings/{meetingId}`. What is no placeholder is literal. */
export function parseRoute(path: string): Segment[] {
  return path
    .split("/")
    .slice(1)
    .map((text) => {
      const name = PLACEHOLDER.exec(text)?.[1];
      return name === undefined ? { kind: "literal", text } : { kind: "placeholder", name };
    });
}

/** What stands for each placeholder of a template in a path; undefined where the path isn't the template's. */
export function matchRoute(template: string, path: string): Record<string, string> | undefined {
  const segments = parseRoute(template);
  const texts = path.split("/").slice(1);
  const isRoute =
    segments.length === texts.length &&
    segments.every((segment, index) => segment.kind !== "literal" || segment.text === texts[index]);
  return isRoute
    ? Object.fromEntries(
        segments.flatMap((segment, index) =>
          segment.kind === "literal" ? [] : [[segment.name, texts[index] ?? ""]],
        ),
      )
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
    return (
      other?.kind === segment.kind &&
      (segment.kind === "placeholder" || (other.kind === "literal" && other.text === segment.text))
    );
  });
}

/** The placeholders' names, in order. */
export function placeholdersOf(path: string): string[] {
  return parseRoute(path).flatMap((segment) => (segment.kind === "placeholder" ? segment.name : []));
}

/** The same text for equivalent routes of one method, and for no others. */
export function routeKey({ method, path }: { method: string; path: string }): string {
  const shape = parseRoute(path).map((segment) => (segment.kind === "literal" ? segment.text : "{}"));
  return JSON.stringify([method, ...shape]);
}
