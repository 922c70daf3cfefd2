import { describe, expect, test } from "vitest";
import { applyEdits } from "../../src/json/edits.ts";
import type { CheckOutput } from "../../src/output/check.ts";
import { callJson } from "../support/program.ts";
import { catalogueFolder, readJson, write } from "../support/repository.ts";

const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const DRAFT = "drafts/zoom-api/get-meeting.json";

/** The errors of a file in which the value at a pointer is another. */
async function errorsWith(file: string, pointer: string, value: unknown) {
  const cwd = catalogueFolder();
  write(cwd, file, applyEdits(readJson(cwd, file), [{ pointer, value }])?.value as object);
  const { exit, output } = await callJson<CheckOutput>(["check", file], { cwd });
  const findings = [...output.drafts, ...output.catalog].flatMap((checked) => checked.findings);
  return { exit, errors: findings.filter(({ severity }) => severity === "error") };
}

describe("what the format can't write is told as that, with what can be done instead", () => {
  test.each<[file: string, pointer: string, value: unknown, what: string]>([
    [MANIFEST, "/port/headers", { "Api-Version": "2026-01-01" }, "fixed headers"],
    [MANIFEST, "/port/extraHeaders", [], "fixed headers"],
    [MANIFEST, "/port/authMode", "query_token", "a second credential, or one in the query,"],
    [MANIFEST, "/port/authMode", "two_headers", "a second credential, or one in the query,"],
    [MANIFEST, "/port/authQueryName", "key", "a second credential, or one in the query,"],
    [MANIFEST, "/port/secondaryAuth", {}, "a second credential, or one in the query,"],
    [MANIFEST, "/port/pagination", "link", "paging by Link headers"],
    [MANIFEST, "/port/baseUrl", "https://{tenant}.example.com", "a base URL for several hosts or paths"],
    [MANIFEST, "/port/baseUrl", "https://*.example.com/v2", "a base URL for several hosts or paths"],
    [MANIFEST, "/port/baseUrl", "https://example.com/{tenant}/v2", "a base URL for several hosts or paths"],
    [DRAFT, "/action/headers", { "Api-Version": "2026-01-01" }, "fixed headers"],
    [DRAFT, "/action/requestBodyMode", "form", "form bodies"],
    [DRAFT, "/action/requestBodyMode", "multipart", "form bodies"],
    [DRAFT, "/action/followLinks", true, "paging by Link headers"],
  ])("%s%s: %j", async (file, pointer, value, what) => {
    const { exit, errors } = await errorsWith(file, pointer, value);
    expect(exit).toBe(1);
    expect(errors.filter((error) => error.pointer === pointer)).toMatchObject([
      {
        pointer,
        message: expect.stringMatching(new RegExp(`^${what} can't be written: `)),
        hint: expect.stringMatching(/./),
      },
    ]);
  });

  test("another unknown member is only that", async () => {
    const { errors } = await errorsWith(DRAFT, "/action/approved", true);
    expect(errors).toMatchObject([{ message: '"approved" is no member that a draft has there' }]);
  });
});
