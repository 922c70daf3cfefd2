/** What one list may take, in characters; what is left out is counted. */
const LONGEST_LIST = 8_000;

/** As many entries as there is room for, and how many more there are. */
export function within(entries: readonly string[], separator: string): string {
  let length = 0;
  const shown = entries.filter((entry) => {
    length += entry.length + separator.length;
    return length <= LONGEST_LIST;
  });
  const more = entries.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(separator);
}

export function shortened(text: string, most: number, mark = " …"): string {
  return text.length <= most ? text : text.slice(0, most) + mark;
}
