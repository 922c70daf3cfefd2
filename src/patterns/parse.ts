import { NO_CHARACTERS, setOfRange, setOfText } from "./characters.ts";
import { longestOf, shortestOf } from "./language.ts";
import type { Part } from "./part.ts";

/** Why a text is no pattern, in words that go on after "the pattern", and what to write instead. */
export interface PatternProblem {
  message: string;
  hint: string;
}

/** Longer patterns are none that a reviewer can judge. */
const LONGEST_PATTERN = 256;
/** No input that check admits is longer. */
export const LONGEST_TEXT = 4_096;
const DEEPEST = 2;

const ALTERNATIVES = "put alternatives into a group between the anchors: ^(?:a|b)$";

/** What other regular expressions may hold in place of an item, each by its beginning. */
const FOREIGN: readonly [construct: RegExp, name: string, hint: string][] = [
  [/\(\?<?[=!]/y, "looks around", "describe what the value holds: a class and a bound for each part of it"],
  [
    /\(\?(?!:|P?<\w)[^:)]*[:)]?/y,
    "sets flags",
    "write both cases where case doesn't matter, such as [Aa], or an enum",
  ],
  [/\((?!\?:)(?:\?P?<\w*>)?/y, "has a capturing group", "write (?: instead"],
  [/\[\^/y, "has a class of what may not stand", "list what may stand, such as [A-Za-z0-9 ._-]"],
  [/\[\]/y, "has an empty class", "list what may stand there"],
  [/\./y, "has a dot, which stands for anything", "list what may stand, such as [A-Za-z0-9_-], or write \\."],
  [/\\d/y, "has a class by its letter", "write [0-9]"],
  [/\\w/y, "has a class by its letter", "write [0-9A-Za-z_]"],
  [/\\[sSDWpP]/y, "has a class that isn't ASCII alone", "list what may stand, such as [A-Za-z0-9 ._-]"],
  [/\\[bB]/y, "looks for the end of a word", "leave it out: the classes around it say what may stand"],
  [/\\(?:[1-9]|k)/y, "refers back to a group", "describe the part itself once more"],
  [
    /\\[\s\S]?/y,
    "has an escape that isn't needed",
    "write the character itself; only ^$\\.*+?()[]{}|/ are escaped",
  ],
  [/[$^]/y, "has an anchor within", ALTERNATIVES],
  [/\|/y, "has alternatives outside of a group", ALTERNATIVES],
  [/[*+?{]/y, "has a bound that bounds nothing", "write the bound after a part, or a backslash before it"],
  [/[\])}]/y, "has a bracket that nothing opened", "write a backslash before it"],
  [/[^ -~]/uy, "isn't printable ASCII", "bound other texts by maxLength alone, or list them in an enum"],
];

/** Parses a pattern by the grammar that README.md describes; nothing of it is guessed. */
export function parsePattern(text: string): Part | PatternProblem {
  try {
    return new Reader(text).readWhole();
  } catch (error) {
    if (error instanceof Outside) {
      return { message: error.message, hint: error.hint };
    }
    throw error;
  }
}

/** Thrown where a pattern leaves the grammar; never leaves this file. */
class Outside extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** Goes through a pattern once, from left to right. */
class Reader {
  private readonly source: string;
  private at = 0;

  constructor(source: string) {
    this.source = source;
  }

  readWhole(): Part {
    if (this.source.length > LONGEST_PATTERN) {
      throw new Outside(`is longer than ${LONGEST_PATTERN} characters`, "bound the value in fewer words");
    }
    this.at = this.source.startsWith("^") ? 1 : 0;
    if (this.sees(/\(\?[a-z]+\)/y)) {
      this.refuseForeign();
    }
    if (this.at === 0 || !/(?:^|[^\\])(?:\\\\)*\$$/.test(this.source)) {
      throw new Outside("isn't anchored with ^ and $", "say what the whole value is: ^[A-Za-z0-9_-]{1,64}$");
    }
    const whole = this.readSequence(0);
    if (this.at < this.source.length - 1) {
      this.refuseForeign();
    }
    const longest = longestOf(whole);
    if (longest === 0 || longest > LONGEST_TEXT) {
      throw new Outside(
        `admits texts of ${longest} characters`,
        `write parts whose texts have 1 to ${LONGEST_TEXT} characters`,
      );
    }
    return whole;
  }

