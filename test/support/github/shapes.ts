import { Ajv, type ValidateFunction } from "ajv";
import shapes from "../../fixtures/github/openapi-shapes.json" with { type: "json" };

/** `GET /repos/{owner}/{repo}` and its like: all that anybody may ask of GitHub here. */
export type Operation = keyof typeof shapes.operations;
export const OPERATIONS = Object.keys(shapes.operations) as Operation[];

interface Shape {
  path: object;
  query: object;
  body: object | null;
  isBodyRequired?: boolean;
  answers: Record<string, object>;
  failures: Record<string, object | null>;
}

export interface Matched {
  operation: Operation;
  /** The parts of the path that are parameters, decoded. */
  path: Record<string, string>;
}

const formats = { "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/, uri: /^[a-z]+:\/\/\S+$/ };
const bodies = new Ajv({ allErrors: true, allowUnionTypes: true, formats });
/** What a URL says are texts; `1` and `true` are read as what they are meant to be. */
const texts = new Ajv({ allErrors: true, coerceTypes: true, formats });
const compiled = new Map<object, ValidateFunction>();

/**
 * The shapes are of one version of the API; without its name GitHub answers in whichever is its default.
 * https://docs.github.com/en/rest/about-the-rest-api/api-versions
 */
export function versionViolations(version: string | undefined): string[] {
  return version === "2022-11-28" ? [] : [`X-GitHub-Api-Version is ${version ?? "missing"}`];
}

/** @param path encoded, below the API's root */
export function match(method: string, path: string): Matched | undefined {
  const parts = path.split("/");
  for (const operation of OPERATIONS) {
    const [verb, template = ""] = operation.split(" ");
    const names = template.split("/");
    if (
      verb === method &&
      names.length === parts.length &&
      names.every((name, index) => name.startsWith("{") || name === parts[index])
    ) {
      const parameters = names.flatMap((name, index) =>
        name.startsWith("{") ? [[name.slice(1, -1), decodeURIComponent(parts[index] ?? "")]] : [],
      );
      return { operation, path: Object.fromEntries(parameters) };
    }
  }
  return undefined;
}

/** What of a request isn't as GitHub describes it. */
export function requestViolations(
  { operation, path }: Matched,
  query: Record<string, string>,
  body: unknown,
): string[] {
  const shape: Shape = shapes.operations[operation];
  const found = [...check(texts, shape.path, path, "path"), ...check(texts, shape.query, query, "query")];
  if (body === undefined) {
    return shape.isBodyRequired ? [...found, "body is missing"] : found;
  }
  return [
    ...found,
    ...(shape.body === null ? ["no body is taken"] : check(bodies, shape.body, body, "body")),
  ];
}

/**
 * What of an answer isn't as GitHub describes it. Any failure may also be GitHub's plain one, and one
 * whose status isn't described may be a refusal with reasons.
 */
export function answerViolations(operation: Operation, status: number, body: unknown): string[] {
  const shape: Shape = shapes.operations[operation];
  const sent: unknown = JSON.parse(JSON.stringify(body ?? null));
  if (status < 400) {
    const described = shape.answers[status];
    return described === undefined
      ? [`no answer has status ${status}`]
      : check(bodies, described, sent, "answer");
  }
  const { "basic-error": plain, "validation-error": reasons } = shapes.definitions;
  const found = check(bodies, shape.failures[status] ?? reasons, sent, "answer");
  return check(bodies, plain, sent, "answer").length === 0 ? [] : found;
}

function check(ajv: Ajv, schema: object, value: unknown, place: string): string[] {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = ajv.compile({ ...schema, definitions: shapes.definitions });
    compiled.set(schema, validate);
  }
  // A copy, because reading texts changes them.
  validate(structuredClone(value));
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [`${place}${instancePath}`, message, ...Object.values(params).map((value) => JSON.stringify(value))].join(
      " ",
    ),
  );
}
