/** A text whose URLs are without the user and password that they may hold. */
export function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/\s]*@/g, "//");
}
