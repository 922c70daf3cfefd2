import { isDeepStrictEqual } from "node:util";
import type { Action, ActionInput, Example } from "../../catalog/action.ts";
import type { Port } from "../../catalog/manifest.ts";
import type { Policy } from "../../catalog/policy.ts";
import { HarborError } from "../../errors.ts";
import { answerOptions } from "../../gateway/answers.ts";
import { buildRequest } from "../../gateway/request.ts";
import { readResponse } from "../../gateway/response.ts";
import type { Exchange } from "../exchange.ts";
import { isOpen, mapScalars } from "../projection/scalars.ts";
import { partsOf, requestKey } from "../request-key.ts";
import { createSubstitutes } from "./substitutes.ts";
import {
  enumeratedValues,
  keptValues,
  type ProjectedExample,
  pairsOf,
  type ValuePlace,
  valuesOf,
} from "./values.ts";

export interface ReplaceOptions {
  port: Pick<Port, "baseUrl">;
  action: Action;
  policy: Policy;
  /** Listed fields whose real values stay. */
  keep: readonly string[];
}

/** An example with its exchange, where it has one, in which nothing is real that nobody kept. */
export type ReplacedExample = Pick<ProjectedExample, "example" | "exchange">;

export interface Replacement {
  /** As many as were handed over, in their order. */
  examples: ReplacedExample[];
  /** How many values were replaced, by their kind. */
  replaced: Record<string, number>;
}

/**
 * Replaces every text and number of recorded answers, and of the inputs that asked for them, by one of its
 * kind and length, but for those that say nothing of anybody: 0, 1, and what the action or its policy
 * enumerate. One value has one substitute everywhere, and two that differ stay two. Requests are built anew.
 *
 * @throws HarborError REFUSED where that can't be
 */
export function replaceValues(rows: readonly ProjectedExample[], options: ReplaceOptions): Replacement {
  const { action, policy, keep } = options;
  const real = rows.filter(({ isReal }) => isReal);
  const stays = enumeratedValues(action, policy);
  for (const value of real.flatMap(({ output }) => keptValues(output, keep))) {
    stays.add(value);
  }
  const given = new Map(real.map((row) => [row, givenIn(row, stays)]));
  const pairs = [...given.values()].flatMap((own) => [...own]);
  // Nothing that is invented may be the same as what stays.
  const reserved = new Set([...stays, ...pairs.map(([, stands]) => stands)]);
  // The values that are replaced, each with all its places, in the order in which they appear.
  const open = new Map<string, ValuePlace[]>();
  for (const row of [...real, ...rows.filter(({ isReal }) => !isReal)]) {
    for (const [value, place] of valuesOf(row, action)) {
      const places = open.get(value) ?? (row.isReal && !stays.has(value) ? [] : undefined);
      if (places === undefined) {
        reserved.add(value);
      } else {
        places.push(place);
        open.set(value, places);
      }
    }
  }
  refuseMerged(pairs, open, stays);
  const substitutes = new Map(pairs.toReversed());
  const replaced = new Map<string, number>();
  const substituteFor = createSubstitutes(reserved);
  for (const [value, places] of open) {
    if (!substitutes.has(value)) {
      const { kind, text } = substituteFor(value, places);
      substitutes.set(value, text);
      replaced.set(kind, (replaced.get(kind) ?? 0) + 1);
    }
  }
  const examples = rows.map((row) =>
    replaceIn(row, (value) => given.get(row)?.get(value) ?? substitutes.get(value), options),
  );
  refuseSameRequests(rows, examples);
  return { examples, replaced: Object.fromEntries([...replaced].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function givenIn({ example, stands }: ProjectedExample, stays: ReadonlySet<string>): Map<string, string> {
  const pairs = stands === undefined ? [] : pairsOf(example.input, stands);
  return new Map(pairs.filter(([value]) => !stays.has(value)));
}

/** @throws HarborError where an input was given that makes one value of two */
function refuseMerged(
  pairs: readonly [real: string, stands: string][],
  open: ReadonlyMap<string, unknown>,
  stays: ReadonlySet<string>,
): void {
  const owners = new Map<string, string>();
  for (const [real, value] of pairs) {
    const owner = owners.get(value) ?? real;
    owners.set(value, owner);
    if (owner !== real || (stays.has(value) && open.has(real) && value !== real)) {
      throw merged("two real values that differ have one value in the examples' inputs");
    }
  }
}

function replaceIn(
  { example, exchange, output, stands }: ProjectedExample,
  lookUp: (value: string) => string | undefined,
  { port, action, policy }: ReplaceOptions,
): ReplacedExample {
  const replace = (value: unknown): unknown => {
    const text = isOpen(value) ? lookUp(String(value)) : undefined;
    return text === undefined ? value : typeof value === "number" ? Number(text) : text;
  };
  const { name, expect } = example;
  const input = stands ?? (mapScalars(example.input, replace) as ActionInput);
  if (exchange === undefined) {
    return { example: { ...example, input }, exchange };
  }
  const built = buildRequest(port, action, input);
  if (!built.ok) {
    const [violation] = built.violations;
    throw new HarborError(
      "REFUSED",
      `the input of the example ${JSON.stringify(name)} can't be replaced: ${violation?.pointer} of an invented one ${violation?.message}`,
      "say with which input the example is to stand: --inputs",
    );
  }
  const { method, url, body } = built.request;
  const text = output === undefined ? exchange.response.body : JSON.stringify(mapScalars(output, replace));
  const response = { ...exchange.response, body: text };
  const isSame = isDeepStrictEqual(input, example.input) && text === exchange.response.body;
  const renewed = isSame ? expect : renew(expect, action, policy, response);
  return {
    example: { name, input, ...(renewed === undefined ? {} : { expect: renewed }) },
    exchange: { ...exchange, method, url, body, response },
  };
}

/** What an example says that an agent gets is what it gets now. */
function renew(
  expect: Example["expect"],
  action: Action,
  policy: Policy,
  response: Exchange["response"],
): Example["expect"] {
  if (expect?.output === undefined) {
    return expect;
  }
  const got = readResponse(action, response, answerOptions(policy, action));
  return { ...expect, output: got.ok ? got.output : { error: got.error } };
}

/** @throws HarborError where two requests that differed have become one */
function refuseSameRequests(before: readonly ReplacedExample[], after: readonly ReplacedExample[]): void {
  const known = new Map<string, string>();
  for (const [at, { exchange }] of after.entries()) {
    const real = before[at]?.exchange;
    if (exchange !== undefined && real !== undefined) {
      const [was, is] = [requestKey(partsOf(real)), requestKey(partsOf(exchange))];
      if ((known.get(is) ?? was) !== was) {
        throw merged("two examples would have one request");
      }
      known.set(is, was);
    }
  }
}

function merged(what: string): HarborError {
  return new HarborError(
    "REFUSED",
    `${what}, so that one would get the other's answer`,
    "let the examples' own inputs differ where those of --inputs do",
  );
}
