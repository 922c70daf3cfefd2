import * as z from "zod";
import { arrange } from "../json/canonical.ts";
import { toPointer } from "../json/pointer.ts";
import { ownMember } from "../json/record.ts";
import { type Action, actionSchema } from "./action.ts";
import type { JsonSchema } from "./json-schema.ts";

/** What a change does to the agents' authority; `text` does nothing to it. */
const effectSchema = z.enum(["narrows", "widens", "both", "text"]);

/** One difference between a live action and its replacement. */
export const changeSchema = z.strictObject({
  pointer: z.string().describe("JSON Pointer into the action"),
  kind: z.enum(["added", "removed", "changed"]),
  before: z.unknown(),
  after: z.unknown(),
  effect: effectSchema,
});

export const levelSchema = z.enum(["major", "minor", "patch", "none"]);

export type SemanticChange = z.infer<typeof changeSchema>;
export type BumpLevel = z.infer<typeof levelSchema>;
type Effect = z.infer<typeof effectSchema>;

export interface Comparison {
  changes: SemanticChange[];
  level: BumpLevel;
  /** Whether an update gives agents authority that the live action didn't. */
  widening: boolean;
}

/**
 * Compares an action with its replacement: undefined before is an addition, undefined after a
 * retirement. The level follows semantic versioning as agents that use the port see it.
 */
export function compareActions(before: Action | undefined, after: Action | undefined): Comparison {
  if (before === undefined) {
    return { changes: [changeOf([], before, after, "widens")], level: "minor", widening: false };
  }
  if (after === undefined) {
    return { changes: [changeOf([], before, after, "narrows")], level: "major", widening: false };
  }
  const parts = [...compareMembers(before, after)];
  // Two actions that mean the same but whose files differ, say in the order of a list, are an update of text.
  const whole = compareValue([], arrange(actionSchema, before), arrange(actionSchema, after), "text");
  const changes = parts.length > 0 ? parts : [...whole];
  const effects = new Set(changes.map((change) => change.effect));
  const narrows = effects.has("narrows") || effects.has("both");
  const widening = effects.has("widens") || effects.has("both");
  const level = narrows ? "major" : widening ? "minor" : changes.length > 0 ? "patch" : "none";
  return { changes, level, widening };
}

/** Whether two actions are the same to the last word; undefined is none. */
export function isSameAction(a: Action | undefined, b: Action | undefined): boolean {
  return a === undefined || b === undefined ? a === b : compareActions(a, b).level === "none";
}

/** `1.2.3` and `minor` give `1.3.0`. */
export function bumpVersion(version: string, level: BumpLevel): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  const versions = {
    major: `${major + 1}.0.0`,
    minor: `${major}.${minor + 1}.0`,
    patch: `${major}.${minor}.${patch + 1}`,
    none: version,
  };
  return versions[level];
}

function* compareMembers(before: Action, after: Action): Generator<SemanticChange> {
  const isAutomatic = after.approvalMode === "automatic";
  const effects = {
    label: "text",
    description: "text",
    method: "both",
    path: "both",
    approvalMode: isAutomatic ? "widens" : "narrows",
    requestBodyMode: after.requestBodyMode === "json" ? "widens" : "narrows",
    resultMode: "both",
  } as const;
  for (const name of Object.keys(effects) as (keyof typeof effects)[]) {
    yield* compareValue([name], before[name], after[name], effects[name]);
  }
  for (const place of ["path", "query", "body"] as const) {
    yield* compareSchemas(["input", place], before.input[place] ?? NO_INPUT, after.input[place] ?? NO_INPUT);
  }
  yield* compareSets(["result", "fields"], before.result.fields, after.result.fields, "widens");
  yield* compareSets(["scopes"], before.scopes, after.scopes, "widens");
  yield* compareValue(["examples"], before.examples, after.examples, "text");
}

/** A place without a schema takes nothing. */
const NO_INPUT: JsonSchema = { type: "object", properties: {}, additionalProperties: false };

type Path = readonly (string | number)[];

