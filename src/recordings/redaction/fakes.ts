import { HarborError } from "../../errors.ts";
import { fakesLike, shapeOf } from "./fake-shapes.ts";
import { LINK } from "./harmless.ts";
import { inventedAddresses, inventedDays, inventedHosts, inventedWords } from "./inventions.ts";

/** What a value is, as it was replaced. */
export type RealKind = "id" | "name" | "word" | "address" | "host" | "day" | "link";

/** A value that was replaced, and what stands for it everywhere. */
export interface Real {
  kind: RealKind;
  real: string;
  fake: string;
}

/** Invents values: the same for the same, others for others, and none from what the value says. */
export interface Fakes {
  /** An id, or anything else that keeps its shape. */
  id(real: string): string;
  /** @param isGiven whether it is a first name */
  name(real: string, isGiven: boolean): string;
  address(real: string): string;
  /** An IP address. */
  host(real: string): string;
  day(real: string): string;
  link(real: string): string;
  /**
   * Says what is to stand for a text that is nothing but the value, before anything is invented.
   *
   * @param isWord whether also where it stands within a text
   */
  assign(real: string, fake: string, isWord: boolean): void;
  /** What somebody said is to stand for a text. */
  assigned(text: string): string | undefined;
  /** Invents an id as {@link id} does, of those that are admitted, if there is one. */
  tryId(real: string, admits: (fake: string) => boolean): void;
  /** Everything that was replaced, in the order in which it was seen. */
  reals(): Real[];
}

/** So often another one is tried before it is given up. */
const MOST_TRIES = 20_000;
const MOST_TRIES_OF_INPUTS = 4_000;
/** So that numbers that begin otherwise are tried soon. */
const SHORT_ROW = 200;

/** @param isFree whether an invented value is none of the real ones, and no part of a secret */
export function createFakes(isFree: (candidate: string) => boolean): Fakes {
  const known = new Map<string, Real>();
  const used = new Set<string>();
  const rows = new Map<string, Iterator<string>>();
  const given = new Map<string, string>();

  const find = (kind: RealKind, real: string) => known.get(keyOf(kind, real))?.fake;
  const keep = (kind: RealKind, real: string, fake: string): string => {
    known.set(keyOf(kind, real), { kind, real, fake });
    used.add(fake.toLowerCase());
    return fake;
  };
  const isNew = (candidate: string) => !used.has(candidate.toLowerCase()) && isFree(candidate);
  const invent = (kind: RealKind, real: string, row: string, begin: () => Iterator<string>): string => {
    const candidates = rows.get(row) ?? begin();
    rows.set(row, candidates);
    return find(kind, real) ?? keep(kind, real, firstOf(candidates, isNew));
  };
  const inventWord = (word: string, isGiven: boolean) =>
    inCaseOf(
      word,
      invent("word", word, `word ${isGiven}`, () => inventedWords(isGiven)),
    );
  const inventName = (real: string, isGiven: boolean): string => {
    const words = real.split(/(\s+)/);
    const isOne = words.length === 1;
    const fake = words.map((word, at) =>
      at % 2 === 1 ? word : replaceCore(word, (core) => inventWord(core, isGiven || (at === 0 && !isOne))),
    );
    return isOne ? fake.join("") : keep("name", real, fake.join(""));
  };

  return {
    id: (real) => (isSaying(real) ? invent("id", real, shapeOf(real), () => fakesLike(real)) : real),
    name: (real, isGiven) => find("name", real) ?? inventName(real, isGiven),
    address: (real) => invent("address", real, "address", inventedAddresses),
    host: (real) =>
      invent("host", real, `host ${real.includes(":")}`, () => inventedHosts(real.includes(":"))),
    day: (real) => invent("day", real, "day", inventedDays),
    link: (real) => invent("link", real, "link", inventedLinks),
    assign(real, fake, isWord) {
      given.set(real, fake);
      used.add(fake.toLowerCase());
      if (isWord) {
        keep("id", real, fake);
      }
    },
    assigned: (text) => given.get(text),
    tryId(real, admits) {
      const isRight = (candidate: string) => admits(candidate) && isNew(candidate);
      const fake = find("id", real) === undefined ? inputLike(real, isRight) : undefined;
      if (fake !== undefined) {
        keep("id", real, fake);
      }
    },
    reals: () => [...known.values()],
  };
}

/** Ids and links differ by the case of their letters; names and addresses don't. */
function keyOf(kind: RealKind, real: string): string {
  return `${kind} ${kind === "id" || kind === "link" ? real : real.toLowerCase()}`;
}

function isSaying(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function firstOf(candidates: Iterator<string>, isNew: (candidate: string) => boolean): string {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { value, done } = candidates.next();
    if (done === true) {
      break;
    }
    if (isNew(value)) {
      return value;
    }
  }
  throw new HarborError(
    "REFUSED",
    "a value could not be redacted safely: nothing of its shape is left to invent",
    "record fewer examples at once",
  );
}

/** What may stand for an input, whose schema may ask for more than its shape: a range, a prefix. */
function inputLike(real: string, isRight: (candidate: string) => boolean): string | undefined {
  const [, prefix = "", rest = ""] = /^([A-Za-z]{1,10}[_:.-])(.+)$/.exec(real) ?? [];
  const sources = [[real, ""], ...(rest === "" ? [] : [[rest, prefix]])] as const;
  for (const [shape, before] of sources) {
    let left = MOST_TRIES_OF_INPUTS;
    for (const candidate of fakesLike(shape, SHORT_ROW)) {
      if (isRight(before + candidate)) {
        return before + candidate;
      }
      if (--left < 0) {
        break;
      }
    }
  }
  return undefined;
}

function* inventedLinks(): Generator<string> {
  for (let count = 1; ; count++) {
    yield `${LINK}${count}`;
  }
}

/** Replaces a word; the signs around it stay. */
function replaceCore(text: string, replace: (core: string) => string): string {
  const [, before = "", core = "", after = ""] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su.exec(text) ?? [];
  return core === "" ? text : before + replace(core) + after;
}

function inCaseOf(word: string, invented: string): string {
  if (word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase()) {
    return invented.toUpperCase();
  }
  return /^\p{Ll}/u.test(word) ? invented.toLowerCase() : invented;
}
