import type { Action } from "../catalog/action.ts";
import { capabilitySentence } from "../catalog/capability.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import { listedRoute, type PolicyRoute } from "../catalog/listed-route.ts";
import type { LivePort } from "../catalog/load.ts";
import { type ReadableDraft, readableIssues } from "../drafts/draft.ts";
import { fill } from "../drafts/fill.ts";
import { applyEdits } from "../json/edits.ts";
import { fromPointer, toPointer, valueAt } from "../json/pointer.ts";
import type { Described, Parameter } from "../openapi/described.ts";
import type { Operation } from "../openapi/operations.ts";
import { findMendable, type Mendable } from "../safe-model/apply.ts";
import { RULES } from "../safe-model/draft-rules.ts";
import { type AppliedFix, fixDraft } from "../safe-model/fix.ts";
import { portFacts } from "../safe-model/port-facts.ts";
import { createSubject } from "../safe-model/subject.ts";
import { exampleOf } from "./example.ts";

/** What of an operation isn't in the draft, and why. */
export interface Left {
  /** `query.page_size`, `body.settings`, `result.meetings[].password`. */
  name: string;
  why: string;
}

export interface OperationDraft {
  /** What it leaves out is to be filled in. */
  draft: ProposedDraft;
  applied: AppliedFix[];
  left: Left[];
}

export interface ProposedDraft {
  rationale: string;
  action: Pick<
    Action,
    "slug" | "label" | "description" | "method" | "path" | "input" | "result" | "examples"
  > &
    Partial<Action>;
}

type PolicyInputs = NonNullable<PolicyRoute["query"]>;

/** Rounds of leaving out: what a rule says next may rest on what was left out before. */
const MOST_ROUNDS = 8;

/**
 * A draft for one operation of the API's description: all that it takes and answers, as far as rules and policy
 * admit it. What they mend by themselves is mended (a user's own path, the page size), and optional inputs and
 * fields that they refuse are left out. Texts are made from names: none of the description's is copied.
 */
export function draftOfOperation(
  port: LivePort,
  slug: string,
  operation: Operation,
  described: Described,
): OperationDraft {
  const { small, left } = cut(described);
  const judge = judgeBy(port);
  const applied: AppliedFix[] = [];
  let document: unknown = wholeDraft(port, slug, operation, small);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const drops = dropsFor(document, judge(document) ?? []);
    if (drops.size > 0) {
      left.push(...[...drops].map(([pointer, why]) => ({ name: nameAt(document, pointer), why })));
      document = withoutEmptyPlaces(
        applyEdits(
          document,
          [...drops.keys()].map((pointer) => ({ pointer, value: undefined })),
        )?.value as ProposedDraft,
      );
      continue;
    }
    const fixed = fixDraft(document, judge);
    document = fixed.document;
    applied.push(...fixed.applied);
    if (fixed.applied.length === 0) {
      break;
    }
  }
  return { draft: finished(document as ProposedDraft, described, port), applied, left };
}

/** Of inputs that may be left out, and of fields: nobody reviews more. */
const MOST_OPTIONAL = 50;
const MOST_FIELDS = 100;

/** What of an operation a draft can hold at all. */
function cut(described: Described): { small: Described; left: Left[] } {
  const { parameters, answer } = described;
  const nameOf = ({ in: place, name }: Parameter) => `${place}.${name}`;
  const [needed, optional] = [true, false].map((is) => parameters.filter(({ required }) => required === is));
  const written = optional?.filter(({ schema }) => schema !== undefined) ?? [];
  const why = "a draft holds no more than anybody reviews";
  const left = [
    ...parameters.filter(({ schema }) => !schema).map((one) => ({ name: nameOf(one), why: one.why })),
    ...written.slice(MOST_OPTIONAL).map((one) => ({ name: nameOf(one), why })),
    ...answer.fields.slice(MOST_FIELDS).map(({ path }) => ({ name: `result.${path}`, why })),
  ];
  const small = {
    ...described,
    parameters: [...(needed ?? []), ...written.slice(0, MOST_OPTIONAL)],
    answer: { ...answer, fields: answer.fields.slice(0, MOST_FIELDS) },
  };
  return { small, left };
}

function judgeBy(port: LivePort): (document: unknown) => readonly Mendable[] | undefined {
  const facts = portFacts(port);
  const start = () => ({ line: 1, column: 1 });
  return (document) => {
    const form = fill(document, facts);
    return readableIssues(form.value).length > 0
      ? undefined
      : findMendable(
          RULES,
          createSubject("", form.value as ReadableDraft, port, [], { document, ...form }),
          start,
        );
  };
}

