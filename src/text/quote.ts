/** A value as a message quotes it: in JSON, so that nothing in it passes for the message's own words. */
export function quote(value: unknown): string {
  return JSON.stringify(value);
}

/** The beginning of a text that may be long. */
export function quoteStart(text: string): string {
  return quote(text.slice(0, 60).toWellFormed());
}
