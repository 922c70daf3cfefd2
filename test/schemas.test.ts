import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { jsonSchemaOf, SCHEMA_NAMES } from "../src/schemas.ts";
import { call } from "./support/program.ts";
import { PROJECT } from "./support/repository.ts";

const FOLDER = join(PROJECT, "docs/schemas");

/** `npm run generate` writes these files anew. */
describe("the committed JSON Schemas", () => {
  test.each([...SCHEMA_NAMES])("%s is what the code says and the command prints", async (name) => {
    const { exit, stdout } = await call(["schema", name], { cwd: PROJECT });
    expect(exit).toBe(0);
    await expect(stdout).toMatchFileSnapshot(join(FOLDER, `${name}.schema.json`));
    expect(JSON.parse(stdout)).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" });
  });

  test("are all there, and no others", () => {
    expect(readdirSync(FOLDER).sort()).toEqual(SCHEMA_NAMES.map((name) => `${name}.schema.json`).sort());
  });

  test("can be read as schemas", () => {
    for (const name of SCHEMA_NAMES) {
      expect(() => z.fromJSONSchema(jsonSchemaOf(name) as never)).not.toThrow();
    }
  });
});
