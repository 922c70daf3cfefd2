import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { toPointer } from "../../../src/json/pointer.ts";
import { ownMember } from "../../../src/json/record.ts";
import { sampleOf } from "./samples.ts";
import { accepted, rejected, type Variant } from "./variant.ts";

/** Names that an object of JavaScript answers to without having them, and one that nobody has. */
const STRANGERS = ["harborDraftsProbe", "", "__proto__", "constructor", "toString", "hasOwnProperty"];
/** Of so many members, the names are written otherwise. */
const MOST_ALIKE = 3;
/** Of so many, each is left out by itself. */
const MOST_LEFT_OUT = 50;

type Members = Record<string, unknown>;

/** The object with a member that its schema doesn't list, also one that reads like a listed one. */
export function* strangers({ properties = {} }: JsonSchema, valid: Members): Generator<Variant> {
  const alike = Object.entries(properties)
    .slice(0, MOST_ALIKE)
    .flatMap(([name, schema]) =>
      [name.toUpperCase(), `${name} `, `${name}[]`].map((other): [string, unknown] => [
        other,
        ownMember(valid, name) ?? sampleOf(schema) ?? 1,
      ]),
    );
  for (const [name, value] of new Map([...STRANGERS.map((name): [string, unknown] => [name, 1]), ...alike])) {
    if (!Object.hasOwn(properties, name)) {
      yield { ...rejected("unknown member", { ...valid, [name]: value }), at: toPointer([name]) };
    }
  }
}

/**
 * The object without each member that it must have, without each that it may have, and with all.
 *
 * @param sampleOfMember a valid value of a member; undefined where none is known
 */
export function* presenceVariants(
  { properties = {}, required = [] }: JsonSchema,
  valid: Members,
  sampleOfMember: (name: string, schema: JsonSchema) => unknown,
): Generator<Variant> {
  const needed = new Set(required);
  for (const name of needed) {
    yield { ...rejected("left out", without(valid, name)), at: toPointer([name]) };
  }
  const members = Object.entries(properties).map(([name, schema]): [string, unknown] => [
    name,
    ownMember(valid, name) ?? sampleOfMember(name, schema),
  ]);
  const optional = Object.keys(properties).filter((name) => !needed.has(name));
  const least = members.filter(([name]) => needed.has(name));
  if (optional.length === 0 || least.some(([, value]) => value === undefined)) {
    return;
  }
  yield accepted("without any optional member", Object.fromEntries(least));
  if (members.some(([, value]) => value === undefined)) {
    return;
  }
  const all = Object.fromEntries(members);
  yield accepted("with all members", all);
  for (const name of optional.slice(0, MOST_LEFT_OUT)) {
    yield { ...accepted("left out", without(all, name)), at: toPointer([name]) };
  }
}

/** The object with its required members alone. */
export function leastOf({ required = [] }: JsonSchema, valid: Members): Members {
  const names = new Set(required);
  return Object.fromEntries(Object.entries(valid).filter(([name]) => names.has(name)));
}

function without(members: Members, name: string): Members {
  return Object.fromEntries(Object.entries(members).filter(([member]) => member !== name));
}
