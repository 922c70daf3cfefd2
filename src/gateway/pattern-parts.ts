/** Lengths from one to another, without a gap. */
export interface Run {
  from: number;
  to: number;
}

/** A part of a pattern: how long its texts are, and how to write one of such a length. */
export interface Part {
  /** In order, with gaps between. */
  lengths: readonly Run[];
  /** Whether there are texts of other lengths as well. */
  isPartial: boolean;
  write(length: number): string;
}

/** A part that is nothing, and one of which nothing is known. */
export const EMPTY: Part = { lengths: [{ from: 0, to: 0 }], isPartial: false, write: () => "" };
export const UNKNOWN: Part = { lengths: [], isPartial: true, write: () => "" };

/** One of several parts, up to a length. */
export function either(parts: readonly Part[], most: number): Part {
  const lengths = joined(
    parts.flatMap((part) => part.lengths),
    most,
  );
  return {
    ...lengths,
    isPartial: lengths.isPartial || parts.some(({ isPartial }) => isPartial),
    write: (length) => parts.find((part) => has(part.lengths, length))?.write(length) ?? "",
  };
}

/** One part and then another, up to a length together. */
export function inRow(a: Part, b: Part, most: number): Part {
  const sums = a.lengths.flatMap((one) =>
    b.lengths.map((other) => ({ from: one.from + other.from, to: one.to + other.to })),
  );
  const lengths = joined(sums, most);
  return {
    ...lengths,
    isPartial: lengths.isPartial || a.isPartial || b.isPartial,
    write(length) {
      const first = a.lengths
        .flatMap((one) => b.lengths.flatMap(({ from, to }) => within([one], length - to, length - from)))
        .at(0)?.from;
      return first === undefined ? "" : a.write(first) + b.write(length - first);
    },
  };
}

/** How often a part of several lengths is written out; what is more is left unknown. */
const MOST_COPIES = 12;

/** A part as often as a quantifier says, up to a length together. */
export function repeated(part: Part, min: number, max: number, most: number): Part {
  const [run] = part.lengths;
  if (max === 0) {
    return EMPTY;
  }
  if (run === undefined || (run.from === 0 && max > 1) || (part.lengths.length > 1 && min > MOST_COPIES)) {
    // What can't be written can at best be left out.
    return min === 0 ? { ...EMPTY, isPartial: true } : UNKNOWN;
  }
  if (part.lengths.length === 1 && run.from > 0) {
    return repeatedRun(part, run, min, max, most);
  }
  const copies = [EMPTY];
  for (let count = 1; count <= Math.min(max, MOST_COPIES); count++) {
    copies.push(inRow(part, copies.at(-1) ?? EMPTY, most));
  }
  const whole = either(copies.slice(min), most);
  return { ...whole, isPartial: whole.isPartial || max > MOST_COPIES };
}

/** The same for a part whose lengths have no gap, however often it is repeated. */
function repeatedRun(part: Part, { from, to }: Run, min: number, max: number, most: number): Part {
  const runs: Run[] = [];
  for (let count = min; count <= max && count * from <= most; count++) {
    const last = runs.at(-1);
    // From the first two that meet, all meet; nothing at all meets none of them.
    if (last !== undefined && count > 1 && count * from <= last.to + 1) {
      last.to = to * max;
      break;
    }
    runs.push({ from: count * from, to: count === 0 ? 0 : count * to });
  }
  const lengths = joined(runs, most);
  return {
    ...lengths,
    isPartial: lengths.isPartial || part.isPartial,
    write(length) {
      const count = Math.max(min, Math.ceil(length / to), length > 0 ? 1 : 0);
      if (to === 1) {
        return part.write(1).repeat(length);
      }
      let spare = length - count * from;
      const parts = Array.from({ length: count }, () => {
        const more = Math.min(spare, to - from);
        spare -= more;
        return part.write(from + more);
      });
      return parts.join("");
    },
  };
}

/** More than a pattern that people write has; of more, those at both ends are kept. */
const MOST_RUNS = 32;

/** Runs in order, those that meet made one, up to a length. */
function joined(runs: readonly Run[], most: number): Pick<Part, "lengths" | "isPartial"> {
  const whole: Run[] = [];
  for (const { from, to } of runs.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (from > most) {
      break;
    }
    if (last !== undefined && from <= last.to + 1) {
      last.to = Math.max(last.to, to);
    } else {
      whole.push({ from, to });
    }
  }
  return whole.length <= MOST_RUNS
    ? { lengths: whole, isPartial: false }
    : { lengths: [...whole.slice(0, MOST_RUNS / 2), ...whole.slice(-MOST_RUNS / 2)], isPartial: true };
}

/** The parts of runs that lie between two lengths. */
export function within(runs: readonly Run[], from: number, to: number): Run[] {
  return runs
    .map((run) => ({ from: Math.max(run.from, from), to: Math.min(run.to, to) }))
    .filter((run) => run.from <= run.to);
}

function has(runs: readonly Run[], length: number): boolean {
  return runs.some(({ from, to }) => from <= length && length <= to);
}
