import { arrange } from "../json/canonical.ts";
import { toPointer } from "../json/pointer.ts";
import { ownMember } from "../json/record.ts";
import { type Action, actionSchema } from "./action.ts";
import type { JsonSchema } from "./json-schema.ts";

export type BumpLevel = "major" | "minor" | "patch" | "none";

/** One difference between a live action and its replacement; the pointer is into the action. */
export interface SemanticChange {
  pointer: string;
  kind: "added" | "removed" | "changed";
  /** What it does to the agents' authority; `text` does nothing to it. */
  effect: "narrows" | "widens" | "both" | "text";
  before: unknown;
  after: unknown;
}

export interface Comparison {
  changes: SemanticChange[];
  level: BumpLevel;
  /** Whether an update gives agents authority that the live action didn't. */
  widening: boolean;
}

type Effect = SemanticChange["effect"];

/**
 * Compares an action with its replacement: undefined before is an addition, undefined after a
 * retirement. The level follows semantic versioning as agents that use the port see it.
 */
export function compareActions(before: Action | undefined, after: Action | undefined): Comparison {
  if (before === undefined || after === undefined) {
    const kind = before === undefined ? "added" : "removed";
    const effect = before === undefined ? "widens" : "narrows";
    const change = { pointer: "", kind, effect, before: before ?? null, after: after ?? null } as const;
    return { changes: [change], level: before === undefined ? "minor" : "major", widening: false };
  }
  const changes = [...compareMembers(before, after), ...compareOrder(before, after)];
  const effects = new Set(changes.map((change) => change.effect));
  const narrows = effects.has("narrows") || effects.has("both");
  const widens = effects.has("widens") || effects.has("both");
  const level = narrows ? "major" : widens ? "minor" : changes.length > 0 ? "patch" : "none";
  return { changes: withoutRepeatedOrder(changes), level, widening: widens };
}

/** Two actions that mean the same but whose files differ, say in the order of a list, are an update of text. */
function* compareOrder(before: Action, after: Action): Generator<SemanticChange> {
  yield* compareValue([], arrange(actionSchema, before), arrange(actionSchema, after), "text");
}

/** The change of the whole says nothing where a part's change says it. */
function withoutRepeatedOrder(changes: SemanticChange[]): SemanticChange[] {
  const parts = changes.filter((change) => change.pointer !== "");
  return parts.length > 0 ? parts : changes;
}

/** `1.2.3` and `minor` give `1.3.0`. */
export function bumpVersion(version: string, level: BumpLevel): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  switch (level) {
    case "major":
      return `${major + 1}.0.0`;
    case "minor":
      return `${major}.${minor + 1}.0`;
    case "patch":
      return `${major}.${minor}.${patch + 1}`;
    case "none":
      return version;
  }
}

function* compareMembers(before: Action, after: Action): Generator<SemanticChange> {
  yield* compareValue(["label"], before.label, after.label, "text");
  yield* compareValue(["description"], before.description, after.description, "text");
  yield* compareValue(["method"], before.method, after.method, "both");
  yield* compareValue(["path"], before.path, after.path, "both");
  const approval: Effect = after.approvalMode === "require_approval" ? "narrows" : "widens";
  yield* compareValue(["approvalMode"], before.approvalMode, after.approvalMode, approval);
  const body: Effect = after.requestBodyMode === "json" ? "widens" : "narrows";
  yield* compareValue(["requestBodyMode"], before.requestBodyMode, after.requestBodyMode, body);
  yield* compareValue(["resultMode"], before.resultMode, after.resultMode, "both");
  for (const place of ["path", "query", "body"] as const) {
    yield* compareSchemas(["input", place], before.input[place] ?? NO_INPUT, after.input[place] ?? NO_INPUT);
  }
  yield* compareSets(["result", "fields"], before.result.fields, after.result.fields, WIDER_WHEN_ADDED);
  yield* compareSets(["scopes"], before.scopes, after.scopes, WIDER_WHEN_ADDED);
  yield* compareValue(["examples"], before.examples, after.examples, "text");
}

/** A place without a schema takes nothing. */
const NO_INPUT: JsonSchema = { type: "object", properties: {}, additionalProperties: false };

