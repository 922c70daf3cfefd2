/** What a value is by its form, and how others of that form are spelt. */
export interface Form {
  kind: "number" | "date" | "id" | "address" | "link" | "text";
  /** The same for all values that share one row of substitutes. */
  row: string;
  /** The substitute that comes at a place in the row; undefined behind its end. */
  spell: (place: number) => string | undefined;
}

/** How a form is read off a text: it depends on the text's length and signs, never on its letters. */
type Reader = readonly [
  kind: Form["kind"],
  shape: RegExp,
  read: (found: RegExpExecArray, least: number) => Omit<Form, "kind">,
];

const TIME = String.raw`\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})?`;

const READERS: readonly Reader[] = [
  ["number", /^(-?)(\d+)(?:\.(\d+))?$/, numberForm],
  [
    "number",
    /^(-?)\d(?:\.\d+)?e([+-]\d+)$/,
    ([, sign, exponent]) => ({
      row: `exponent ${sign}${exponent}`,
      // Of such numbers there are few.
      spell: (place) => (place < 8 ? `${sign}${place + 2}e${exponent}` : undefined),
    }),
  ],
  [
    "date",
    /^\d{4}-\d{2}$/,
    () => ({ row: "month", spell: (place) => iso(Date.UTC(FIRST_YEAR, place, 1)).slice(0, 7) }),
  ],
  [
    "date",
    new RegExp(String.raw`^\d{4}([-/.])\d{2}\1\d{2}((?:[Tt ]${TIME})?)$`),
    ([, between = "", time = ""]) => ({
      row: `day ${between}${zeros(time)}`,
      spell: (place) => dayAt(place).replaceAll("-", between) + zeros(time),
    }),
  ],
  ["date", /^(\d{1,2})([-/.])(\d{1,2})\2\d{4}$/, shortDayForm],
  [
    "date",
    new RegExp(`^${TIME}$`),
    ([time]) => ({
      row: `time ${zeros(time)}`,
      spell: (place) =>
        place < 24 * 60 ? iso(place * 60_000).slice(11, 16) + zeros(time).slice(5) : undefined,
    }),
  ],
  // As mail and HTTP write it. RFC 5322, 3.3
  [
    "date",
    /^[A-Z][a-z]{2}, (\d{1,2}) [A-Z][a-z]{2} \d{4}( \d{2}:\d{2}:\d{2} (?:GMT|UTC|[+-]\d{4}))$/,
    mailDateForm,
  ],
  [
    "id",
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    () => ({
      row: "uuid",
      spell: (place) => `00000000-0000-4000-8000-${(place + 1).toString(16).padStart(12, "0")}`,
    }),
  ],
  // RFC 2606 keeps the domain for examples. The shape never goes back over a long text.
  [
    "address",
    /^[^\s@<>,;]+@[^\s@<>,;.]+\.[^\s@<>,;]+$/,
    ([text]) => padded(text, "person-", "", "@example.com"),
  ],
  ["link", /^[a-z][a-z0-9+.-]*:\/\/\S+$/i, ([text]) => padded(text, "made-up-", "https://example.com/", "")],
  // One word, as an id is or a name, or several.
  ["id", /^\S*$/, ([text]) => wordsForm(text, "example-")],
  ["text", /^/, ({ input }) => wordsForm(input, "made-up text ")],
];

/**
 * The form of a text, or of a number as it is written.
 * @param least the smallest number that may stand in its place
 */
export function formOf(text: string, least = 0): Form {
  for (const [kind, shape, read] of READERS) {
    const found = shape.exec(text);
    if (found !== null) {
      const { row, spell } = read(found, least);
      return { kind, row: `${kind} ${row}`, spell };
    }
  }
  throw new Error("the last form fits every text");
}

/** A reader of JSON keeps as many digits of a whole number, whichever they are, */
const EXACT_DIGITS = 15;
/** and of many fractions as many. */
const MOST_DIGITS = 17;

