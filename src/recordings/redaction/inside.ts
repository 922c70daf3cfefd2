/** Each of the texts that are looked for has at least as many characters. */
const START = 6;

/**
 * Tells whether a text holds one of several, each of at least six characters. They are looked up by
 * how they begin, since there may be thousands.
 */
export function holdsAny(known: Iterable<string>): (text: string) => boolean {
  const byStart = new Map<string, string[]>();
  for (const one of known) {
    const start = one.slice(0, START);
    const list = byStart.get(start);
    list === undefined ? byStart.set(start, [one]) : list.push(one);
  }
  return (text) => {
    for (let at = 0; byStart.size > 0 && at + START <= text.length; at++) {
      if (byStart.get(text.slice(at, at + START))?.some((one) => text.startsWith(one, at)) === true) {
        return true;
      }
    }
    return false;
  };
}
