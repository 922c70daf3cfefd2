import type { Pattern } from "../../patterns/pattern.ts";
import { samplesBetween } from "../../patterns/samples.ts";

const PLAIN = [..."abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:"];

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
  const choices = signs
    .map((sign, at) => [
      sign,
      ...PLAIN.filter((other) => other !== sign && matches(signs.with(at, other).join(""))),
    ])
    .reverse();
  const total = choices.reduce((count, { length: ways }) => Math.min(count * ways, 1e9), 1);
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
