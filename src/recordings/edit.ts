import type { Action, ActionInput } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import type { Port } from "../catalog/manifest.ts";
import { type ActionRequest, buildRequest } from "../gateway/request.ts";
import { toPointer } from "../json/pointer.ts";
import { ownMember } from "../json/record.ts";
import type { EditOutput } from "../output/test.ts";
import type { TestedPort } from "./answer-to.ts";
import type { Evidence, NearExchange } from "./replay.ts";
import { partsOf, requestKey, valueDifferences, valuesOfRoute } from "./request-key.ts";

/** Where an action or example stands, and where its recording does, or should. */
export interface ExamplePlace {
  file: string;
  /** JSON Pointer of it in its file. */
  pointer: string;
  recording: string;
}

/** What an example is replayed by. */
export interface Replay {
  port: TestedPort;
  action: Action;
  /** Undefined where there is no recording. */
  evidence: Evidence | undefined;
  place: ExamplePlace;
}

/**
 * The edit that would make an example match an exchange: of the example's input where that can give
 * the recorded request; else of the recording, unless that was taken from the real API, where only
 * another recording would be honest (then null).
 */
export function editFor(
  { port, action, place }: Replay,
  input: ActionInput,
  near: NearExchange,
  isRecorded: boolean,
): EditOutput | null {
  const { exchange, pointer } = near;
  const wanted = inputOf(port, action, exchange);
  if (wanted !== undefined) {
    return { file: place.file, patch: patchOf(input, wanted, `${place.pointer}/input`) };
  }
  const built = buildRequest(port, action, input);
  return isRecorded || !built.ok
    ? null
    : { file: place.recording, patch: recordingPatch(built.request, near, pointer) };
}

/** The input with which an action would send a recorded request; undefined where none does. */
function inputOf(
  port: Pick<Port, "baseUrl">,
  action: Action,
  exchange: NearExchange["exchange"],
): ActionInput | undefined {
  const recorded = partsOf(exchange);
  const path = valuesOfRoute(port, action, recorded);
  if (path === undefined) {
    return undefined;
  }
  const query = [...new Set(recorded.query.keys())].map(
    (name) => [name, recorded.query.getAll(name)] as const,
  );
  const { path: inPath, query: inQuery } = action.input;
  const parts = {
    path: typed(
      inPath,
      Object.entries(path).map(([name, text]) => [name, [text]]),
    ),
    query: typed(inQuery, query),
    body: recorded.body,
  };
  const input: ActionInput = Object.fromEntries(
    Object.entries(parts).filter(([, part]) => part !== undefined),
  );
  const built = buildRequest(port, action, input);
  return built.ok && requestKey(partsOf(built.request)) === requestKey(recorded) ? input : undefined;
}

/** A URL's texts as the values that their schema asks for; undefined where there are none. */
function typed(
  schema: JsonSchema | undefined,
  texts: readonly (readonly [name: string, texts: string[]])[],
): Record<string, unknown> | undefined {
  const values = texts.map(([name, own]) => [
    name,
    fromTexts(ownMember(schema?.properties ?? {}, name), own),
  ]);
  return values.length === 0 ? undefined : Object.fromEntries(values);
}

function fromTexts(schema: JsonSchema | undefined, texts: readonly string[]): unknown {
  if (schema?.type === "array") {
    const items = schema["x-style"] === "comma" ? texts.flatMap((text) => text.split(",")) : texts;
    return items.map((item) => fromTexts(schema.items, [item]));
  }
  const text = texts.join(",");
  const isNumber = schema?.type === "integer" || schema?.type === "number";
  if (isNumber && text.trim() !== "" && Number.isFinite(Number(text))) {
    return Number(text);
  }
  return schema?.type === "boolean" && /^(?:true|false)$/.test(text) ? text === "true" : text;
}

/** The parts of a recorded request that differ, as they are sent. */
function recordingPatch(
  { method, url, body }: ActionRequest,
  { exchange, differences }: NearExchange,
  pointer: string,
): EditOutput["patch"] {
  const parts: [differs: RegExp, name: string, value: unknown][] = [
    [/^method$/, "method", method],
    [/^(?:origin|path|query\..*)$/s, "url", url],
    [/^body/, "postData", postDataOf(body)],
  ];
  return parts
    .filter(([differs]) => differences.some(({ field }) => differs.test(field)))
    .map(([, name, value]) => {
      const isNew = name === "postData" && exchange.body === undefined;
      const op = value === undefined ? "remove" : isNew ? "add" : "replace";
      return { op, path: `${pointer}/request/${name}`, ...(value === undefined ? {} : { value }) };
    });
}

/** Adds an exchange to a recording: the request as it is sent, and an answer to be filled in. */
export function newExchange(
  { method, url, body }: ActionRequest,
  status: number,
  recording: string,
): EditOutput {
  const postData = postDataOf(body);
  const content = status === 204 ? {} : { mimeType: "application/json", text: "{}" };
  const request = { method, url, ...(postData && { postData }) };
  const value = { request, response: { status, content } };
  return { file: recording, patch: [{ op: "add", path: "/log/entries/-", value }] };
}

function postDataOf(body: unknown): { mimeType: string; text: string } | undefined {
  return body === undefined ? undefined : { mimeType: "application/json", text: JSON.stringify(body) };
}

/** The operations that make one JSON value another. */
export function patchOf(before: unknown, after: unknown, path: string): EditOutput["patch"] {
  return valueDifferences(before, after, "written").map(({ steps, one, other }) => {
    const at = path + toPointer(steps);
    return other === undefined
      ? { op: "remove", path: at }
      : { op: one === undefined ? "add" : "replace", path: at, value: other };
  });
}
