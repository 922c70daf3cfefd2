import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { manifestSchema } from "../../src/catalog/manifest.ts";
import { DRAFTS, PROJECT, readJson } from "../support/repository.ts";
import { DOCUMENTED, type Documented } from "./documented.ts";
import { actionOf, POLICY } from "./entry.ts";
import { SURFACE } from "./surface.ts";
import { READS } from "./variants.ts";

const ROUTES = POLICY.routes
  .filter(({ tier }) => tier !== "refused")
  .map((route) => [`${route.method} ${route.path}`, route] as const);

const LIVE = manifestSchema.parse(readJson(PROJECT, "catalog/integrations/zoom/zoom-api.json")).actions;
const DRAFTED = readdirSync(DRAFTS)
  .filter((file) => file.endsWith(".json"))
  .map((file) => readJson<{ action: Action }>(DRAFTS, file).action);
const TABLED = [...SURFACE, ...READS].filter(({ verdict }) => verdict !== "refused").map(actionOf);

describe("what Zoom documents of a route", () => {
  test("is known for each that the policy admits, and for no other", () => {
    expect(ROUTES.map(([name]) => name).sort()).toEqual(Object.keys(DOCUMENTED).sort());
  });

  test.each(ROUTES)("is what the policy admits: %s", (name, { scopes, query = {}, body = {} }) => {
    const documented = DOCUMENTED[name];
    expect(scopes).toEqual([documented?.scope]);
    expect(Object.keys(query).sort()).toEqual(Object.keys(documented?.query ?? {}).sort());
    expect(Object.keys(body).sort()).toEqual(Object.keys(documented?.body ?? {}).sort());
    const admitted = [...Object.keys(query), ...Object.keys(body)];
    const leftOut = Object.values(documented?.leftOut ?? {}).flat();
    expect(leftOut.filter((input) => admitted.some((one) => isBelow(one, input)))).toEqual([]);
    expect(
      Object.entries({ ...query, ...body }).flatMap(([input, values]) => unknown(input, values)),
    ).toEqual([]);

    function unknown(input: string, values: true | readonly unknown[]): unknown[] {
      const known = (documented?.query?.[input] ?? documented?.body?.[input])?.enum;
      return values === true ? [] : values.filter((value) => known?.includes(value as never) !== true);
    }
  });

  test("bounds every input of the live actions, the drafts and the table", () => {
    const actions = [...LIVE, ...DRAFTED, ...TABLED];
    const wider = actions.flatMap((action) => {
      const documented = DOCUMENTED[`${action.method} ${action.path}`];
      const inputs = { ...leaves(action.input?.query), ...leaves(action.input?.body) };
      return Object.entries(inputs)
        .filter(([name, schema]) => !lies(schema, documented?.query?.[name] ?? documented?.body?.[name]))
        .map(([name]) => `${action.slug}: ${name}`);
    });
    expect(wider).toEqual([]);
    expect(actions.length).toBeGreaterThan(25);
  });
});

/** Whether an input is another, or lies in it. */
function isBelow(input: string, other: string): boolean {
  return input === other || input.startsWith(`${other}.`);
}

/** Every input of a place by its path, as the policy names it. */
function leaves(schema: JsonSchema | undefined, above = ""): Record<string, JsonSchema> {
  const each = Object.entries(schema?.properties ?? {}).map(([name, below]) =>
    below.type === "object" ? leaves(below, `${above}${name}.`) : { [`${above}${name}`]: below },
  );
  return Object.assign({}, ...each);
}

/** Whether a schema admits nothing that isn't documented. */
function lies(schema: JsonSchema, documented: Documented | undefined): boolean {
  const { type, enum: values, const: only } = schema;
  const fixed = values ?? (only === undefined ? undefined : [only]);
  const known = documented?.enum;
  const { maximum = Number.POSITIVE_INFINITY } = documented ?? {};
  return (
    documented?.type === type &&
    (known === undefined || fixed?.every((value) => known.includes(value as never)) === true) &&
    (fixed !== undefined || (schema.maximum ?? schema.maxLength ?? 0) <= maximum)
  );
}
