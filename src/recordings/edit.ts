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
  const query = queryOf(action.input.query, recorded.query);
  const input: ActionInput = {
    ...(Object.keys(path).length === 0 ? {} : { path: typed(action.input.path, path) }),
    ...(Object.keys(query).length === 0 ? {} : { query }),
    ...(recorded.body === undefined ? {} : { body: recorded.body }),
  };
  const built = buildRequest(port, action, input);
  return built.ok && requestKey(partsOf(built.request)) === requestKey(recorded) ? input : undefined;
}

function typed(schema: JsonSchema | undefined, texts: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      fromText(ownMember(schema?.properties ?? {}, name), text),
    ]),
  );
}

function queryOf(schema: JsonSchema | undefined, query: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const property = ownMember(schema?.properties ?? {}, name);
      const texts = query.getAll(name);
      return [
        name,
        property?.type === "array"
          ? texts
              .flatMap((text) => (property["x-style"] === "comma" ? text.split(",") : [text]))
              .map((text) => fromText(property.items, text))
          : fromText(property, texts.length === 1 ? (texts[0] ?? "") : texts.join(",")),
      ];
    }),
  );
}

/** A URL's text as the value that its schema asks for. */
function fromText(schema: JsonSchema | undefined, text: string): unknown {
  const isNumber = schema?.type === "integer" || schema?.type === "number";
  if (isNumber && text.trim() !== "" && Number.isFinite(Number(text))) {
    return Number(text);
  }
  return schema?.type === "boolean" && /^(?:true|false)$/.test(text) ? text === "true" : text;
}

function recordingPatch(
  { method, url, body }: ActionRequest,
  { exchange, differences }: NearExchange,
  pointer: string,
): EditOutput["patch"] {
  const at = (name: string) => `${pointer}/request/${name}`;
  const isDifferent = (shape: RegExp) => differences.some(({ field }) => shape.test(field));
  const patch: EditOutput["patch"] = [];
  if (isDifferent(/^method$/)) {
    patch.push({ op: "replace", path: at("method"), value: method });
  }
  if (isDifferent(/^(?:origin|path|query\..*)$/s)) {
    patch.push({ op: "replace", path: at("url"), value: url });
  }
  if (isDifferent(/^body/)) {
    patch.push(
      body === undefined
        ? { op: "remove", path: at("postData") }
        : {
            op: exchange.body === undefined ? "add" : "replace",
            path: at("postData"),
            value: { mimeType: "application/json", text: JSON.stringify(body) },
          },
    );
  }
  return patch;
}

/** Adds an exchange to a recording: the request as it is sent, and an answer to be filled in. */
export function newExchange(
  { method, url, body }: ActionRequest,
  status: number,
  recording: string,
): EditOutput {
  const postData =
    body === undefined ? {} : { postData: { mimeType: "application/json", text: JSON.stringify(body) } };
  const content = status === 204 ? {} : { mimeType: "application/json", text: "{}" };
  const value = { request: { method, url, ...postData }, response: { status, content } };
  return { file: recording, patch: [{ op: "add", path: "/log/entries/-", value }] };
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
