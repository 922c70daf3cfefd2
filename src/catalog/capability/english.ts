/** The words of a name in a path: `calendarList`, `calendar_list` and `calendar-list` are `calendar list`. */
export function wordsIn(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** Nouns that are no count: they have no plural, and no article. */
const MASSES = new Set(
  `access analytics audio content contents data feedback health help history info information mail metadata
  music news progress settings spam statistics stats status storage summary trash usage weather`.split(/\s+/),
);

/** English plurals as they occur in paths; a wrong guess reads oddly, and does no harm. */
export function singular(noun: string): string {
  const last = noun.split(" ").at(-1) ?? "";
  if (MASSES.has(last) || /(?:ss|us|is|^as)$/.test(last)) {
    return noun;
  }
  return noun
    .replace(/ies$/, "y")
    .replace(/(ss|sh|ch|x|z)es$/, "$1")
    .replace(/([^s])s$/, "$1");
}

export function isPlural(noun: string): boolean {
  return (
    singular(noun) !== noun || /(?:^| )(?:people|children|contents|settings|statistics|stats)$/.test(noun)
  );
}

export function isMass(noun: string): boolean {
  return MASSES.has(noun.split(" ").at(-1) ?? "");
}

/** By the sound with which a word begins: an account, a user, a unit, an upload; mail has none. */
export function withArticle(noun: string): string {
  return isMass(noun) ? noun : `${/^(?:[aeio]|hour|u(?!s|ni|rl))/.test(noun) ? "an" : "a"} ${noun}`;
}

/** `a`, `b` and `c`; of longer lists the first, and how many there are besides. */
export function inList(entries: readonly string[], most = 3): string {
  const shown = entries.length > most ? entries.slice(0, most) : [...entries];
  const rest = entries.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}
