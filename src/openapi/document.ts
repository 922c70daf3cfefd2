import { CORE_SCHEMA, load, YAMLException } from "js-yaml";
import { type JsonProblem, parseJson } from "../json/parse.ts";
import { isRecord } from "../json/record.ts";
import { BYTES } from "../limits.ts";

export type Version = "2.0" | "3.0" | "3.1";

/** A file of an API's description, read: the description itself, or one that it refers to. */
export type ReadFile = { ok: true; value: unknown } | { ok: false; problem: JsonProblem };

const START = { line: 1, column: 1, pointer: "" };

/** Aliases stand for more than is written, and readers of deep files end their stacks. */
const YAML_BOUNDS = { schema: CORE_SCHEMA, maxAliases: 100, maxDepth: 100 };

/** Reads JSON or, by any other name, YAML 1.2. Never throws. */
export function readFile(file: string, bytes: Uint8Array): ReadFile {
  if (file.endsWith(".json")) {
    const parsed = parseJson(bytes, BYTES.description);
    return parsed.ok ? { ok: true, value: parsed.document.value } : parsed;
  }
  const problem = (message: string, place = START): ReadFile => ({
    ok: false,
    problem: { ...place, message },
  });
  if (bytes.byteLength > BYTES.description) {
    return problem(`is larger than ${BYTES.description} bytes`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return problem("isn't UTF-8 text");
  }
  try {
    return { ok: true, value: load(text, YAML_BOUNDS) };
  } catch (error) {
    if (!(error instanceof YAMLException)) {
      return problem("is nested too deep to be read");
    }
    const { reason, mark } = error;
    const place = mark === undefined ? START : { line: mark.line + 1, column: mark.column + 1, pointer: "" };
    return problem(`isn't YAML: ${reason}`, place);
  }
}

/** The version of OpenAPI or Swagger that a document says it is; undefined for every other document. */
export function versionOf(document: unknown): Version | undefined {
  const said = isRecord(document) ? String(document.openapi ?? document.swagger ?? "") : "";
  return (["2.0", "3.0", "3.1"] as const).find((version) =>
    version === "2.0" ? /^2(?:\.0)?$/.test(said) : said.startsWith(`${version}.`) || said === version,
  );
}
