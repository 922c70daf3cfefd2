import { stem } from "./draft-texts.ts";
import { wordsOf } from "./names/words.ts";

/** What a text may speak of, though it looks like a link or a path. */
export interface Surroundings {
  own: ReadonlySet<string>;
  /** Hosts of the port itself. */
  hosts: readonly string[];
  /** The paths that the policy names, and the action's own. */
  routes: readonly string[];
}

/** What shows as more than text. */
const MARKUP: readonly (readonly [what: string, shape: RegExp])[] = [
  ["markup", /<\/?[a-z!?]|<\|?\||!?\[[^\]]*\]\s*[([:]|\[\^|`|~~|\*\*|__\w|\$\$|\\[()[\]]/i],
  ["markup", /^\s*(?:#{1,6}\s|>|[*+]\s|[-*+]\s+\[[ x]\]|(?:[-=*_]\s?){3,}$|\|.*\|)/im],
  ["markup", /(?:^|[\s("'])[*_][^\s*_][^*_]*[*_](?=$|[\s.,:;!?)"'])/],
  ["an entity of HTML", /&(?:#x?[0-9a-f]{1,8}|[a-z][a-z0-9]{1,30});/i],
  ["an emoji code", /(?:^|\s):[a-z][a-z0-9_+-]+:(?=$|[\s.,!])/i],
  ["a check mark", /[\u2611\u2705\u2713\u2714\u{1f5f8}\u{1f44d}\u{1f7e2}]|\[x\]/iu],
];

const SCHEME =
  /\b(?:[a-z][a-z0-9+.-]{0,30}:\/\/|(?:mailto|javascript|data|tel|file):(?=\S)|www\.)\S*|(?<![\w:])\/\/[a-z0-9]\S*|\w\[\.\]\w\S*/i;
const ADDRESS =
  /[\w.+-]{1,64}@[a-z0-9-]+\.\S+|\b\d{1,3}(?:\.\d{1,3}){3}\b\S*|[a-z0-9-]+[\u3002\uff0e\uff61][a-z]\S*/gi;
/** Names of hosts: by an ending that hosts have, by a path or port behind it, or by three parts. */
const HOST =
  /(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:(?:com|net|org|io|dev|app|ai|co|uk|de|fr|ch|eu|info|biz|xyz|site|online|click|top|ru|cn|jp|tv|ly|gg|page|zip|mov|cloud|tech|store|shop|live|pro|edu|gov|int|mil|wtf|link|host|space|website|today|news|blog|wiki|one|fun|icu|vip|work|zone|su|pw|me|sh|id|us|in|local|internal|onion|test|example|invalid|localhost)\b(?![\w(])|[a-z]{2,24}[/:](?=\w))\S*/gi;
/** Names of nobody, which examples may speak of: RFC 2606, 3. */
const RESERVED = /^(?:[\w.+-]+@)?(?:[\w-]+\.)*example\.(?:com|net|org)\b/i;

/** Folders that every system has: paths below them are files of the agent's machine. */
const FILE =
  /(?<![\w/])(?:~|\.{1,2}|\$\{?\w+\}?|%\w+%)[/\\][\w.*-]\S*|\b[a-z]:[/\\]\S+|\\\\\w+\\\S*|(?<![\w}/])\/(?:etc|home|root|var|usr|tmp|opt|proc|sys|dev|mnt|bin|boot|srv|run|Users|private|Library|Windows|workspace)(?:\/\S*|\b)|(?<![\w.])\.(?:env|ssh|aws|git|npmrc|netrc|bashrc|zshrc|profile|config|kube|docker)\b\S*|\bid_(?:rsa|ed25519)\b/i;
/** Any other absolute path of two parts. */
const PATH = /(?<![\w}/<])\/[\w.{}:-]+(?:\/[\w.{}:-]*)+/g;

/** Runs that no one reads: base 64, hexadecimal, ones and noughts, escapes. */
const ESCAPES =
  /(?:%[0-9a-f]{2}){2,}|(?:\\[xu]\{?[0-9a-f]{2,6}\}?){2,}|\\[nrtx0]\w|=\?[\w-]+\?[bq]\?|\bxn--\S+|\b(?:[01]{8}\s?){2,}|(?:\b[0-9a-f]{2}[ :,-]){6,}|(?:\b\d{2,3}[ ,]){8,}/i;
const RUN = /[A-Za-z0-9+/=_-]{20,}/g;

export interface Found {
  what: string;
  match: string;
}

/** Words and the marks between them: most texts hold nothing else, and need no closer look. */
const WORDS_ALONE = /^(?:[\p{L}\p{M}\p{N} ,;'\u2019()-]|[.:](?=\s|$))*$/u;

/** What isn't plain in sentences and names that agents read. */
export function findInSentence(text: string, around: Surroundings): Found[] {
  if (WORDS_ALONE.test(text)) {
    const run = ESCAPES.exec(text)?.[0] ?? encodedRun(text, 20);
    return run === undefined ? [] : [{ what: "an encoded run", match: run }];
  }
  const plain = text.normalize("NFKC");
  const found = new Map<string, string | undefined>(
    MARKUP.map(([what, shape]) => [what, shape.exec(text)?.[0]] as const)
      .filter(([, match]) => match !== undefined)
      .reverse(),
  );
  found.set("a link", SCHEME.exec(plain)?.[0] ?? foreignHost(plain, around));
  found.set(
    "an address",
    (text.match(ADDRESS) ?? plain.match(ADDRESS) ?? []).find((match) => !RESERVED.test(match)),
  );
  found.set("a file's path", FILE.exec(plain)?.[0] ?? foreignPath(plain, around));
  found.set("an encoded run", ESCAPES.exec(plain)?.[0] ?? encodedRun(plain, 20));
  return [...found].flatMap(([what, match]) => (match === undefined ? [] : [{ what, match: match.trim() }]));
}

/** What isn't plain in a fixed value, which may be any word of the API's. */
export function findInValue(text: string, { hosts }: Surroundings): Found[] {
  const link = /\b[a-z][a-z0-9+.-]{0,30}:\/\/\S*/i.exec(text)?.[0];
  const isOwn = link !== undefined && URL.canParse(link) && hosts.includes(new URL(link).host);
  const found: [what: string, match: string | undefined][] = [
    ["markup", /<\/?[a-z!?|]/i.exec(text)?.[0]],
    ["a link", isOwn ? undefined : link],
    ["an encoded run", encodedRun(text, 41)],
  ];
  return found.flatMap(([what, match]) => (match === undefined ? [] : [{ what, match }]));
}

function foreignHost(text: string, { own, hosts }: Surroundings): string | undefined {
  return (text.match(HOST) ?? [])
    .map((found) => found.replace(/[.,;:!?)'"\]]+$/, ""))
    .find(
      (found) =>
        !RESERVED.test(found) &&
        !hosts.includes(found.toLowerCase()) &&
        !wordsOf(found).every((word) => own.has(stem(word))),
    );
}

function foreignPath(text: string, { own, routes }: Surroundings): string | undefined {
  if (["path", "folder", "file", "directory"].some((word) => own.has(word))) {
    return undefined;
  }
  return (text.match(PATH) ?? [])
    .map((path) => path.replace(/[.,:]+$/, ""))
    .find((path) => !routes.some((route) => path === route || route.startsWith(`${path}/`)));
}

/** A run whose letters, cases and digits are mixed as no word's are. */
function encodedRun(text: string, least: number): string | undefined {
  return (text.match(RUN) ?? []).find((run) => {
    const parts = run.split(/[_/-]/);
    const longest = parts.reduce((a, b) => (a.length >= b.length ? a : b), "");
    return (
      run.length >= least &&
      longest.length >= 16 &&
      ((/\d/.test(longest) && /[a-z]/.test(longest) && /[A-Z]/.test(longest)) ||
        (/^[0-9a-fA-F]+$/.test(longest) && /\d/.test(longest)) ||
        /=$|^[A-Z2-7]{20,}$/.test(longest) ||
        /\+/.test(run) ||
        (/^[A-Za-z]{20,}$/.test(longest) && changesOfCase(longest) > longest.length / 3))
    );
  });
}

function changesOfCase(run: string): number {
  return run.match(/[a-z][A-Z]|[A-Z](?=[a-z])/g)?.length ?? 0;
}
