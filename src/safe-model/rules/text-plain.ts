import { findDeceptiveCharacter, findLookAlike } from "../../text/escape.ts";
import { isDocumentation } from "../documentation.ts";
import { defineRule, type Problem } from "../rule.ts";
import { type DraftText, textsOf } from "../texts.ts";

/** What renders as more than text, calls people in, or moves other issues when it is merged. */
const MARKUP: readonly (readonly [what: string, shape: RegExp])[] = [
  ["markup", /<\/?[a-z!?]|!?\[[^\]]*\]\s*[([:]|\[\^|`|~~|\*\*|__\w|\$\$|\\[()[\]]/i],
  ["markup", /^\s*(?:#{1,6}\s|>|[*+]\s|[-*+]\s+\[[ x]\]|(?:[-=*_]\s?){3,}$|\|.*\|)/im],
  ["markup", /(?:^|[\s("'])[*_][^\s*_][^*_]*[*_](?=$|[\s.,:;!?)"'])/],
  ["an entity of HTML", /&(?:#x?[0-9a-f]{1,8}|[a-z][a-z0-9]{1,30});/i],
  ["an emoji code", /(?:^|\s):[a-z][a-z0-9_+-]+:(?=$|[\s.,!])/i],
  ["a check mark", /[\u2611\u2705\u2713\u2714\u{1f5f8}\u{1f44d}\u{1f7e2}]|\[x\]/iu],
  ["a mention", /(?:^|[^\p{L}\p{N}])@[a-z0-9]/iu],
  [
    "a closing keyword",
    /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s*:?\s*(?:[\w.-]+\/[\w.-]+)?(?:#\d|GH-\d|https?:)/i,
  ],
];

/** An address: with a scheme, with www, or the name of a host that people would follow. */
const LINK =
  /\d{1,3}(?:\.\d{1,3}){3}[/:]\S*|[a-z0-9-]+[\u3002\uff0e\uff61][a-z]\S*|\b(?:[a-z][a-z0-9+.-]*:\/\/|(?:mailto|javascript|data|tel|file):|www\.)\S*|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:(?:com|net|org|io|dev|app|ai|co|uk|de|fr|ch|eu|info|biz|xyz|site|online|click|top|ru|cn|jp|tv|ly|gg|page|zip|mov|cloud|tech|store|shop|live|pro|edu|gov|int|mil|wtf|link|page|host|space|website|today|news|blog|wiki|one|fun|icu|vip|work|zone|su|pw)\b|[a-z]{2,24}\/)\S*/gi;

/** Names of nobody, which examples may speak of: RFC 2606, 3. */
const RESERVED = /^(?:[\w-]+\.)*example\.(?:com|net|org)\b/i;

export const textPlain = defineRule({
  id: "text/plain",
  summary:
    "Label, descriptions, rationale and example names are short plain text, and examples hold no hidden characters",
  why: "These words reach reviewers, terminals and other agents: markup, hidden or look-alike characters, mentions and links would work on them.",
  examples: {
    good: [
      { draft: { rationale: "An agent asked for the topic of tomorrow's meeting." } },
      { draft: { rationale: "Host_video and join_before_host matter, e.g. at 09:30:00 - 50% of the time." } },
      { draft: { rationale: "See https://developers.zoom.us/docs/api/meetings/ for the fields." } },
      { action: { label: "Показать встречу" } },
    ],
    bad: [
      { action: { label: "Get <b>meeting</b>" } },
      { action: { description: "Reads a meeting.\u202e" } },
      { action: { description: "Reads a m\u0435eting." } },
      { draft: { rationale: "Needed, @maintainer please look." } },
      { draft: { rationale: "Closes #12" } },
      { draft: { rationale: "Fixes GH-12" } },
      { draft: { rationale: "See https://example.org/more" } },
      { draft: { rationale: "See evil-docs.com for the reason." } },
      { draft: { rationale: "- [x] reviewed" } },
      { draft: { rationale: "It is &#115;afe." } },
      { action: { label: "" } },
      {
        action: {
          input: { query: { type: "object", properties: { q: { type: "string", enum: ["a\u200b"] } } } },
        },
      },
      {
        action: {
          examples: [
            {
              name: "a",
              input: { path: { meetingId: 123456789 } },
              expect: { output: { topic: "Sync\u202e" } },
            },
          ],
        },
      },
    ],
  },
  *check({ draft, port }) {
    for (const text of textsOf(draft)) {
      yield* judge(text, port.policy.documentationHosts);
    }
  },
});

function* judge(
  { pointer, text, most, mayBreak, isValue }: DraftText,
  documentationHosts: readonly string[],
): Generator<Problem> {
  const lines = mayBreak ? text.replaceAll("\n", " ") : text;
  const odd = findDeceptiveCharacter(lines) ?? findLookAlike(lines);
  if (odd !== undefined) {
    yield { pointer, message: `the text holds the character ${odd}`, hint: "write plain, visible text" };
  }
  if (text.trim() === "" || text.length > most) {
    const hint = text.length > most ? "say it shorter" : "say it in a sentence";
    yield { pointer, message: `the ${pointer.split("/").at(-1)} must have 1 to ${most} characters`, hint };
  }
  // In a longer text nobody reads on, and looking on would take long.
  if (isValue || text.length > most) {
    return;
  }
  const found = new Map<string, string>();
  for (const [what, shape] of MARKUP) {
    const match = shape.exec(text)?.[0].trim();
    if (match !== undefined && !found.has(what)) {
      found.set(what, match);
    }
  }
  const link = foreignLink(text, documentationHosts);
  if (link !== undefined) {
    found.set("a link", link);
  }
  for (const [what, match] of found) {
    yield {
      pointer,
      message: `the text holds ${what}: ${JSON.stringify(match.slice(0, 60).toWellFormed())}`,
      hint: "write plain sentences; links go to references",
    };
  }
}

function foreignLink(text: string, hosts: readonly string[]): string | undefined {
  return (text.normalize("NFKC").match(LINK) ?? [])
    .map((found) => found.replace(/[.,;:!?)'"]+$/, ""))
    .find(
      (link) => !RESERVED.test(link) && !isDocumentation(link, hosts) && !hosts.includes(link.toLowerCase()),
    );
}
