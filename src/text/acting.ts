/**
 * What acts by itself wherever a text is shown, quoted or not: commands that a runner or a bot reads
 * from it, names that call people in, words that close an issue at the merge, and the marks by which a
 * chat is put together for a model.
 */
const ACTING: readonly (readonly [what: string, shape: RegExp])[] = [
  ["a workflow command", /^\s*::[a-z][a-z-]*(?:\s|::)|##\[|\$\{\{/im],
  ["a mark that skips checks", /\[(?:skip|no)[ -](?:ci|actions)\]|\[(?:ci|actions)[ -]skip\]|\*\*\*no_ci/i],
  ["a bot's command", /^\s*\/[a-z][a-z-]*(?=\s|$)/im],
  ["a mention", /(?:^|[^\p{L}\p{N}])@[a-z0-9]/iu],
  [
    "a closing keyword",
    /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s*:?\s*(?:[\w.-]+\/[\w.-]+)?(?:#\d|GH-\d|https?:)/i,
  ],
  [
    "a chat template's mark",
    /<\|?\/?(?:im_start|im_end|system|assistant|user|endoftext)\b|\[\/?(?:inst|sys)\]|<<\/?sys>>/i,
  ],
];

/** What of a text acts by itself, and where: undefined where nothing does. */
export function findActing(text: string): { what: string; match: string } | undefined {
  const plain = text.normalize("NFKC");
  for (const [what, shape] of ACTING) {
    const match = shape.exec(plain)?.[0].trim();
    if (match !== undefined) {
      return { what, match: match.slice(0, 60).toWellFormed() };
    }
  }
  return undefined;
}
