import { parseDocument } from "yaml";
import { errorFinding, type Finding } from "../finding.ts";
import { type JsonProblem, parseJson } from "../json/parse.ts";
import { isRecord } from "../json/record.ts";
import { BYTES } from "../limits.ts";

/** Whether a file can be read as an API's description: OpenAPI or Swagger, in JSON or YAML. */
export function checkDescription(file: string, bytes: Uint8Array): Finding[] {
  const isJson = file.endsWith(".json");
  const problem = isJson ? jsonProblem(bytes) : yamlProblem(bytes);
  if (problem === undefined) {
    return [];
  }
  const { message, ...place } = problem;
  const hint = "put the API's OpenAPI description there, or the part of it that matters";
  return [
    errorFinding({
      rule: isJson ? "file/json" : "file/yaml",
      message: `the file ${message}`,
      hint,
      file,
      ...place,
    }),
  ];
}

const START = { line: 1, column: 1, pointer: "" };
const OTHER: JsonProblem = {
  ...START,
  message: "is no API description: it has no member openapi or swagger",
};

function jsonProblem(bytes: Uint8Array): JsonProblem | undefined {
  const parsed = parseJson(bytes, BYTES.description);
  if (!parsed.ok) {
    return parsed.problem;
  }
  const { value } = parsed.document;
  return isRecord(value) && isVersion(value.openapi ?? value.swagger) ? undefined : OTHER;
}

function yamlProblem(bytes: Uint8Array): JsonProblem | undefined {
  if (bytes.byteLength > BYTES.description) {
    return { ...START, message: `is larger than ${BYTES.description} bytes` };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // Aliases aren't followed, so few of them can't stand for much.
    const document = parseDocument(text, { logLevel: "silent" });
    const [error] = document.errors;
    if (error !== undefined) {
      const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
      const why = error.code.toLowerCase().replaceAll("_", " ");
      return { line, column: col, pointer: "", message: `isn't YAML: ${why}` };
    }
    return isVersion(document.get("openapi") ?? document.get("swagger")) ? undefined : OTHER;
  } catch {
    return { ...START, message: "can't be read: it isn't UTF-8 text, or is nested too deep" };
  }
}

function isVersion(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}
