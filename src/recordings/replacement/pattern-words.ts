import type { Pattern } from "../../patterns/pattern.ts";
import { samplesBetween } from "../../patterns/samples.ts";

const PLAIN = [..."abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:"];

/** More words than anybody asks for: what stands before those characters that make so many stays the same. */
const ENOUGH = 1e9;

/**
 * Texts of one length that a pattern admits, each once: a first one, and those that differ from it in
 * plain characters, the last ones first.
 */
export function* patternWords({ whole, matches }: Pattern, length: number): Generator<string> {
  const first = samplesBetween(whole, length, length).shortest;
  if (first === undefined) {
    return;
  }
  const signs = [...first];
  const choices: string[][] = [];
  let total = 1;
  for (const [back, sign] of signs.toReversed().entries()) {
    const at = signs.length - 1 - back;
    const others = total < ENOUGH ? PLAIN : [];
    const ways = others.filter((other) => other !== sign && matches(signs.with(at, other).join("")));
    choices.push([sign, ...ways]);
    total = Math.min(total * (ways.length + 1), ENOUGH);
  }
  for (let place = 0; place < total; place++) {
    let rest = place;
    const word = choices.map((ways) => {
      const sign = ways[rest % ways.length] ?? "";
      rest = Math.floor(rest / ways.length);
      return sign;
    });
    const text = word.reverse().join("");
    // Two characters that may stand alone needn't go together.
    if (matches(text)) {
      yield text;
    }
  }
}
