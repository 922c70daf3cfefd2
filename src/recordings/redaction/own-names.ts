import type { JsonSchema } from "../../catalog/json-schema.ts";
import { fieldNames } from "../../gateway/fields.ts";
import type { RedactOptions } from "./redact.ts";

/** Names of members that the action and the policy have themselves: they are nobody's. */
export function ownNames({ action, policy }: Pick<RedactOptions, "action" | "policy">): ReadonlySet<string> {
  const { path, query, body } = action.input;
  return new Set([
    ...["inputs", "bodies", "errors", "path", "query", "body"],
    ...action.result.fields.flatMap(fieldNames),
    ...[path, query, body].flatMap(propertiesOf),
    ...policy.credentials.fields,
    ...policy.credentials.notCredentials,
  ]);
}

function propertiesOf(schema: JsonSchema | undefined): string[] {
  const own = Object.entries(schema?.properties ?? {}).flatMap(([name, below]) => [
    name,
    ...propertiesOf(below),
  ]);
  return schema?.items === undefined ? own : [...own, ...propertiesOf(schema.items)];
}
