import { wordSet } from "../../safe-model/names/words.ts";
import type { Fakes } from "./fakes.ts";
import { isDate, isHarmless, looksRandom, RANDOM_WORD, REDACTED } from "./harmless.ts";
import { type MemberKind, namesGiven } from "./member-kinds.ts";
import { type Part, type PartKind, replacing, rewrite, type Stage } from "./rewrite.ts";

/** A URL of any scheme; without one it needs a host with a path. Signs that end a sentence are no part of it. */
export const LINKS =
  /(?:[a-z][a-z0-9+.-]{0,20}:\/\/|www\.)[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}]|(?<![\w@./-])(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?::\d{1,5})?\/[^\s<>"'`]*/gi;

/** What stands for a link already says nothing. */
const REDACTED_LINK = /^https:\/\/redacted\.example\/\d*$/;

const ADDRESSES =
  /(?:[\p{L}\p{N}._+'!#$*^`{|}~-]|%[0-9a-f]{2}){0,63}[\p{L}\p{N}_-]@(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}\p{N}-]{2,63}/giu;

const UUIDS = /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z])/gi;

const OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
/** IPv4, and IPv6 with all its groups or `::` for some. Three numbers and a dot more are no version. */
const HOSTS = new RegExp(
  `(?<![\\w.:])(?:${OCTET}(?:\\.${OCTET}){3}(?![\\w.])|(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\\w:])|(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})(?![\\w:]))`,
  "gi",
);

const DATES =
  /(?<![\w-])\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-])/g;

/** Digits, however they are grouped. */
const NUMBERS = /(?<![\p{L}\p{N}])\d(?:[ ().\-/\u00a0]{0,2}\d){5,}(?![\p{L}\p{N}])/gu;

/** As many are a telephone's or a meeting's; of fewer only those that are known. */
const FEWEST_DIGITS = 9;

/** Replaces in a text what is somebody's or secret by its shape, and what is known from elsewhere. */
export type Rewriter = (text: string, name: string, kind: MemberKind | undefined) => Part[];

/**
 * @param replaceWords replaces what was replaced elsewhere
 * @param known ids of digits that were seen elsewhere
 * @param keyword how the API spells the token's user, who is nobody in particular
 */
export function createRewriter(
  fakes: Fakes,
  replaceWords: Stage,
  known: ReadonlySet<string>,
  keyword: string | undefined,
): Rewriter {
  const first = [
    replacing(LINKS, "link", (link) => (REDACTED_LINK.test(link) ? link : fakes.link(link))),
    replacing(ADDRESSES, "address", fakes.address),
  ];
  const hosts = replacing(HOSTS, "text", fakes.host);
  const rest = [
    replaceWords,
    replacing(UUIDS, "id", fakes.id),
    replacing(DATES, "date", (date) => date),
    replacing(NUMBERS, "id", (number) => {
      const digits = number.replace(/\D/g, "");
      return digits.length >= FEWEST_DIGITS || known.has(digits) ? pourDigits(number, fakes) : undefined;
    }),
    replacing(RANDOM_WORD, "secret", (word) => (looksRandom(word) ? REDACTED : undefined)),
  ];
  const byKind: Record<MemberKind, (text: string, name: string) => Part[]> = {
    id: (text) => eachOf(text, "id", (id) => (id === keyword ? id : fakes.id(id))),
    number: (text) =>
      /(?:\d.*){5}/.test(text) ? [{ text: pourDigits(text, fakes), kind: "id" }] : rewrite(text, rest),
    name: (text, name) => [{ text: fakes.name(text, namesGiven(name)), kind: "name" }],
    private: (text) => rewrite(text, [hosts, (left) => [{ text: fakePrivate(left, fakes), kind: "text" }]]),
    person: (text) => personIn(text, keyword, fakes, rest),
  };
  return (text, name, kind) =>
    rewrite(text, [
      ...first,
      (left) => {
        const isSaying = kind !== undefined && /[\p{L}\p{N}]/u.test(left);
        // A version has as many numbers as an address of a host may have.
        const stages = /version/i.test(name) ? rest : [hosts, ...rest];
        return isSaying ? byKind[kind](left, name) : rewrite(left, stages);
      },
    ]);
}

/** Words that stand for somebody without saying who. */
const NOBODY =
  wordSet(`all any anyone anybody everyone everybody no none nobody self own only some both yes true
  false on off enabled disabled required optional allowed denied automatic manual default custom public private
  internal external active inactive pending work home other`);

/** Somebody under a name that doesn't say what is told of them: their name, or what they are called by. */
function personIn(text: string, keyword: string | undefined, fakes: Fakes, rest: readonly Stage[]): Part[] {
  const trimmed = text.trim();
  if (
    trimmed === keyword ||
    NOBODY.has(trimmed) ||
    isDate(trimmed) ||
    (isHarmless(trimmed) && !/^[a-z]/.test(trimmed))
  ) {
    return rewrite(text, rest);
  }
  const isName = /^[\p{L}\p{M}'’. -]+$/u.test(trimmed) && /\s|^\p{Lu}/u.test(trimmed);
  return isName
    ? [{ text: fakes.name(text, false), kind: "name" }]
    : eachOf(text, "id", (id) => fakes.id(id));
}

/** One or several in a list with separators. */
function eachOf(text: string, kind: PartKind, replace: (one: string) => string): Part[] {
  return text.split(/([\s,;|]+)/).map((part, index) => ({
    text: index % 2 === 1 ? part : replace(part),
    kind,
  }));
}

/** A birthday stays a day, a telephone number digits in the same groups; the rest keeps its shape. */
function fakePrivate(text: string, fakes: Fakes): string {
  if (isDate(text.trim()) && /^\s*\d{4}-\d{2}-\d{2}/.test(text)) {
    return text
      .replace(/\d{4}-\d{2}-\d{2}/, (day) => fakes.day(day))
      .replace(/(?<=[T ])\d{2}:\d{2}.*/, "00:00:00Z");
  }
  return /\p{L}/u.test(text) ? fakes.id(text) : pourDigits(text, fakes);
}

/** Other digits in the same groups: one number is one, however it is grouped. */
export function pourDigits(text: string, fakes: Pick<Fakes, "id">): string {
  const digits = text.replace(/\D/g, "");
  if (digits === "") {
    return text;
  }
  const fake = fakes.id(digits);
  const last = text.search(/\d\D*$/);
  let next = 0;
  return [...text]
    .map((sign, at) => (!/\d/.test(sign) ? sign : at === last ? fake.slice(next) : fake.charAt(next++)))
    .join("");
}
