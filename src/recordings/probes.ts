import type { Action, ActionInput } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import type { Port } from "../catalog/manifest.ts";
import { findPatternProblem } from "../gateway/pattern.ts";
import { buildRequest } from "../gateway/request.ts";
import { isRecord } from "../json/record.ts";

/** A generated bad input that the action must reject. */
export interface Probe {
  name: string;
  input: ActionInput;
}

export interface ProbeReport {
  run: number;
  rejected: number;
  /** The probes that got through, with the request that they would cause. */
  escaped: { name: string; input: unknown; url: string }[];
  /** Inputs at the edges of the schemas, that must be accepted. */
  edges: number;
  accepted: number;
  blocked: { name: string; input: unknown; why: string }[];
}

/** Runs an action's probes through the real request builder. None is ever sent. */
export function runProbes(port: Pick<Port, "baseUrl">, action: Action): ProbeReport {
  const probes = generateProbes(action);
  const escaped = probes.flatMap(({ name, input }) => {
    const built = buildRequest(port, action, input);
    return built.ok ? [{ name, input, url: built.request.url }] : [];
  });
  const rejected = probes.length - escaped.length;
  return { run: probes.length, rejected, escaped, edges: 0, accepted: 0, blocked: [] };
}

/** Values that would leave a path's segment, or split a header, however they are encoded. */
const TRAVERSALS = [
  "../users",
  "..%2fusers",
  "a/b",
  "%2e%2e",
  "",
  ".",
  "..",
  "1?x=1",
  "1#x",
  "1\r\nX-Injected: 1",
];

/**
 * From each input schema, what it must reject: each bound broken by one, the wrong type, null, an
 * unknown member, a required one left out, and for path values traversal and injection. A probe
 * starts from the action's first example, so that only the one thing is wrong.
 */
export function generateProbes(action: Action): Probe[] {
  const valid = action.examples[0]?.input ?? {};
  const probes: Probe[] = [];
  for (const place of ["path", "query", "body"] as const) {
    const schema = action.input[place];
    const base = valid[place] ?? {};
    if (schema === undefined) {
      probes.push({ name: `${place}: unexpected`, input: { ...valid, [place]: { x: "1" } } });
      continue;
    }
    for (const { name, value } of breakValue(schema, base, place)) {
      probes.push({ name, input: { ...valid, [place]: value } });
    }
  }
  for (const name of Object.keys(action.input.path?.properties ?? {})) {
    for (const text of TRAVERSALS) {
      const label = `path/${name}: ${JSON.stringify(text)}`;
      probes.push({ name: label, input: { ...valid, path: { ...valid.path, [name]: text } } });
    }
  }
  return probes;
}

interface Broken {
  name: string;
  value: unknown;
}

/** Ways to break a value of a schema, each in one place only. */
function* breakValue(schema: JsonSchema, valid: unknown, at: string): Generator<Broken> {
  yield { name: `${at}: null`, value: null };
  switch (schema.type) {
    case "object":
      yield* breakObject(schema, isRecord(valid) ? valid : {}, at);
      break;
    case "array":
      yield* breakList(schema, Array.isArray(valid) ? valid : [], at);
      break;
    case "string":
      yield* breakText(schema, at);
      break;
    case "integer":
    case "number":
      yield* breakNumber(schema, at);
      break;
    default:
      yield { name: `${at}: wrong type`, value: "yes" };
  }
  if (schema.enum !== undefined || schema.const !== undefined) {
    yield { name: `${at}: not in the enum`, value: "harbor-drafts-probe" };
  }
}

function* breakObject(schema: JsonSchema, valid: Record<string, unknown>, at: string): Generator<Broken> {
  yield { name: `${at}: wrong type`, value: "text" };
  yield { name: `${at}: unknown member`, value: { ...valid, harborDraftsProbe: 1 } };
  for (const name of schema.required ?? []) {
    const { [name]: _, ...rest } = valid;
    yield { name: `${at}: ${name} left out`, value: rest };
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    for (const broken of breakValue(property, valid[name], `${at}/${name}`)) {
      yield { name: broken.name, value: { ...valid, [name]: broken.value } };
    }
  }
}

function* breakList(schema: JsonSchema, valid: readonly unknown[], at: string): Generator<Broken> {
  yield { name: `${at}: wrong type`, value: "text" };
  const { minItems = 0, maxItems, items } = schema;
  const item = valid[0] ?? sampleOf(items);
  if (minItems > 0 && minItems <= LARGEST) {
    yield { name: `${at}: too few items`, value: Array.from({ length: minItems - 1 }, () => item) };
  }
  if (maxItems !== undefined && maxItems < LARGEST) {
    yield { name: `${at}: too many items`, value: Array.from({ length: maxItems + 1 }, () => item) };
  }
  if (items !== undefined) {
    for (const broken of breakValue(items, item, `${at}/0`)) {
      yield { name: broken.name, value: [broken.value] };
    }
  }
}

function* breakText(schema: JsonSchema, at: string): Generator<Broken> {
  const { minLength = 0, maxLength } = schema;
  yield { name: `${at}: wrong type`, value: 1 };
  yield { name: `${at}: a list`, value: ["text"] };
  if (minLength > 0 && minLength <= LARGEST) {
    yield { name: `${at}: too short`, value: "1".repeat(minLength - 1) };
  }
  if (maxLength !== undefined && maxLength < LARGEST) {
    yield { name: `${at}: too long`, value: "1".repeat(maxLength + 1) };
  }
  const odd = ODD_TEXTS.find((text) => !hasForm(schema, text));
  if (odd !== undefined) {
    yield { name: `${at}: not of its form`, value: odd };
  }
}

function* breakNumber(schema: JsonSchema, at: string): Generator<Broken> {
  yield { name: `${at}: wrong type`, value: "1" };
  if (schema.type === "integer") {
    yield { name: `${at}: a fraction`, value: (schema.minimum ?? 0) + 0.5 };
  }
  if (schema.minimum !== undefined) {
    yield { name: `${at}: below its minimum`, value: schema.minimum - step(schema.minimum) };
  }
  if (schema.maximum !== undefined) {
    yield { name: `${at}: above its maximum`, value: schema.maximum + step(schema.maximum) };
  }
}

/** A larger bound is none that check admits; to break it would take the memory that it allows. */
const LARGEST = 100_000;

/** Texts of which most patterns and every format admit none. */
const ODD_TEXTS = ["\u0000 harbor-drafts probe", "<>", "\n", "%", "\u202e"];

/** Asks the pattern itself, not the gateway that is probed. */
function hasForm({ pattern, format }: JsonSchema, text: string): boolean {
  if (format !== undefined || pattern === undefined) {
    return format === undefined;
  }
  // A pattern that may not stand is never run; check refuses it.
  return findPatternProblem(pattern) !== undefined || new RegExp(pattern, "u").test(text);
}

/** One, or for a bound so large that one doesn't count, enough to pass it. */
function step(bound: number): number {
  return Math.max(1, Math.abs(bound) / 1000);
}

function sampleOf(schema: JsonSchema | undefined): unknown {
  const samples: Record<string, unknown> = {
    string: "1",
    integer: 1,
    number: 1,
    boolean: true,
    object: {},
    array: [],
  };
  return schema?.enum?.[0] ?? samples[schema?.type ?? "string"];
}