/** `1000` and on: as many digits before and behind the point. */
function numberForm([, sign = "", whole = "", behind = ""]: RegExpExecArray, least: number) {
  const fraction = behind.slice(0, Math.max(1, MOST_DIGITS - whole.length));
  const digits = whole.length + fraction.length;
  const bound = sign === "" && fraction === "" ? BigInt(Math.ceil(Math.max(0, least))) : 0n;
  const lowest = digits === 1 ? 2n : 10n ** BigInt(digits - 1);
  const first = bound > lowest ? bound : lowest;
  const step = fraction === "" ? 10n ** BigInt(Math.max(0, digits - EXACT_DIGITS)) : 1n;
  return {
    row: `${sign}${whole.length}.${fraction.length} ${first}`,
    spell(place: number) {
      const all = String(first + BigInt(place) * step);
      const point = all.length - fraction.length;
      const written = fraction === "" ? all : `${all.slice(0, point)}.${all.slice(point)}`;
      return all.length > digits ? undefined : sign + written;
    },
  };
}

const FIRST_YEAR = 2001;
const DAY = 24 * 60 * 60 * 1000;

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** A day of the years from 2001 on, as ISO 8601 writes it. */
function dayAt(place: number): string {
  return iso(Date.UTC(FIRST_YEAR, 0, 1) + place * DAY).slice(0, 10);
}

/** A time and a zone, all of them zero. */
function zeros(time: string): string {
  return time.replace(/\d/g, "0").replace("-", "+");
}

/** `31.12.2026`, `1/2/2026`: whichever of the two is the day. */
function shortDayForm([, one = "", between = "", two = ""]: RegExpExecArray) {
  const part = (number: number, like: string) => String(1 + (number % 9)).padStart(like.length, "0");
  return {
    row: `short day ${one.length}${between}${two.length}`,
    spell: (place: number) =>
      [part(place, one), part(Math.floor(place / 9), two), FIRST_YEAR + Math.floor(place / 81)].join(between),
  };
}

function mailDateForm([, day = "", time = ""]: RegExpExecArray) {
  // A day of one digit has other months beside it, one of two has none like them.
  const [first, days] = day.length === 1 ? [1, 9] : ([10, 19] as const);
  return {
    row: `mail date ${day.length}${zeros(time)}`,
    spell(place: number) {
      const date = new Date(Date.UTC(FIRST_YEAR, Math.floor(place / days), first + (place % days)));
      const [name, , month, year] = date.toUTCString().split(" ");
      return `${name} ${date.getUTCDate()} ${month} ${year}${zeros(time)}`;
    },
  };
}

/** Fills up what stands between two fixed parts; a text that is shorter than those gets longer. */
function padded(text: string, filler: string, before: string, after: string) {
  const length = Math.max(0, lengthOf(text) - before.length - after.length);
  return {
    row: String(length),
    spell: (place: number) => before + (filled(filler, length, place) ?? String(place + 1)) + after,
  };
}

function wordsForm(text: string, filler: string) {
  const length = lengthOf(text);
  return {
    row: String(length),
    spell: (place: number) => (length < 3 ? shortWord(length, place) : filled(filler, length, place)),
  };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** `a` to `z`, `aa` to `zz`: for more there is no room. */
function shortWord(length: number, place: number): string | undefined {
  const letters = Array.from({ length }, (_, at) => LETTERS[Math.floor(place / 26 ** at) % 26]);
  return place < 26 ** length ? letters.reverse().join("") : undefined;
}

/** `example-exa-1`: as long as it has to be, with a number at its end. */
function filled(filler: string, length: number, place: number): string | undefined {
  const end = `${filler.endsWith(" ") ? " " : "-"}${place + 1}`;
  const room = length - end.length;
  return room < 0 ? undefined : filler.repeat(Math.ceil(room / filler.length)).slice(0, room) + end;
}

/** In characters, as schemas count them. */
function lengthOf(text: string): number {
  return [...text].length;
}
