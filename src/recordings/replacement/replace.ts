import { isDeepStrictEqual } from "node:util";
import type { Action, ActionInput, Example } from "../../catalog/action.ts";
import type { Port } from "../../catalog/manifest.ts";
import type { Policy } from "../../catalog/policy.ts";
import { HarborError } from "../../errors.ts";
import { answerOptions } from "../../gateway/answers.ts";
import { buildRequest } from "../../gateway/request.ts";
import { readResponse } from "../../gateway/response.ts";
import type { Exchange } from "../exchange.ts";
import { isOpen, mapScalars, type Scalar } from "../projection/scalars.ts";
import { partsOf, requestKey } from "../request-key.ts";
import { enumeratedValues } from "./enumerated.ts";
import { createSubstitutes, type Substitute } from "./substitutes.ts";
import { givenFor, keptValues, type ProjectedExample, type ValuePlace, valuesOf } from "./values.ts";

export interface ReplaceOptions {
  port: Pick<Port, "baseUrl">;
  action: Action;
  policy: Policy;
  /** For an example by its name, the input that it is to have afterwards; else its own values are replaced. */
  inputs: ReadonlyMap<string, ActionInput>;
  /** Listed fields whose real values stay. */
  keep: readonly string[];
}

export interface Replacement {
  /** As many as were handed over, in their order. */
  examples: Pick<ProjectedExample, "example" | "exchange">[];
  /** How many values were replaced, by their kind. */
  replaced: Record<string, number>;
}

/** What stands for a value; undefined where it stays. */
type LookUp = (value: string) => string | undefined;

/**
 * Replaces every text and number of recorded answers, and of the inputs that asked for them, by one of its
 * kind and length, but for those that say nothing of anybody: 0, 1, and what the action or its policy
 * enumerate. One value has one substitute everywhere, and two that differ stay two. Requests are built anew.
 *
 * @param answered what was recorded now
 * @param others the action's other examples: in these nothing is replaced but what is in those
 * @throws HarborError REFUSED where that can't be
 */
export function replaceValues(
  answered: readonly ProjectedExample[],
  others: readonly ProjectedExample[],
  options: ReplaceOptions,
): Replacement {
  const { action, policy, inputs, keep } = options;
  const stays = enumeratedValues(action, policy);
  for (const value of answered.flatMap((one) => keptValues(one, keep))) {
    stays.add(value);
  }
  const given = answered.map(({ example }) => givenIn(example, inputs.get(example.name), stays));
  const open = openValues(answered, others, action, stays);
  refuseMerged(given, open, stays);
  const substitutes = assign(open, given, [...stays, ...reservedBy(others, open, action)]);
  const lookUp = (at: number): LookUp => {
    const sources = [...given.slice(at, at + 1), ...given];
    return (value) => sources.find((source) => source.has(value))?.get(value) ?? substitutes.get(value)?.text;
  };
  const all = [...answered, ...others];
  const examples = all.map((one, at) => replaceIn(one, lookUp(at), inputs.get(one.example.name), options));
  refuseSameRequests(all, examples);
  return { examples, replaced: countKinds(substitutes.values()) };
}

function givenIn(
  { input }: Example,
  given: ActionInput | undefined,
  stays: ReadonlySet<string>,
): Map<string, string> {
  const pairs = given === undefined ? [] : givenFor(input, given);
  return new Map(pairs.filter(([value]) => !stays.has(value)));
}

/** The values that are replaced, each with all its places, in the order in which they appear. */
function openValues(
  answered: readonly ProjectedExample[],
  others: readonly ProjectedExample[],
  action: Action,
  stays: ReadonlySet<string>,
): Map<string, ValuePlace[]> {
  const open = new Map<string, ValuePlace[]>();
  for (const [value, place] of answered.flatMap((one) => valuesOf(one, action))) {
    if (!stays.has(value)) {
      const places = open.get(value);
      places === undefined ? open.set(value, [place]) : places.push(place);
    }
  }
  for (const [value, place] of others.flatMap((one) => valuesOf(one, action))) {
    open.get(value)?.push(place);
  }
  return open;
}

