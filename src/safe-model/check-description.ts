import { errorFinding, type Finding } from "../finding.ts";
import { readFile, versionOf } from "../openapi/document.ts";

/** Whether a file can be read as an API's description: OpenAPI or Swagger, in JSON or YAML. */
export function checkDescription(file: string, bytes: Uint8Array): Finding[] {
  const read = readFile(file, bytes);
  const problem = !read.ok ? read.problem : versionOf(read.value) === undefined ? OTHER : undefined;
  if (problem === undefined) {
    return [];
  }
  const { message, ...place } = problem;
  const rule = file.endsWith(".json") ? "file/json" : "file/yaml";
  const hint = "put the API's OpenAPI description there, or the part of it that matters";
  return [errorFinding({ rule, message: `the file ${message}`, hint, file, ...place })];
}

const OTHER = {
  line: 1,
  column: 1,
  pointer: "",
  message: "is no API description: it says neither openapi 3.0 or 3.1 nor swagger 2.0",
};
