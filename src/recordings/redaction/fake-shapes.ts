/** Numbers look like 81000000001; where that is taken, others lead and fill. */
const ROWS = [
  ["81", "0"],
  ["72", "1"],
  ["93", "2"],
  ["64", "3"],
  ["55", "4"],
  ["46", "7"],
  ["37", "5"],
  ["28", "6"],
  ["19", "8"],
] as const;

const LONGEST_ROW = 10_000;

/** As many digits of a number as are told apart whatever reads it as a floating-point number. */
const EXACT_DIGITS = 15;

const UUID = /^[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}$/i;

/**
 * Invented values in the shape of a real one, one after the other, each different: digits stay digits,
 * and letters letters of their case, all else stands as it is. Nothing but the shape comes from the
 * value. They repeat one digit or letter, so that nobody takes them for a secret.
 *
 * @param longestRow after so many of one look those of another follow
 */
export function* fakesLike(real: string, longestRow = LONGEST_ROW): Generator<string> {
  if (UUID.test(real)) {
    yield* uuids(real.includes("-"));
  } else if (/^\d+$/.test(real)) {
    yield* numbers(real.length, longestRow);
  } else {
    yield* mixed(real, longestRow);
  }
}

function* uuids(isParted: boolean): Generator<string> {
  for (let count = 1; ; count++) {
    const uuid = `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`;
    yield isParted ? uuid : uuid.replaceAll("-", "");
  }
}

/** Of so many digits; of more, once all are taken. */
function* numbers(length: number, longestRow: number): Generator<string> {
  if (length < 3) {
    for (let number = 10 ** (length - 1); number < 10 ** length; number++) {
      yield String(number);
    }
  }
  const rest = "0".repeat(Math.max(0, length - EXACT_DIGITS));
  const room = Math.max(0, length - 2 - rest.length);
  for (const [lead, fill] of ROWS) {
    for (let count = 1; count < Math.min(10 ** room, longestRow); count++) {
      yield lead + String(count).padStart(room, fill) + rest;
    }
  }
  yield* numbers(length + 1, longestRow);
}

/** The same for values of one shape, and for no others. */
export function shapeOf(real: string): string {
  if (UUID.test(real)) {
    return real.includes("-") ? "uuid" : "uuid without dashes";
  }
  const isHex = !/[g-z]/i.test(real);
  return `${isHex} ${real.replace(/\p{L}|\p{N}/gu, (sign) => (/\p{N}/u.test(sign) ? "0" : /\p{Lu}/u.test(sign) ? "A" : "a"))}`;
}

interface Slot {
  /** The first of its letters or digits, */
  first: number;
  /** and how many there are. */
  radix: number;
}

function* mixed(real: string, longestRow: number): Generator<string> {
  const characters = [...real];
  const isHex = characters.every((character) => !/[g-z]/i.test(character));
  const slots = characters.map((character) => slotOf(character, isHex));
  const open = slots.flatMap((slot, at) => (slot === undefined ? [] : [{ ...slot, at }])).reverse();
  const room = open.reduce((product, { radix }) => Math.min(product * radix, longestRow), 1);
  if (open.length === 0) {
    return;
  }
  for (let row = 0; row < ROWS.length; row++) {
    for (let count = 1; count < room; count++) {
      const fake = [...characters];
      let left = count;
      for (const { at, first, radix } of open) {
        fake[at] = String.fromCodePoint(first + ((row + left) % radix));
        left = Math.floor(left / radix);
      }
      yield fake.join("");
    }
  }
  // All are taken: a longer one of the same kind.
  yield* mixed(`${real}${real.at(-1) === "0" ? "0" : "a"}`, longestRow);
}

function slotOf(character: string, isHex: boolean): Slot | undefined {
  if (/\p{N}/u.test(character)) {
    return { first: 0x30, radix: 10 };
  }
  if (/\p{L}/u.test(character)) {
    const first = /\p{Lu}/u.test(character) ? 0x41 : 0x61;
    return { first, radix: isHex ? 6 : 26 };
  }
  return undefined;
}