type Path = readonly (string | number)[];

interface SetEffects {
  added: Effect;
  removed: Effect;
}

const WIDER_WHEN_ADDED: SetEffects = { added: "widens", removed: "narrows" };
const NARROWER_WHEN_ADDED: SetEffects = { added: "narrows", removed: "widens" };

function* compareSchemas(
  path: Path,
  before: JsonSchema | undefined,
  after: JsonSchema | undefined,
): Generator<SemanticChange> {
  if (before === undefined || after === undefined) {
    yield* compareValue(path, before, after, before === undefined ? "widens" : "narrows");
    return;
  }
  for (const [keyword, effect] of Object.entries(KEYWORDS)) {
    const key = keyword as ComparedKeyword;
    yield* compareValue([...path, key], before[key], after[key], effect(before[key], after[key]));
  }
  yield* compareProperties([...path, "properties"], before.properties, after.properties);
  // That a required input left is told by the input's own change.
  const stillThere = before.required?.filter((name) => Object.hasOwn(after.properties ?? {}, name));
  yield* compareSets([...path, "required"], stillThere, after.required, NARROWER_WHEN_ADDED);
  yield* compareEnums([...path, "enum"], before.enum, after.enum);
  yield* compareItems([...path, "items"], before.items, after.items);
}

type ComparedKeyword = Exclude<keyof JsonSchema, "properties" | "required" | "enum" | "items">;
type EffectOf = (before: unknown, after: unknown) => Effect;

/** A missing upper bound is the widest, a missing lower one too. */
const upperBound: EffectOf = (before, after) =>
  bound(after, Number.POSITIVE_INFINITY) > bound(before, Number.POSITIVE_INFINITY) ? "widens" : "narrows";
const lowerBound: EffectOf = (before, after) =>
  bound(after, Number.NEGATIVE_INFINITY) < bound(before, Number.NEGATIVE_INFINITY) ? "widens" : "narrows";
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

function* compareProperties(
  path: Path,
  before: JsonSchema["properties"] = {},
  after: JsonSchema["properties"] = {},
): Generator<SemanticChange> {
  for (const name of unionOf(Object.keys(before), Object.keys(after))) {
    const [old, now] = [ownMember(before, name), ownMember(after, name)];
    yield* compareSchemas([...path, name], old, now);
  }
}

function* compareItems(
  path: Path,
  before: JsonSchema | undefined,
  after: JsonSchema | undefined,
): Generator<SemanticChange> {
  if (before !== undefined && after !== undefined) {
    yield* compareSchemas(path, before, after);
  } else {
    yield* compareValue(path, before, after, restriction(before, after));
  }
}

function* compareEnums(
  path: Path,
  before: unknown[] | undefined,
  after: unknown[] | undefined,
): Generator<SemanticChange> {
  if (before === undefined || after === undefined) {
    yield* compareValue(path, before, after, restriction(before, after));
  } else {
    yield* compareSets(path, before, after, WIDER_WHEN_ADDED);
  }
}

/** Lists whose order says nothing: one change for each entry that came or went. */
function* compareSets(
  path: Path,
  before: readonly unknown[] = [],
  after: readonly unknown[] = [],
  effects: SetEffects,
): Generator<SemanticChange> {
  for (const [index, item] of before.entries()) {
    if (!after.includes(item)) {
      yield {
        pointer: toPointer([...path, index]),
        kind: "removed",
        effect: effects.removed,
        before: item,
        after: null,
      };
    }
  }
  for (const [index, item] of after.entries()) {
    if (!before.includes(item)) {
      yield {
        pointer: toPointer([...path, index]),
        kind: "added",
        effect: effects.added,
        before: null,
        after: item,
      };
    }
  }
}

function* compareValue(
  path: Path,
  before: unknown,
  after: unknown,
  effect: Effect,
): Generator<SemanticChange> {
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return;
  }
  const kind = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  yield { pointer: toPointer(path), kind, effect, before: before ?? null, after: after ?? null };
}

function bound(value: unknown, missing: number): number {
  return typeof value === "number" ? value : missing;
}

function unionOf(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}
