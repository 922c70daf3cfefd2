import { characterIn } from "./characters.ts";
import { asking, type Part } from "./part.ts";

/** The shortest and the longest text between two lengths, where there are any. */
export interface Samples {
  shortest: string | undefined;
  longest: string | undefined;
  /** Whether it is certain that there are none. */
  isEmpty: boolean;
}

export function samplesBetween(whole: Part, from: number, to: number): Samples {
  const { lengths, longest, write } = textsOf(whole);
  const most = Math.min(to, longest);
  const wanted = most < from ? 0n : (1n << BigInt(most + 1)) - (1n << BigInt(from));
  const bits = (lengths & wanted).toString(2);
  return bits === "0"
    ? { shortest: undefined, longest: undefined, isEmpty: true }
    : {
        shortest: write(bits.length - 1 - bits.lastIndexOf("1")),
        longest: write(bits.length - 1),
        isEmpty: false,
      };
}

/** The lengths that texts have, as bits (the lowest is that of the empty text), and how one is written. */
interface Texts {
  lengths: bigint;
  longest: number;
  write: (length: number) => string;
}

const textsOf = asking<Texts>({
  one(set) {
    const character = characterIn(set);
    return { lengths: 2n, longest: 1, write: () => character };
  },
  none: { lengths: 1n, longest: 0, write: () => "" },
  inRow: (a, b) => ({
    lengths: sums(a.lengths, b.lengths),
    longest: a.longest + b.longest,
    write(length) {
      let own = Math.max(0, length - b.longest);
      while (own < length && !(has(a, own) && has(b, length - own))) {
        own++;
      }
      return a.write(own) + b.write(length - own);
    },
  }),
  either: (a, b) => ({
    lengths: a.lengths | b.lengths,
    longest: Math.max(a.longest, b.longest),
    write: (length) => (has(a, length) ? a : b).write(length),
  }),
  // Thousands of characters are written at once.
  rounds: ({ lengths, write }, least, most) =>
    lengths === 2n
      ? {
          lengths: (2n << BigInt(most)) - (1n << BigInt(least)),
          longest: most,
          write: (length) => write(1).repeat(length),
        }
      : undefined,
});

/** Each sum of two lengths; runs of lengths are added at once. */
function sums(a: bigint, b: bigint): bigint {
  const bits = a.toString(2);
  let all = 0n;
  for (const { 0: run, index } of bits.matchAll(/1+/g)) {
    let some = b << BigInt(bits.length - index - run.length);
    for (let width = 1; width < run.length; width *= 2) {
      some |= some << BigInt(Math.min(width, run.length - width));
    }
    all |= some;
  }
  return all;
}

function has({ lengths }: Texts, length: number): boolean {
  return ((lengths >> BigInt(length)) & 1n) === 1n;
}
