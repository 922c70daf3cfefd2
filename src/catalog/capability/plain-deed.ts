/** In characters: as long as the sentence stays one that is read at a glance. */
export const LONGEST_DEED = 120;

/**
 * What keeps a policy's own sentence from following "agents could now"; undefined for a verb phrase in plain
 * words, such as "list the signed-in user's unread notifications".
 */
export function problemOfDeed(text: string): string | undefined {
  if (text.length > LONGEST_DEED) {
    return `it has ${text.length} characters, and ${LONGEST_DEED} at most are read at a glance`;
  }
  if (!/^\p{Ll}/u.test(text)) {
    return "it doesn't begin with a verb in lower case";
  }
  if (/^(?:agents?|they|it|could|can|may|to)\b/.test(text)) {
    return 'it goes on from "agents could now", and begins with its own such words';
  }
  if (/[\n\r]/.test(text)) {
    return "it has more than one line";
  }
  const odd = /[^\p{L}\p{M}\p{N} ,'’()/&+-]/u.exec(text.replace(/\.(?=\p{Ll}|\d)/gu, ""))?.[0];
  return odd === undefined
    ? undefined
    : odd === "."
      ? "it ends with a full stop, or goes on after one"
      : `it holds ${JSON.stringify(odd)}, which no plain sentence does`;
}
