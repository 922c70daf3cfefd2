import { isNamedSecret } from "../../secrets/named.ts";
import { scan } from "../../secrets/scan.ts";
import { nameOf, type Strings, stringsOf } from "../../secrets/strings.ts";
import type { TokenSearch } from "./token-search.ts";

/** Strings of a document that may not stay, counted as they stand in it. */
export interface Marks {
  names: Set<number>;
  texts: Set<number>;
}

/**
 * The strings of a document that hold a secret, or a part of one: by its shape, by its member's name,
 * or since it is a token. Of one that is split over strings all of them, and their neighbours.
 */
export function secretsIn(document: object, tokens: TokenSearch): Marks {
  const strings = stringsOf(document);
  const all = strings.names.concat(strings.texts);
  const found = new Set<number>();
  for (const { index, last } of scan(all)) {
    for (let at = index; at <= last; at++) {
      found.add(at);
    }
    if (last > index) {
      addNeighbours(strings, [index, last], found);
    }
  }
  for (const [at, text] of strings.texts.entries()) {
    const name = nameOf(strings, at);
    if (name !== undefined && isNamedSecret(name, text)) {
      found.add(strings.names.length + at);
    }
  }
  for (const order of ordersOf(strings)) {
    for (const position of tokens.in(order.map((at) => all[at] ?? ""))) {
      found.add(order[position] ?? 0);
    }
  }
  return marksOf(strings, found);
}

export function marksOf(strings: Pick<Strings, "names">, found: Iterable<number>): Marks {
  const count = strings.names.length;
  const all = [...found];
  return {
    names: new Set(all.filter((at) => at < count)),
    texts: new Set(all.filter((at) => at >= count).map((at) => at - count)),
  };
}

/** A shape ends where a token has at least so many letters; the rest of it may stand in what follows. */
function addNeighbours({ names, holders }: Strings, ends: readonly number[], found: Set<number>): void {
  const around = new Set(
    ends.map((at) => holders[at - names.length]).filter((holder) => holder !== undefined),
  );
  for (const [at, holder] of holders.entries()) {
    if (around.has(holder)) {
      found.add(names.length + at);
    }
  }
}

/**
 * The orders in which a secret may be split over strings: as they stand; those of one object or list,
 * whatever stands nested between; and the same with their names.
 */
function ordersOf(strings: Strings): number[][] {
  const { names, texts, holders, indices } = strings;
  const byHolder = new Map<unknown, number[]>();
  for (const [at, holder] of holders.entries()) {
    const list = byHolder.get(holder);
    list === undefined ? byHolder.set(holder, [at]) : list.push(at);
  }
  const grouped = [...byHolder.values()].flat();
  const withNames = grouped.flatMap((at) => {
    const holder = holders[at];
    const isMember = holder?.keys !== undefined;
    return [...(isMember ? [holder.firstName + (indices[at] ?? 0)] : []), names.length + at];
  });
  return [
    Array.from({ length: names.length + texts.length }, (_, at) => at),
    grouped.map((at) => names.length + at),
    withNames,
  ];
}
