import { describe, expect, test } from "vitest";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import type { RuleExample } from "../../src/safe-model/rule.ts";
import { bytesOf, draftOf, findSamplePort, SAMPLE_FILE, SAMPLE_PORT } from "../support/sample.ts";

/** The first finding of a rule on the sample draft, changed as an example says. */
async function findingOf(rule: string, example: RuleExample) {
  const { findings } = await evaluateDraft(
    example.file ?? SAMPLE_FILE,
    bytesOf(draftOf(example)),
    findSamplePort,
  );
  return findings.find((finding) => finding.rule === rule);
}

const query = (properties: object) => ({
  action: { input: { query: { type: "object", properties, additionalProperties: false } } },
});

describe("a finding tells what there is to choose among", () => {
  test.each<[rule: string, example: RuleExample, candidates: unknown[]]>([
    ["draft/change", { draft: { change: "publish" } }, ["add"]],
    ["draft/change", { draft: { change: "update" } }, ["add"]],
    [
      "draft/change",
      { action: { slug: "list-meetings" }, file: "drafts/zoom-api/list-meetings.json" },
      ["update"],
    ],
    ["identity/slug", { action: { slug: "Get Meeting" } }, ["get-meeting"]],
    ["route/method", { action: { method: "get" } }, ["GET", "POST", "PUT", "PATCH"]],
    [
      "schema/bounded",
      query({ ownerId: { type: "string" } }),
      [{ type: "string", pattern: "^[A-Za-z0-9_-]{1,64}$" }],
    ],
    ["schema/bounded", query({ topic: { type: "string" } }), [{ type: "string", maxLength: 200 }]],
    [
      "schema/closed",
      query({ topic: { type: "text" } }),
      ["object", "array", "string", "integer", "number", "boolean"],
    ],
    ["scope/known", { action: { path: "/users/me", scopes: [] } }, [["user:read:user"]]],
    [
      "placeholder/bounded",
      {
        action: {
          input: {
            path: {
              type: "object",
              properties: { meetingId: { type: "string", maxLength: 64 } },
              additionalProperties: false,
            },
          },
        },
      },
      [
        { type: "integer", minimum: 1, maximum: 999_999_999_999 },
        { type: "string", pattern: "^[0-9]{9,12}$" },
        { type: "string", format: "uuid" },
      ],
    ],
    ["scope/known", { action: { path: "/users/me", scopes: ["anything"] } }, ["user:read:user"]],
  ])("%s %#", async (rule, example, candidates) => {
    expect(await findingOf(rule, example)).toMatchObject({ candidates });
  });
});

describe("a finding names the other place that it is about", () => {
  const { manifest, policy } = SAMPLE_PORT.files;

  test.each<[rule: string, example: RuleExample, file: string]>([
    ["identity/route", { action: { path: "/users/me/meetings", input: {} } }, manifest],
    [
      "draft/change",
      { action: { slug: "list-meetings" }, file: "drafts/zoom-api/list-meetings.json" },
      manifest,
    ],
    ["scope/known", { action: { path: "/users/me", scopes: ["anything"] } }, policy],
  ])("%s", async (rule, example, file) => {
    expect(await findingOf(rule, example)).toMatchObject({ related: [{ file }] });
  });
});
