/** What a value is by its form, and how others of that form are spelt. */
export interface Form {
  kind: "number" | "date" | "id" | "address" | "link" | "text";
  /** The same for all values that share one row of substitutes. */
  row: string;
  /** The substitute that comes at a place in the row; undefined behind its end. */
  spell: (place: number) => string | undefined;
}

/** What a value is read as, and what of it the form depends on: its length, never its letters. */
type Reader = (text: string, least: number) => Form | undefined;

/**
 * The form of a text, or of a number as it is written.
 * @param least the smallest number that may stand in its place
 */
export function formOf(text: string, least = 0): Form {
  for (const read of READERS) {
    const form = read(text, least);
    if (form !== undefined) {
      return form;
    }
  }
  return wordsOf(text);
}

const READERS: readonly Reader[] = [
  numberOf,
  exponentOf,
  dayOf,
  monthOf,
  shortDayOf,
  timeOf,
  momentOf,
  mailDateOf,
  uuidOf,
  addressOf,
  linkOf,
];

/** A reader of JSON keeps as many digits of a whole number, whichever they are, */
const EXACT_DIGITS = 15;
/** and of many fractions as many. */
const MOST_DIGITS = 17;

/** `1000` and on: as many digits before and behind the point. */
function numberOf(text: string, least: number): Form | undefined {
  const [, sign = "", whole = "", behind = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const fraction = behind.slice(0, Math.max(1, MOST_DIGITS - whole.length));
  const digits = whole.length + fraction.length;
  if (digits === 0) {
    return undefined;
  }
  const bound = sign === "" && fraction === "" ? BigInt(Math.ceil(Math.max(0, least))) : 0n;
  const lowest = digits === 1 ? 2n : 10n ** BigInt(digits - 1);
  const first = bound > lowest ? bound : lowest;
  const step = fraction === "" ? 10n ** BigInt(Math.max(0, digits - EXACT_DIGITS)) : 1n;
  return {
    kind: "number",
    row: `number ${sign}${whole.length}.${fraction.length} ${first}`,
    spell(place) {
      const all = String(first + BigInt(place) * step);
      const point = all.length - fraction.length;
      const written = fraction === "" ? all : `${all.slice(0, point)}.${all.slice(point)}`;
      return all.length > digits ? undefined : `${sign}${written}`;
    },
  };
}

/** `1.5e+300`: of such numbers there are few. */
function exponentOf(text: string): Form | undefined {
  const [, sign = "", exponent] = /^(-?)\d(?:\.\d+)?e([+-]\d+)$/.exec(text) ?? [];
  return exponent === undefined
    ? undefined
    : {
        kind: "number",
        row: `exponent ${sign}${exponent}`,
        spell: (place) => (place < 8 ? `${sign}${place + 2}e${exponent}` : undefined),
      };
}

const FIRST_YEAR = 2001;
const DAY = 24 * 60 * 60 * 1000;

/** A day of the years from 2001 on, as ISO 8601 writes it. */
function isoDay(place: number): string {
  return new Date(Date.UTC(FIRST_YEAR, 0, 1) + place * DAY).toISOString().slice(0, 10);
}

function dayOf(text: string): Form | undefined {
  const separator = /^\d{4}([-/.])\d{2}\1\d{2}$/.exec(text)?.[1];
  return separator === undefined
    ? undefined
    : dateForm(`day ${separator}`, (place) => isoDay(place).replaceAll("-", separator));
}

function monthOf(text: string): Form | undefined {
  return /^\d{4}-\d{2}$/.test(text)
    ? dateForm("month", (place) => new Date(Date.UTC(FIRST_YEAR, place, 1)).toISOString().slice(0, 7))
    : undefined;
}

/** `31.12.2026`, `1/2/2026`: whichever of the two is the day. */
function shortDayOf(text: string): Form | undefined {
  const [, one = "", separator, two = ""] = /^(\d{1,2})([-/.])(\d{1,2})\2\d{4}$/.exec(text) ?? [];
  return separator === undefined
    ? undefined
    : dateForm(`short day ${one.length}${separator}${two.length}`, (place) =>
        [
          String(1 + (place % 9)).padStart(one.length, "0"),
          String(1 + (Math.floor(place / 9) % 9)).padStart(two.length, "0"),
          FIRST_YEAR + Math.floor(place / 81),
        ].join(separator),
      );
}

const TIME = String.raw`\d{2}:\d{2}(:\d{2}(?:[.,]\d{1,9})?)?`;
const ZONE = "(Z|z|[+-]\\d{2}:?\\d{2})?";

/** Seconds and a zone where there are any, all of them zero. */
function restOf(seconds = "", zone = ""): string {
  return (seconds + zone).replace(/\d/g, "0").replace("-", "+");
}

function timeOf(text: string): Form | undefined {
  const found = new RegExp(`^${TIME}${ZONE}$`).exec(text);
  const rest = restOf(found?.[1], found?.[2]);
  const minute = (place: number) => new Date(place * 60_000).toISOString().slice(11, 16);
  return found === null
    ? undefined
    : dateForm(`time ${rest}`, (place) => (place < 24 * 60 ? minute(place) + rest : undefined));
}

function momentOf(text: string): Form | undefined {
  const found = new RegExp(`^\\d{4}-\\d{2}-\\d{2}([Tt ])${TIME}${ZONE}$`).exec(text);
  const rest = `${found?.[1]}00:00${restOf(found?.[2], found?.[3])}`;
  return found === null ? undefined : dateForm(`moment ${rest}`, (place) => isoDay(place) + rest);
}

/** `Tue, 3 Mar 2026 10:15:00 +0100`, as mail and HTTP write it. RFC 5322, 3.3 */
function mailDateOf(text: string): Form | undefined {
  const [, day = "", zone] =
    /^[A-Z][a-z]{2}, (\d{1,2}) [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (GMT|UTC|[+-]\d{4})$/.exec(text) ?? [];
  return zone === undefined
    ? undefined
    : dateForm(`mail date ${day.length} ${restOf("", zone)}`, (place) => {
        // A day of one digit has other months beside it, one of two has none like them.
        const days = day.length === 1 ? 9 : 19;
        const first = day.length === 1 ? 1 : 10;
        const date = new Date(Date.UTC(FIRST_YEAR, Math.floor(place / days), first + (place % days)));
        const [name, , month, year] = date.toUTCString().split(" ");
        return `${name} ${date.getUTCDate()} ${month} ${year} 00:00:00 ${restOf("", zone)}`;
      });
}

function dateForm(row: string, spell: Form["spell"]): Form {
  return { kind: "date", row, spell };
}

function uuidOf(text: string): Form | undefined {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
    ? {
        kind: "id",
        row: "uuid",
        spell: (place) => `00000000-0000-4000-8000-${(place + 1).toString(16).padStart(12, "0")}`,
      }
    : undefined;
}

/** RFC 2606 keeps the domain for examples. Two patterns, of which neither goes back over a long text. */
function addressOf(text: string): Form | undefined {
  const isAddress = /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(text) && /@.+?\../.test(text);
  return isAddress ? padded("address", text, "person-", "", "@example.com") : undefined;
}

function linkOf(text: string): Form | undefined {
  const isLink = /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text);
  return isLink ? padded("link", text, "made-up-", "https://example.com/") : undefined;
}

/** Fills up what stands between two fixed parts; a text that is shorter than those gets longer. */
function padded(kind: Form["kind"], text: string, filler: string, before: string, after = ""): Form {
  const length = Math.max(0, lengthOf(text) - before.length - after.length);
  return {
    kind,
    row: `${kind} ${length}`,
    spell: (place) => before + (filled(filler, length, place) ?? String(place + 1)) + after,
  };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** One word, as an id is or a name, or several. */
function wordsOf(text: string): Form {
  const length = lengthOf(text);
  const isOne = !/\s/.test(text);
  const filler = isOne ? "example-" : "made-up text ";
  const kind = isOne ? "id" : "text";
  return {
    kind,
    row: `${kind} ${length}`,
    spell: (place) => (length < 3 ? shortWord(length, place) : filled(filler, length, place)),
  };
}

/** `a` to `z`, `aa` to `zz`: for more there is no room. */
function shortWord(length: number, place: number): string | undefined {
  const letters = Array.from({ length }, (_, at) => LETTERS[Math.floor(place / 26 ** at) % 26]);
  return place < 26 ** length ? letters.reverse().join("") : undefined;
}

/** `example-exa-1`: as long as it has to be, with a number at its end. */
function filled(filler: string, length: number, place: number): string | undefined {
  const end = `${filler.includes(" ") ? " " : "-"}${place + 1}`;
  const room = length - end.length;
  return room < 0 ? undefined : filler.repeat(Math.ceil(room / filler.length)).slice(0, room) + end;
}

/** In characters, as schemas count them. */
function lengthOf(text: string): number {
  return [...text].length;
}