function* compareSchemas(path: Path, before: JsonSchema, after: JsonSchema): Generator<SemanticChange> {
  for (const keyword of Object.keys(KEYWORDS) as ComparedKeyword[]) {
    const effect = KEYWORDS[keyword](before[keyword], after[keyword]);
    yield* compareValue([...path, keyword], before[keyword], after[keyword], effect);
  }
  const [old = {}, now = {}] = [before.properties, after.properties];
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    yield* compareParts([...path, "properties", name], ownMember(old, name), ownMember(now, name), "widens");
  }
  // The change of an input itself says already that a required one left.
  const stillThere = before.required?.filter((name) => Object.hasOwn(now, name));
  yield* compareSets([...path, "required"], stillThere, after.required, "narrows");
  if (before.enum === undefined || after.enum === undefined) {
    yield* compareValue([...path, "enum"], before.enum, after.enum, restriction(before.enum, after.enum));
  } else {
    yield* compareSets([...path, "enum"], before.enum, after.enum, "widens");
  }
  yield* compareParts([...path, "items"], before.items, after.items, "narrows");
}

/** @param added what it does that a part is there which wasn't */
function* compareParts(
  path: Path,
  before: JsonSchema | undefined,
  after: JsonSchema | undefined,
  added: "widens" | "narrows",
): Generator<SemanticChange> {
  if (before === undefined || after === undefined) {
    yield* compareValue(path, before, after, before === undefined ? added : OPPOSITE[added]);
  } else {
    yield* compareSchemas(path, before, after);
  }
}

const OPPOSITE = { widens: "narrows", narrows: "widens" } as const;

type ComparedKeyword = Exclude<keyof JsonSchema, "properties" | "required" | "enum" | "items">;
type EffectOf = (before: unknown, after: unknown) => Effect;

/** A missing upper bound is the widest, a missing lower one too. */
const upperBound: EffectOf = (before, after) =>
  Number(after ?? Number.POSITIVE_INFINITY) > Number(before ?? Number.POSITIVE_INFINITY)
    ? "widens"
    : "narrows";
const lowerBound: EffectOf = (before, after) =>
  Number(after ?? Number.NEGATIVE_INFINITY) < Number(before ?? Number.NEGATIVE_INFINITY)
    ? "widens"
    : "narrows";
/** One restriction replaced by another can let through what the first didn't. */
const restriction: EffectOf = (before, after) =>
  before === undefined ? "narrows" : after === undefined ? "widens" : "both";

const KEYWORDS: Record<ComparedKeyword, EffectOf> = {
  type: () => "both",
  additionalProperties: restriction,
  const: restriction,
  pattern: restriction,
  format: restriction,
  minLength: lowerBound,
  maxLength: upperBound,
  minimum: lowerBound,
  maximum: upperBound,
  minItems: lowerBound,
  maxItems: upperBound,
  // Another text reaches the API for the same input.
  "x-style": () => "both",
  // An annotation: gateways send what the agent gives, and nothing else.
  default: () => "text",
  description: () => "text",
};

/** Lists whose order says nothing: one change for each entry that came or went. */
function* compareSets(
  path: Path,
  before: readonly unknown[] = [],
  after: readonly unknown[] = [],
  added: "widens" | "narrows",
): Generator<SemanticChange> {
  for (const [index, item] of before.entries()) {
    if (!after.includes(item)) {
      yield changeOf([...path, index], item, undefined, OPPOSITE[added]);
    }
  }
  for (const [index, item] of after.entries()) {
    if (!before.includes(item)) {
      yield changeOf([...path, index], undefined, item, added);
    }
  }
}

function* compareValue(
  path: Path,
  before: unknown,
  after: unknown,
  effect: Effect,
): Generator<SemanticChange> {
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    yield changeOf(path, before, after, effect);
  }
}

/** @param before undefined where it wasn't there, as `after` where it is no longer */
function changeOf(path: Path, before: unknown, after: unknown, effect: Effect): SemanticChange {
  const kind = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return { pointer: toPointer(path), kind, effect, before: before ?? null, after: after ?? null };
}
