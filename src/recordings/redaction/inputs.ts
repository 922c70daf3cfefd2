import type { Action, Example } from "../../catalog/action.ts";
import type { JsonSchema } from "../../catalog/json-schema.ts";
import { placeholdersOf } from "../../catalog/route.ts";
import { validate } from "../../gateway/validate.ts";
import { isRecord, ownMember } from "../../json/record.ts";
import { isListed } from "../../safe-model/names/words.ts";
import type { Fakes } from "./fakes.ts";
import { isDate } from "./harmless.ts";
import { kindOfMember } from "./member-kinds.ts";

/** Shorter values are found everywhere. */
const SHORTEST = 3;

/** A scalar of an example's input. */
export interface InputLeaf {
  value: string | number;
  /** What the example is to have there afterwards, where somebody said so. */
  given: string | number | undefined;
  schema: JsonSchema | undefined;
  /** The name of its member, or of the list that it is in. */
  name: string;
  parent: string;
  isPlaceholder: boolean;
}

/** The texts and numbers of an example's input, with their schemas. */
export function leavesOfInput(
  action: Action,
  input: Example["input"],
  given: Example["input"] | undefined,
): InputLeaf[] {
  const placeholders = placeholdersOf(action.path);
  return (["path", "query", "body"] as const).flatMap((place) =>
    leavesOf(input[place], given?.[place], action.input[place], "", "").map((leaf) => ({
      ...leaf,
      isPlaceholder: place === "path" && placeholders.includes(leaf.name),
    })),
  );
}

function leavesOf(
  value: unknown,
  given: unknown,
  schema: JsonSchema | undefined,
  name: string,
  parent: string,
): Omit<InputLeaf, "isPlaceholder">[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) =>
      leavesOf(item, Array.isArray(given) ? given[index] : undefined, schema?.items, name, parent),
    );
  }
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([member, item]) =>
      leavesOf(
        item,
        isRecord(given) ? ownMember(given, member) : undefined,
        ownMember(schema?.properties ?? {}, member),
        member,
        name,
      ),
    );
  }
  const isScalar = typeof value === "string" || typeof value === "number";
  const isGiven = typeof given === "string" || typeof given === "number";
  return isScalar ? [{ value, given: isGiven ? given : undefined, schema, name, parent }] : [];
}

/** Whether a schema leaves no choice, so that a value says nothing of anybody. */
export function isFixed(schema: JsonSchema | undefined): boolean {
  return schema?.enum !== undefined || schema?.const !== undefined || schema?.type === "boolean";
}

/** Whether an input chooses a thing or a person, by its place or its name. */
export function isInputId(
  leaf: InputLeaf,
  identityNames: readonly string[],
  notCredentials: readonly string[],
): boolean {
  const { value, schema, name, parent, isPlaceholder } = leaf;
  if (isFixed(schema) || (typeof value === "string" && isDate(value))) {
    return false;
  }
  const kind = kindOfMember(name, parent, identityNames);
  return isPlaceholder || kind === "id" || kind === "number" || isListed(name, notCredentials);
}

/**
 * Says what stands for the values of examples' inputs, before anything is invented: what somebody
 * gave for them, or else ids that every schema admits in whose place they are. Where there is none,
 * no request can be built afterwards.
 */
export function assignInputs(
  leaves: readonly InputLeaf[],
  isId: (leaf: InputLeaf) => boolean,
  fakes: Fakes,
): void {
  for (const leaf of leaves) {
    const [value, given] = [String(leaf.value), leaf.given];
    if (given !== undefined && !isFixed(leaf.schema) && (isId(leaf) || value.length >= SHORTEST)) {
      fakes.assign(value, String(given), isId(leaf) || isTellingInput(leaf));
    }
  }
  const open = leaves.filter((leaf) => leaf.given === undefined && isId(leaf) && String(leaf.value) !== "");
  for (const { value } of open) {
    const same = open.filter((other) => String(other.value) === String(value));
    fakes.tryId(String(value), (fake) => same.every((leaf) => admits(leaf, fake)));
  }
}

/** A day or a short word stands in many a text, and is nobody's. */
function isTellingInput({ value }: InputLeaf): boolean {
  return String(value).length >= 6 && !(typeof value === "string" && isDate(value));
}

function admits({ value, schema, isPlaceholder }: InputLeaf, fake: string): boolean {
  const typed = typeof value === "number" ? Number(fake) : fake;
  const isSegment = !isPlaceholder || !/[/\\%]/.test(fake);
  return isSegment && (schema === undefined || validate(schema, typed).length === 0);
}
