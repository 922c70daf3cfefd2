import type { JsonSchema } from "../catalog/json-schema.ts";
import type { Policy } from "../catalog/policy.ts";
import { EACH, fieldOf, parseField, type Step } from "../gateway/fields.ts";
import { fromPointer } from "../json/pointer.ts";
import { memoize } from "../lazily.ts";

/** The places whose inputs a policy's route may list. */
export const LISTED_PLACES = ["query", "body"] as const;
export type ListedPlace = (typeof LISTED_PLACES)[number];

/** What a route lists of one place: each input's key, with `true` or the only values that it may have. */
export type ListedInputs = NonNullable<Policy["routes"][number]["query"]>;

/** The key by which a policy lists an input: its path in a body, its name as it is sent in a query. */
export function keyOf(place: ListedPlace, steps: readonly Step[]): string {
  return place === "body" ? fieldOf(steps) : steps.map((step) => (step === EACH ? "[]" : step)).join("");
}

/** The steps of an input that a policy's key names; undefined for a key that names none. */
export function parseKey(place: ListedPlace, key: string): readonly Step[] | undefined {
  const steps = parseField(key);
  if (place === "body") {
    return steps?.[0] === EACH ? undefined : steps;
  }
  // A query has no members: `filter[state]`, `expand[]` and `fields.name` are names.
  const name = /^\["(.*)"\]$/.exec(key)?.[1] ?? key;
  return PARAMETER.test(name) || (steps?.length === 1 && steps[0] === name) ? [name] : undefined;
}

/** A query parameter's name that needs no quotes. */
const PARAMETER = /^[A-Za-z_$@][A-Za-z0-9_$@.:[\]-]{0,63}$/;

/** What a route lists of an input, by the input's key; undefined where it lists neither it nor the list around it. */
export function listedAs(
  place: ListedPlace,
  steps: readonly Step[],
  listed: ListedInputs | undefined,
): ListedInputs[string] | undefined {
  const keys = listed === undefined ? undefined : KEYS[place](listed);
  const own = keys?.get(keyOf(place, steps));
  return own ?? (steps.at(-1) === EACH ? keys?.get(keyOf(place, steps.slice(0, -1))) : undefined);
}

/** Whether a route lists an input: itself, the list that it is an entry of, or what stands in it. */
export function isListedInput(
  place: ListedPlace,
  steps: readonly Step[],
  listed: ListedInputs | undefined,
): boolean {
  const isWithin = (key: string): boolean => {
    const parts = parseKey(place, key) ?? [];
    return parts.length > steps.length && steps.every((step, index) => step === parts[index]);
  };
  return (
    listedAs(place, steps, listed) !== undefined ||
    listedAs(place, [...steps, EACH], listed) !== undefined ||
    Object.keys(listed ?? {}).some(isWithin)
  );
}

/** What a place lists, by the key as it would be written. */
const keysOf = (place: ListedPlace) =>
  memoize(
    (listed: ListedInputs): ReadonlyMap<string, ListedInputs[string]> =>
      new Map(
        Object.entries(listed).flatMap(([key, values]) => {
          const steps = parseKey(place, key);
          return steps === undefined ? [] : [[keyOf(place, steps), values] as const];
        }),
      ),
  );
const KEYS = { query: keysOf("query"), body: keysOf("body") };

/** Where in an action's input a pointer into a draft leads: a place, and the steps of the input's name. */
export function inputAt(pointer: string): { place: string; steps: readonly Step[] } | undefined {
  const [action, input, place, ...tokens] = fromPointer(pointer);
  if (action !== "action" || input !== "input" || place === undefined) {
    return undefined;
  }
  const steps: Step[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    const name = tokens[at + 1];
    if (token === "items") {
      steps.push(EACH);
    } else if (token === "properties" && name !== undefined) {
      steps.push(name);
      at++;
    } else {
      break;
    }
  }
  return { place, steps };
}

/** The schema of a place that takes all that a route lists: fixed values as such, all else by one schema. */
export function schemaOfListed(place: ListedPlace, listed: ListedInputs, any: JsonSchema): JsonSchema {
  const root: JsonSchema = { type: "object", properties: {}, additionalProperties: false };
  for (const [key, values] of Object.entries(listed)) {
    const steps = parseKey(place, key) ?? [];
    let node = root;
    for (const step of steps) {
      if (step === EACH) {
        node.type = "array";
        node.items ??= {};
        node = node.items;
      } else {
        node.type = "object";
        node.properties ??= {};
        const members: Record<string, JsonSchema> = node.properties;
        const member = Object.hasOwn(members, step) ? members[step] : undefined;
        node = member ?? {};
        Object.defineProperty(members, step, { value: node, enumerable: true, configurable: true });
      }
    }
    if (node !== root) {
      Object.assign(node, values === true ? any : { enum: values });
    }
  }
  return root;
}