/** Everything that the description says, as a draft. */
function wholeDraft(port: LivePort, slug: string, operation: Operation, described: Described): unknown {
  const { method, path } = operation;
  const listed = listedRoute(operation, port.policy);
  const input = Object.fromEntries(
    (["path", "query", "body"] as const).flatMap((place) => {
      const parameters = described.parameters.filter(
        (parameter) => parameter.in === place && parameter.schema !== undefined,
      );
      const values = place === "path" ? {} : (listed?.[place] ?? {});
      return parameters.length === 0 ? [] : [[place, schemaOf(parameters, values)]];
    }),
  );
  const scopes = described.scopes.filter((scope) => Object.hasOwn(port.policy.scopes, scope));
  const action = {
    slug,
    label: labelOf(slug),
    description: "To be made.",
    method,
    path,
    input,
    result: { fields: described.answer.fields.map((field) => field.path) },
    ...(scopes.length === 1 ? { scopes } : {}),
    examples: [{ name: "first", input: exampleOf(input, described) }],
  };
  return { draft: 1, port: port.slug, change: "add", action, rationale: "", references: [] };
}

/** An example, a description and a rationale of its own making: what its route is for, as the request will say it. */
function finished(draft: ProposedDraft, described: Described, { policy }: LivePort): ProposedDraft {
  const action = { ...FULL, ...draft.action };
  // The route alone: what is taken and given, agents see for themselves.
  const bare = { ...action, input: {}, result: { fields: [] } } as unknown as Action;
  const examples = [{ name: "first", input: exampleOf(draft.action.input, described) }];
  const deed = capabilitySentence(undefined, bare, policy).replace(
    /^agents could now |, (?:sending|seeing) .*$/g,
    "",
  );
  const description = `${deed.charAt(0).toUpperCase()}${deed.slice(1)}.`;
  return {
    ...draft,
    action: { ...draft.action, description, examples },
    rationale: `Agents need to ${deed}.`,
  };
}

/** What every draft is filled in with. */
const FULL = {
  approvalMode: "require_approval",
  requestBodyMode: "none",
  resultMode: "json_summary",
  scopes: [],
};

/** @param listed what the policy says of an input: the values that it may have, where it may have few */
function schemaOf(parameters: readonly Parameter[], listed: PolicyInputs): JsonSchema {
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  const properties = parameters.map(({ name, schema = {} }): [string, JsonSchema] => {
    const values = listed[name];
    return [name, Array.isArray(values) ? { type: schema.type, enum: values } : schema];
  });
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function labelOf(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** What of a draft may go, and why: an optional input that a rule refuses, a field of the answer. */
function dropsFor(document: unknown, found: readonly Mendable[]): Map<string, string> {
  const drops = new Map<string, string>();
  for (const { finding, edits } of found) {
    // What a fix makes good stays, but for one that takes away.
    const isMended = edits.some(({ value }) => value !== undefined);
    const tokens = fromPointer(finding.pointer);
    const [, part = "", place = "", index] = tokens;
    const drop =
      part === "result" && index !== undefined
        ? `/action/result/fields/${index}`
        : part === "input" && place !== "path"
          ? optionalAt(document, tokens)
          : undefined;
    if (finding.severity === "error" && !isMended && drop !== undefined) {
      drops.set(drop, finding.message);
    }
  }
  // What goes takes all that is in it along.
  const isInside = (pointer: string) => [...drops.keys()].some((other) => pointer.startsWith(`${other}/`));
  return new Map([...drops].filter(([pointer]) => !isInside(pointer)));
}

/** The innermost member around a place that needn't be sent; undefined where all are required. */
function optionalAt(document: unknown, tokens: readonly string[]): string | undefined {
  for (let length = tokens.length; length > 4; length--) {
    const [name = "", kind] = [tokens[length - 1], tokens[length - 2]];
    const schema = valueAt(document, tokens.slice(0, length - 2)) as JsonSchema | undefined;
    if (kind === "properties" && schema?.required?.includes(name) !== true) {
      return toPointer(tokens.slice(0, length));
    }
  }
  return undefined;
}

/** Without objects of which nothing is left. */
function withoutEmptyPlaces(draft: ProposedDraft): ProposedDraft {
  const input = Object.fromEntries(
    Object.entries(draft.action.input).flatMap(([place, schema]) => {
      const left = withoutEmptyObjects(schema ?? {});
      return left === undefined ? [] : [[place, left]];
    }),
  );
  return { ...draft, action: { ...draft.action, input } };
}

function withoutEmptyObjects(schema: JsonSchema): JsonSchema | undefined {
  const { properties, items } = schema;
  const inside = items && withoutEmptyObjects(items);
  if (items !== undefined) {
    return inside && { ...schema, items: inside };
  }
  if (properties === undefined) {
    return schema;
  }
  const left = Object.entries(properties).flatMap(([name, member]) => {
    const kept = withoutEmptyObjects(member);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return left.length === 0 ? undefined : { ...schema, properties: Object.fromEntries(left) };
}

/** `query.page_size`, `body.settings.host_video`, `result.meetings[].id`. */
function nameAt(document: unknown, pointer: string): string {
  const [, part, place = "", ...rest] = fromPointer(pointer);
  if (part === "result") {
    return `result.${(document as ProposedDraft).action.result.fields[Number(rest[0])]}`;
  }
  const names = rest.filter((_, index) => index % 2 === 1 || rest[index] === "items");
  return [place, ...names.map((name) => (name === "items" ? "[]" : name))].join(".").replaceAll(".[]", "[]");
}