/** What stays in the other examples: nothing that is invented may be the same. */
function reservedBy(
  others: readonly ProjectedExample[],
  open: ReadonlyMap<string, unknown>,
  action: Action,
): string[] {
  const values = others.flatMap((one) => valuesOf(one, action)).map(([value]) => value);
  return values.filter((value) => !open.has(value));
}

/** @throws HarborError where an input was given that makes one value of two */
function refuseMerged(
  given: readonly ReadonlyMap<string, string>[],
  open: ReadonlyMap<string, unknown>,
  stays: ReadonlySet<string>,
): void {
  const owners = new Map<string, string>();
  for (const [real, value] of given.flatMap((pairs) => [...pairs])) {
    const owner = owners.get(value) ?? real;
    owners.set(value, owner);
    if (owner !== real || (stays.has(value) && open.has(real) && value !== real)) {
      throw new HarborError(
        "REFUSED",
        "two real values that differ have one value in the examples' inputs, so that their answers would become one",
        "let the examples' own inputs differ where those of --inputs do",
      );
    }
  }
}

function assign(
  open: ReadonlyMap<string, ValuePlace[]>,
  given: readonly ReadonlyMap<string, string>[],
  reserved: readonly string[],
): Map<string, Substitute> {
  const substituteFor = createSubstitutes(
    new Set([...reserved, ...given.flatMap((pairs) => [...pairs.values()])]),
  );
  const isGiven = (value: string) => given.some((pairs) => pairs.has(value));
  return new Map(
    [...open]
      .filter(([value]) => !isGiven(value))
      .map(([value, places]) => [value, substituteFor(value, places)]),
  );
}

function replaceIn(
  { example, exchange, output }: ProjectedExample,
  lookUp: LookUp,
  given: ActionInput | undefined,
  { port, action, policy }: ReplaceOptions,
): Replacement["examples"][number] {
  const replace = ({ value }: Scalar): unknown => {
    const text = isOpen(value) ? lookUp(String(value)) : undefined;
    return text === undefined ? value : typeof value === "number" ? Number(text) : text;
  };
  const { name, expect } = example;
  const input = given ?? (mapScalars(example.input, replace) as ActionInput);
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
  return {
    example: {
      name,
      input,
      ...(expect === undefined ? {} : { expect: isSame ? expect : renew(expect, action, policy, response) }),
    },
    exchange: { ...exchange, method, url, body, response },
  };
}

/** What an example says that an agent gets is what it gets now. */
function renew(
  expect: NonNullable<Example["expect"]>,
  action: Action,
  policy: Policy,
  response: Exchange["response"],
): NonNullable<Example["expect"]> {
  if (expect.output === undefined) {
    return expect;
  }
  const got = readResponse(action, response, answerOptions(policy, action));
  return { ...expect, output: got.ok ? got.output : { error: got.error } };
}

/** @throws HarborError where two requests that differed have become one */
function refuseSameRequests(
  before: readonly ProjectedExample[],
  after: readonly Pick<ProjectedExample, "exchange">[],
): void {
  const known = new Map<string, string>();
  for (const [at, { exchange }] of after.entries()) {
    const real = before[at]?.exchange;
    if (exchange !== undefined && real !== undefined) {
      const [was, is] = [requestKey(partsOf(real)), requestKey(partsOf(exchange))];
      if ((known.get(is) ?? was) !== was) {
        throw new HarborError(
          "REFUSED",
          "two examples would have one request, so that one would get the other's answer",
          "let the examples' own inputs differ where those of --inputs do",
        );
      }
      known.set(is, was);
    }
  }
}

function countKinds(substitutes: Iterable<Substitute>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of substitutes) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
