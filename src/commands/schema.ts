import type { Arguments } from "../command-line.ts";
import { HarborError } from "../errors.ts";
import { jsonSchemaOf, SCHEMA_NAMES } from "../schemas.ts";
import type { Host } from "../workspace/host.ts";
import type { Report } from "./report.ts";

/** Prints a JSON Schema, bare. */
export async function run(
  _host: Host,
  { name }: Arguments<"schema">,
): Promise<Report<Record<string, unknown>>> {
  const schema = jsonSchemaOf(name);
  if (schema === undefined) {
    throw new HarborError(
      "NOT_FOUND",
      `there is no schema ${JSON.stringify(name)}`,
      `schemas: ${SCHEMA_NAMES.join(", ")}`,
    );
  }
  return { output: schema, exit: 0 };
}

export function pretty(schema: Record<string, unknown>): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