  private readSequence(depth: number): Part {
    const from = this.at;
    const parts: Part[] = [];
    while (this.at < this.source.length - 1 && !this.sees(depth > 0 ? /[|)]/y : /\|/y)) {
      parts.push(this.readItem(depth));
    }
    return { kind: "sequence", parts, ...this.placeFrom(from) };
  }

  private readItem(depth: number): Part {
    const from = this.at;
    const part = this.sees(/\(\?:/y) ? this.readGroup(depth) : this.readCharacters();
    const endless = this.match(/[*+]|\{\d+,\}/y)?.[0];
    if (endless !== undefined) {
      this.refuse("has a repetition without an end", "write how often at most: {1,64}", endless);
    }
    const bound = this.take(/\?|\{(\d{1,4})(?:,(\d{1,4}))?\}/y);
    if (bound === undefined) {
      return part;
    }
    const [least, most] = bound[0] === "?" ? [0, 1] : [Number(bound[1]), Number(bound[2] ?? bound[1])];
    if (most === 0 || least > most) {
      this.at -= bound[0].length;
      this.refuse("has a bound that admits nothing", "write {least,most}, or leave the part out", bound[0]);
    }
    if (this.sees(/[?+]/y)) {
      this.refuse("has a lazy or possessive bound", "leave the sign out: the same texts match");
    }
    return { kind: "repetition", part, least, most, ...this.placeFrom(from) };
  }

  private readGroup(depth: number): Part {
    const from = this.at;
    if (depth === DEEPEST) {
      this.refuse("nests groups three deep", "write the inner one out");
    }
    this.at += 3;
    const parts = [this.readSequence(depth + 1)];
    while (this.take(/\|/y) !== undefined) {
      parts.push(this.readSequence(depth + 1));
    }
    const empty = parts.find((part) => shortestOf(part) === 0);
    if (this.take(/\)/y) === undefined) {
      this.at = from;
      this.refuse("has a group that isn't closed", "close it, or write \\(");
    }
    if (empty !== undefined) {
      this.at = empty.at - 1;
      this.refuse(
        "has an alternative that may be empty",
        "give it a part that must stand, and the group a ?",
      );
    }
    return { kind: "choice", parts, ...this.placeFrom(from) };
  }

  /** A class, or a character that stands for itself. */
  private readCharacters(): Part {
    const from = this.at;
    const members = this.take(/\[(?!\^|\])((?:\\[\^$\\.*+?()[\]{}|/-]|[ -[^-~])*)/y)?.[1];
    const one = this.take(
      members === undefined ? /\\([\^$\\.*+?()[\]{}|/])|[ -#%-',\-/0->@-Z_`a-z~]/y : /\]/y,
    );
    if (one === undefined) {
      if (members !== undefined && this.at >= this.source.length - 1) {
        this.at = from;
        this.refuse("has a class that isn't closed", "close it, or write \\[");
      }
      this.refuseForeign();
    }
    let set = members === undefined ? setOfText(one[1] ?? one[0]) : NO_CHARACTERS;
    for (const [range, first = "", last = first] of members?.matchAll(/\\?(.)(?:-\\?(.))?/g) ?? []) {
      if (last < first) {
        this.at = from + this.source.slice(from).indexOf(range);
        this.refuse("has a range that runs backwards", "write its first character first", range);
      }
      set |= setOfRange(first, last);
    }
    return { kind: "characters", set, ...this.placeFrom(from) };
  }

  private refuseForeign(): never {
    const [construct = /[\s\S]/y, name = "has a sign that isn't expected", hint = "leave it out"] =
      FOREIGN.find(([expression]) => this.sees(expression)) ?? [];
    return this.refuse(name, hint, this.match(construct)?.[0]);
  }

  private refuse(what: string, hint: string, shown?: string): never {
    throw new Outside(`${what} at character ${this.at + 1}${shown === undefined ? "" : `: ${shown}`}`, hint);
  }

  private placeFrom(from: number): { source: string; at: number } {
    return { source: this.source.slice(from, this.at), at: from + 1 };
  }

  private match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    return expression.exec(this.source) ?? undefined;
  }

  private sees(expression: RegExp): boolean {
    return this.match(expression) !== undefined;
  }

  private take(expression: RegExp): RegExpExecArray | undefined {
    const found = this.match(expression);
    this.at += found?.[0].length ?? 0;
    return found;
  }
}
