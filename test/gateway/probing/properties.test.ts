import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { validate } from "../../../src/gateway/validate.ts";
import { isRecord } from "../../../src/json/record.ts";
import { PORT } from "../../support/probes.ts";
import { anyAction } from "./any-action.ts";
import { generateProbes, runProbes } from "./probes.ts";

describe("of any action of the closed subset", () => {
  test("no probe escapes and no edge is blocked", () => {
    let [run, edges, tried] = [0, 0, 0];
    fc.assert(
      fc.property(anyAction, (one) => {
        const report = runProbes(PORT, one);
        expect([report.escaped, report.blocked]).toEqual([[], []]);
        expect([report.rejected, report.accepted]).toEqual([report.run, report.edges]);
        run += report.run;
        edges += report.edges;
        tried += report.edges > 0 ? 1 : 0;
      }),
      { numRuns: 100 },
    );
    // A sample was found for almost all of them, and much was tried with each.
    expect(tried).toBeGreaterThan(85);
    expect(run).toBeGreaterThan(7_000);
    expect(edges).toBeGreaterThan(1_500);
  });

  test("each probe has a name of its own", () => {
    fc.assert(
      fc.property(anyAction, (one) => {
        const seen = [...generateProbes(one)].map(({ name }) => name);
        expect(seen.filter((name, index) => seen.indexOf(name) !== index)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test("the gateway judges as another reader of JSON Schema does", () => {
    const ajv = new Ajv2020({ strict: false, ownProperties: true });
    let judged = 0;
    fc.assert(
      fc.property(anyAction, (action) => {
        const schemas = Object.entries(action.input as Record<string, JsonSchema>).map(
          ([place, schema]) => [place, schema, ajv.compile(withoutFormats(schema))] as const,
        );
        for (const { input, name } of generateProbes(action)) {
          for (const [place, schema, admits] of schemas) {
            const value = isRecord(input) ? input[place] : undefined;
            if (value !== undefined && isJson(value)) {
              judged++;
              expect([name, validate(withoutFormats(schema), value).length === 0]).toEqual([
                name,
                admits(value),
              ]);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(judged).toBeGreaterThan(3_000);
  });
});

/** The other reader takes formats for annotations; test/gateway/formats.test.ts has them. */
function withoutFormats({ format: _, properties, items, ...schema }: JsonSchema): JsonSchema {
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, part]) => [name, withoutFormats(part)]),
      ),
    }),
    ...(items && { items: withoutFormats(items) }),
  };
}

/** What every reader of JSON takes for the same value: no halves of characters, no integers beyond 2^53. */
function isJson(value: unknown): boolean {
  return typeof value === "string"
    ? value.isWellFormed()
    : typeof value === "number"
      ? Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
      : typeof value !== "object" || value === null || Object.entries(value).flat().every(isJson);
}
