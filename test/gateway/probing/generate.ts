import type { Action, ActionInput } from "../../../src/catalog/action.ts";
import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { sampleOf } from "./samples.ts";
import { accepted, type Place, rejected, type Variant } from "./variant.ts";
import { variantsOf } from "./variants.ts";

/** A generated input and what the gateway must make of it. */
export interface Probe {
  /** Unique among an action's probes: `query/page_size: above its maximum`. */
  name: string;
  input: unknown;
  must: "reject" | "accept";
}

/**
 * An action's probes, and the values in them all, are bounded, so that no schema makes probing slow:
 * some hundred inputs, all of them required. Those of more are left out.
 */
const MOST_PROBES = 20_000;
const MOST_VALUES = 600_000;

/**
 * From each input schema, what it must reject and what at its edges it must accept. The expectation
 * comes from the schema alone. A probe starts from the action's first example, or else from a sample,
 * and differs from it in one thing. Probes are made as they are asked for; the same schema gives the
 * same ones in the same order.
 */
export function* generateProbes(action: Action): Generator<Probe> {
  const inputs = validInputs(action);
  const most = Math.min(MOST_PROBES, MOST_VALUES / countValues(inputs[0]));
  let count = 0;
  for (const { at, what, value, must } of inputVariants(action, inputs)) {
    if (count++ >= most) {
      return;
    }
    yield { name: `${at === "" ? "input" : at.slice(1)}: ${what}`, input: value, must };
  }
}

function countValues(value: unknown): number {
  const parts = typeof value === "object" && value !== null ? Object.values(value) : [];
  return parts.reduce((sum: number, part) => sum + countValues(part), 1);
}

function* inputVariants(action: Action, inputs: readonly ActionInput[]): Generator<Variant> {
  const [valid] = inputs;
  if (valid === undefined) {
    return;
  }
  yield accepted("valid, as in all others but for one thing", valid);
  yield rejected("null", null);
  yield rejected("a list", [valid]);
  yield rejected("text", JSON.stringify(valid));
  for (const name of NO_PLACES) {
    yield { ...rejected("no place for input", { ...valid, [name]: { "X-Injected": "1" } }), at: `/${name}` };
  }
  for (const place of PLACES) {
    for (const variant of placeVariants(action.input[place], place, inputs)) {
      yield { ...variant, at: `/${place}${variant.at}` };
    }
  }
}

const NO_PLACES = ["headers", "header", "cookies", "url", "method", "Query", "__proto__", "constructor"];
const PLACES = ["path", "query", "body"] as const;

function* placeVariants(
  schema: JsonSchema | undefined,
  place: Place,
  inputs: readonly ActionInput[],
): Generator<Variant> {
  const valid = inputs[0] ?? {};
  const put = (value: unknown): unknown => ({ ...valid, [place]: value });
  if (schema === undefined) {
    for (const value of [{ x: "1" }, ["x"], "x", 1, null, ...(place === "body" ? [{}] : [])]) {
      yield rejected(`given, as ${JSON.stringify(value)}, though the action takes none`, put(value));
    }
    return;
  }
  const { [place]: _, ...without } = valid;
  // An empty path or query may be left out; a body is always meant.
  const mayBeLeftOut = place !== "body" && (schema.required ?? []).length === 0;
  yield mayBeLeftOut ? accepted("left out", without) : rejected("left out", without);
  const known = inputs.flatMap((given) => (given[place] === undefined ? [] : [given[place]]));
  for (const variant of variantsOf(schema, { place, depth: 0, known })) {
    yield { ...variant, value: put(variant.value) };
  }
}

/** A longer example would be read again for each probe. */
const LONGEST_EXAMPLE = 10_000;

/**
 * Valid inputs to start from: the examples' that aren't large, else one made from the schemas. None
 * where the schemas ask for what can't be made.
 */
function validInputs({ input, examples }: Action): ActionInput[] {
  const given = examples.map((example) => example.input);
  const small = given.filter((one) => JSON.stringify(one).length <= LONGEST_EXAMPLE);
  if (small.length > 0) {
    return small;
  }
  const samples = PLACES.flatMap((place) => {
    const schema = input[place];
    return schema === undefined ? [] : [[place, sampleOf(schema)] as const];
  });
  return samples.some(([, sample]) => sample === undefined) ? [] : [Object.fromEntries(samples)];
}
