import type { ActionRequest } from "../gateway/request.ts";
import { toPointer } from "../json/pointer.ts";
import { lazily } from "../lazily.ts";
import type { DifferenceOutput } from "../output/test.ts";
import type { Exchange, Origin } from "./exchange.ts";
import { exchangesOf, type Har } from "./har/har.ts";
import { differencesOf, partsOf, requestKey } from "./request-key.ts";

/** Recorded exchanges, ready to answer requests. */
export interface Recording {
  readonly exchanges: readonly Exchange[];
  /** The exchanges whose request is the same, in their order; none where nothing matches. */
  find(request: ActionRequest): readonly Exchange[];
  /**
   * The exchanges whose requests come nearest, the nearest first.
   *
   * @param rankOf what comes before nearness: an exchange with a higher rank comes later
   */
  nearest(request: ActionRequest, rankOf?: (exchange: Exchange) => number): NearExchange[];
}

/** A recording with what it says of itself. */
export interface Evidence {
  /** Each exchange with its own origin, else the whole recording's. */
  recording: Recording;
  origin: Origin | undefined;
}

export function evidenceOf(har: Har): Evidence {
  const origin = har.log._harborDrafts;
  const exchanges = exchangesOf(har).map((exchange) => ({ ...exchange, origin: exchange.origin ?? origin }));
  return { recording: openRecording(exchanges), origin };
}

/** An exchange that was recorded for another request. */
export interface NearExchange {
  exchange: Exchange;
  /** Where it stands in the recording. */
  pointer: string;
  differences: DifferenceOutput[];
  /** Compares with others alone: the larger, the further. */
  distance: number;
}

/** More wouldn't be read. */
export const MOST_NEAREST = 3;

/**
 * Indexes exchanges by their request: the same method, origin and path, the same query as a multiset
 * of names and values, and an equal JSON body. Nothing else is looked at, nothing of it is stored in
 * a recording, and nothing reaches the network.
 */
export function openRecording(exchanges: readonly Exchange[]): Recording {
  const compared = lazily(() => exchanges.map((exchange) => ({ exchange, parts: partsOf(exchange) })));
  const index = lazily(() => {
    const byKey = new Map<string, Exchange[]>();
    for (const { exchange, parts } of compared()) {
      const key = requestKey(parts);
      const same = byKey.get(key);
      same === undefined ? byKey.set(key, [exchange]) : same.push(exchange);
    }
    return byKey;
  });
  return {
    exchanges,
    find: (request) => index().get(requestKey(partsOf(request))) ?? [],
    nearest(request, rankOf = () => 0) {
      const ours = partsOf(request);
      const all = compared().map(({ exchange, parts }, position) => {
        const differences = differencesOf(ours, parts);
        const pointer = toPointer(["log", "entries", position]);
        return { exchange, pointer, differences, distance: distanceOf(differences) };
      });
      // Sorting is stable: of equally near exchanges the first recorded one comes first.
      return all
        .sort((a, b) => rankOf(a.exchange) - rankOf(b.exchange) || a.distance - b.distance)
        .slice(0, MOST_NEAREST);
    },
  };
}

/** A different route is further away than any number of other values. */
const WEIGHTS: Record<string, number> = { method: 1000, origin: 1000, path: 1000 };

function distanceOf(differences: readonly DifferenceOutput[]): number {
  return differences.reduce((sum, { field }) => sum + (WEIGHTS[field] ?? 1), 0);
}

/** A near exchange as whoever looks for one gets to see it. */
export function showNear({ exchange, pointer, differences }: Omit<NearExchange, "distance">) {
  const { method, url, response } = exchange;
  return { method, url, status: response.status, pointer, differences };
}

/** That nothing matches, and in what the nearest differs; of none at all what is said. */
export function tellNearest([nearest]: readonly Pick<NearExchange, "differences">[], none: string): string {
  const fields = nearest?.differences.map(({ field }) => field).join(", ");
  return fields === undefined ? none : `no recorded exchange matches; the nearest differs in ${fields}`;
}
