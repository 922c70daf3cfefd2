/** Longer texts and lists are shortened where an input is shown: what is odd may be its very length. */
const LONGEST_TEXT = 200;
const LONGEST_LIST = 20;

/** An input as JSON can show it. */
export function shownInput(value: unknown): unknown {
  if (typeof value === "string") {
    return shownText(value);
  }
  if (typeof value === "number") {
    // JSON has neither.
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : Object.is(value, -0)
        ? "-0"
        : String(value);
  }
  if (Array.isArray(value)) {
    const shown = value.slice(0, LONGEST_LIST).map(shownInput);
    return value.length > LONGEST_LIST ? [...shown, `… (${value.length} items)`] : shown;
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shownInput(member)]))
    : value;
}

export function shownText(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, 80)}… (${text.length} characters)` : text;
}
