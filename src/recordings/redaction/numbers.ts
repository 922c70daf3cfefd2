import type { Fakes, Real } from "./fakes.ts";
import { kindOfMember } from "./member-kinds.ts";
import { pourDigits } from "./texts.ts";

/** Larger numbers count nothing that an API tells of one thing, unless they are a moment. */
const LARGEST_COUNT = 1e8;

/** Of two digits there are too few to hide one among. */
const FEWEST_DIGITS = 5;

/** Between the years 2000 and 2100, in seconds or milliseconds. */
const MOMENTS = [
  [946_684_800, 4_102_444_800],
  [946_684_800_000, 4_102_444_800_000],
] as const;

/** Whether a number is somebody's or says which thing is meant, by its name or its size. */
export function isFaked(
  value: number,
  name: string,
  parent: string,
  identityNames: readonly string[],
): boolean {
  const size = Math.abs(value);
  if (value === 0 || !Number.isFinite(value)) {
    return false;
  }
  switch (kindOfMember(name, parent, identityNames)) {
    case "id":
    case "private":
      return true;
    case "number":
    case "person":
      return size >= 10 ** (FEWEST_DIGITS - 1);
    default:
      return (
        isPlace(value) ||
        (Number.isInteger(value) && size >= LARGEST_COUNT && !(isMoment(size) && TIMES.test(name)))
      );
  }
}

/** A member that tells when: a number of its size could be a telephone's as well. */
const TIMES =
  /(?:_at|at|time|times|timestamp|date|expires?|expiry|created|updated|modified|since|until|start|end|occurrence_id|reset)$/i;

/** Degrees with so many digits lead to somebody's door. */
function isPlace(value: number): boolean {
  return /\.\d{4,}$/.test(String(Math.abs(value))) && Math.abs(value) <= 180;
}

function isMoment(size: number): boolean {
  return MOMENTS.some(([from, to]) => size >= from && size <= to);
}

/** Another number with as many digits. */
export function fakeNumber(value: number, fakes: Pick<Fakes, "id">): number {
  const text = digitsOf(value);
  return text === undefined ? 0 : Math.sign(value) * Number(pourDigits(text, fakes));
}

/** A number as it is written, without its sign; undefined for one that is written with an exponent. */
export function digitsOf(value: number): string | undefined {
  const text = String(Math.abs(value));
  return /^\d+(?:\.\d+)?$/.test(text) ? text : undefined;
}

/** The ids that are long enough to tell by their digits alone. */
export function digitsOfReals(reals: readonly Real[]): string[] {
  return reals.flatMap(({ real, fake }) => (/^\d{6,}$/.test(real) && real !== fake ? [real] : []));
}
