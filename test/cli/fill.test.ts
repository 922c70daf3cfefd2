import { describe, expect, test } from "vitest";
import { applyEdits } from "../../src/json/edits.ts";
import type { CheckOutput, ProposeOutput } from "../../src/output/check.ts";
import type { RequestsOutput } from "../../src/output/requests.ts";
import { call, callJson } from "../support/program.ts";
import { catalogueFolder, clones, read, readJson, write } from "../support/repository.ts";

const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const DRAFT = "drafts/zoom-api/get-meeting.json";

const LEFT_OUT = [
  "/change",
  "/references",
  "/action/approvalMode",
  "/action/requestBodyMode",
  "/action/resultMode",
  "/action/input/path/type",
  "/action/input/path/required",
  "/action/input/path/additionalProperties",
];

const readFullForm = (cwd: string) => ({ ...readJson<object>(cwd, DRAFT), references: [] });

/** A draft without what has one possible value. */
function shorten(cwd: string): void {
  const edits = LEFT_OUT.map((pointer) => ({ pointer, value: undefined }));
  write(cwd, DRAFT, applyEdits(readFullForm(cwd), edits)?.value as object);
}

describe("a draft that leaves out what has one possible value", () => {
  test("is judged as its full form, and the report names what was filled in", async () => {
    const cwd = catalogueFolder();
    shorten(cwd);
    const { exit, output } = await callJson<CheckOutput>(["check", DRAFT], { cwd });
    expect(exit).toBe(0);
    const [draft] = output.drafts;
    expect(draft).toMatchObject({ verdict: "automatic", findings: [] });
    expect(draft?.filled.map(({ pointer }) => pointer).sort()).toEqual([...LEFT_OUT].sort());
    expect(draft?.filled).toContainEqual({
      pointer: "/action/approvalMode",
      value: "automatic",
      from: "route",
    });
  });

  test("is written in full by --fix, which then has nothing to do", async () => {
    const cwd = catalogueFolder();
    const full = readFullForm(cwd);
    shorten(cwd);
    const { output } = await callJson<CheckOutput>(["check", DRAFT, "--fix"], { cwd });
    expect(readJson(cwd, DRAFT)).toEqual(full);
    expect(output.drafts[0]?.filled).toHaveLength(LEFT_OUT.length);
    const again = await callJson<CheckOutput>(["check", DRAFT, "--fix"], { cwd });
    expect(again.output.drafts).toMatchObject([{ filled: [], fixed: null }]);
  });

  test("passes its test, and is asked for with the same tree and digest", async () => {
    const { agent } = clones();
    const plan = async () => {
      const { output } = await callJson<RequestsOutput>(["request-publish", DRAFT, "--dry-run"], {
        cwd: agent,
      });
      return output.requests;
    };
    write(agent, DRAFT, readFullForm(agent));
    const ofFull = await plan();
    shorten(agent);
    expect(await plan()).toEqual(ofFull);
    expect(ofFull).toMatchObject([{ outcome: "planned" }]);
  });

  test("has findings about what it leaves out at its parent", async () => {
    const cwd = catalogueFolder();
    shorten(cwd);
    const live = "drafts/zoom-api/get-me.json";
    write(cwd, live, read(cwd, DRAFT).replace('"get-meeting"', '"get-me"'));
    const { output } = await callJson<CheckOutput>(["check", live], { cwd });
    expect(output.drafts[0]?.findings).toContainEqual(
      expect.objectContaining({
        rule: "draft/change",
        pointer: "/change",
        line: 1,
        column: 1,
        related: [expect.objectContaining({ file: MANIFEST, line: expect.any(Number) })],
      }),
    );
    expect(
      read(cwd, MANIFEST).split("\n")[
        output.drafts[0]?.findings.find(({ rule }) => rule === "draft/change")?.related[0]?.line ?? 0
      ],
    ).toMatch(/"slug": "get-me"/);
  });

  test("is proposed in full form", async () => {
    const cwd = catalogueFolder([]);
    const action = {
      slug: "get-my-settings",
      label: "My settings",
      description: "The settings of the authenticated user.",
      method: "GET",
      path: "/users/me/settings",
      result: { fields: ["in_meeting.chat"] },
      scopes: ["user:read:settings"],
      examples: [{ name: "settings" }],
    };
    const { output } = await callJson<ProposeOutput>(
      [
        "propose",
        "zoom-api",
        "get-my-settings",
        "--from",
        "-",
        "--rationale",
        "Agents need it.",
        "--dry-run",
      ],
      { cwd, input: JSON.stringify(action) },
    );
    expect(JSON.parse(output.content)).toMatchObject({
      action: { input: {}, requestBodyMode: "none", resultMode: "json_summary" },
    });
    expect(output.drafts[0]?.filled.map(({ pointer }) => pointer)).toContain("/action/input");
  });

  test("is told of in lines", async () => {
    const cwd = catalogueFolder();
    shorten(cwd);
    write(cwd, DRAFT, read(cwd, DRAFT).replace('"/meetings/', '"/users/{userId}/'));
    const { stdout } = await call(["check", DRAFT], { cwd });
    expect(stdout).toMatch(/filled in from the policy: \/action\/approvalMode "require_approval"/);
    expect(stdout).toMatch(/filled in from the format: /);
  });
});
