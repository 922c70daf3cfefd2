import { existsSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ProposeOutput } from "../../src/output/check.ts";
import { call, callJson } from "../support/program.ts";
import { catalogueFolder, read, readJson, temporaryFolder, write } from "../support/repository.ts";

const DRAFT = "drafts/zoom-api/get-past-meeting.json";
const IDEA = "src/tour/get-past-meeting.json";

function folderWithIdea(): string {
  const cwd = catalogueFolder();
  write(cwd, "idea.json", read(".", IDEA));
  return cwd;
}

describe("propose", () => {
  test("writes a draft from a file in canonical form, with its verdict", async () => {
    const cwd = folderWithIdea();
    const { exit, output } = await callJson<ProposeOutput>(
      ["propose", "zoom-api", "get-past-meeting", "--from", "idea.json"],
      { cwd },
    );
    expect(exit).toBe(0);
    expect(output).toMatchObject({
      written: true,
      drafts: [{ file: DRAFT, verdict: "automatic" }],
      summary: { drafts: 1, automatic: 1 },
    });
    expect(read(cwd, DRAFT)).toBe(output.content);
    expect(JSON.parse(output.content)).toEqual(readJson(cwd, "idea.json"));
  });

  test("reads a whole draft or an action alone from stdin", async () => {
    const cwd = folderWithIdea();
    const whole = await callJson<ProposeOutput>(["propose", "zoom-api", "get-past-meeting", "--from", "-"], {
      cwd,
      input: read(".", IDEA),
    });
    expect(whole.output).toMatchObject({ written: true });
    const { action } = readJson<{ action: object }>(cwd, "idea.json");
    const alone = await callJson<ProposeOutput>(
      [
        "propose",
        "zoom-api",
        "get-past-meeting",
        "--from",
        "-",
        "--rationale",
        "Minutes need it.",
        "--force",
      ],
      { cwd, input: JSON.stringify(action) },
    );
    expect(alone.output).toMatchObject({ written: true, drafts: [{ verdict: "automatic" }] });
    expect(readJson(cwd, DRAFT)).toMatchObject({
      change: "add",
      rationale: "Minutes need it.",
      references: [],
    });
  });

  test("writes a draft from options", async () => {
    const cwd = catalogueFolder();
    const input = {
      path: {
        type: "object",
        properties: { meetingId: { type: "integer", minimum: 1e8, maximum: 999999999999 } },
        required: ["meetingId"],
        additionalProperties: false,
      },
    };
    const { output } = await callJson<ProposeOutput>(
      [
        "propose",
        "zoom-api",
        "get-past-meeting",
        "--method",
        "GET",
        "--path",
        "/past_meetings/{meetingId}",
        "--label",
        "Get a past meeting",
        "--description",
        "When it began and ended.",
        "--input",
        JSON.stringify(input),
        "--field",
        "start_time",
        "--field",
        "end_time",
        "--scope",
        "meeting:read:past_meeting",
        "--rationale",
        "Minutes need it.",
        "--reference",
        "https://developers.zoom.us/docs/api/meetings/",
        "--example",
        JSON.stringify({ name: "onboarding", input: { path: { meetingId: 123456789 } } }),
      ],
      { cwd },
    );
    expect(output.drafts).toMatchObject([{ verdict: "automatic", findings: [] }]);
    expect(readJson(cwd, DRAFT)).toMatchObject({
      change: "add",
      action: { result: { fields: ["start_time", "end_time"] } },
    });
  });

  test("starts an update from the live action", async () => {
    const cwd = catalogueFolder();
    await callJson(
      ["propose", "zoom-api", "get-me", "--label", "Who am I?", "--rationale", "Says it shorter."],
      { cwd },
    );
    expect(readJson(cwd, "drafts/zoom-api/get-me.json")).toMatchObject({
      change: "update",
      action: { label: "Who am I?", path: "/users/me" },
    });
  });

  test("never replaces a draft unless told, and leaves nothing else behind", async () => {
    const cwd = folderWithIdea();
    write(cwd, DRAFT, "precious");
    const refused = await callJson(["propose", "zoom-api", "get-past-meeting", "--from", "idea.json"], {
      cwd,
    });
    expect(refused).toMatchObject({
      exit: 3,
      output: { error: { code: "CONFLICT", hint: expect.stringMatching(/--force/) } },
    });
    expect(read(cwd, DRAFT)).toBe("precious");
    await callJson(["propose", "zoom-api", "get-past-meeting", "--from", "idea.json", "--force"], { cwd });
    expect(readJson(cwd, DRAFT)).toMatchObject({ draft: 1 });
    expect(readdirSync(join(cwd, "drafts/zoom-api")).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("of many at once, one writes and the others are told", async () => {
    const cwd = folderWithIdea();
    const words = ["propose", "zoom-api", "get-past-meeting", "--from", "idea.json"] as const;
    const runs = await Promise.all(Array.from({ length: 6 }, () => callJson([...words], { cwd })));
    expect(runs.map(({ exit }) => exit).sort()).toEqual([0, 3, 3, 3, 3, 3]);
  });

  test("keeps a refused draft for editing", async () => {
    const cwd = catalogueFolder();
    const { exit, output } = await callJson<ProposeOutput>(
      [
        "propose",
        "zoom-api",
        "get-user",
        "--path",
        "/users/{userId}",
        "--label",
        "Get a user",
        "--description",
        "Looks one up.",
        "--rationale",
        "Handy.",
      ],
      { cwd },
    );
    expect(exit).toBe(1);
    expect(output).toMatchObject({ written: true, drafts: [{ verdict: "refused" }] });
    expect(output.drafts[0]?.findings.map(({ rule }) => rule)).toContain("principal/path");
    expect(existsSync(join(cwd, "drafts/zoom-api/get-user.json"))).toBe(true);
  });

  test("writes none that holds a secret, and doesn't show it", async () => {
    const cwd = folderWithIdea();
    const secret = `ghp_${"a1B2".repeat(10)}`;
    for (const spoilt of [
      read(cwd, "idea.json").replace("An agent", secret),
      read(cwd, "idea.json").replace('"label"', `"${secret}": 1,\n "label"`),
      read(cwd, "idea.json").replace('"automatic"', `"${secret}"`),
    ]) {
      const ran = await call(["propose", "zoom-api", "get-past-meeting", "--from", "-"], {
        cwd,
        input: spoilt,
      });
      const asJson = await call(["propose", "zoom-api", "get-past-meeting", "--from", "-", "--json"], {
        cwd,
        input: spoilt,
      });
      expect([ran.exit, asJson.exit]).toEqual([1, 1]);
      expect(ran.stdout).toMatch(/GitHub token/);
      expect(ran.stdout + ran.stderr + asJson.stdout + asJson.stderr).not.toContain(secret);
      expect(existsSync(join(cwd, DRAFT))).toBe(false);
    }
  });

  test("prints with --dry-run and writes nothing", async () => {
    const cwd = folderWithIdea();
    const { output } = await callJson<ProposeOutput>(
      ["propose", "zoom-api", "get-past-meeting", "--from", "idea.json", "--dry-run"],
      { cwd },
    );
    expect(output).toMatchObject({ written: false });
    expect(JSON.parse(output.content)).toMatchObject({ draft: 1 });
    expect(existsSync(join(cwd, DRAFT))).toBe(false);
  });

  test("writes nothing for what is no draft, or another's", async () => {
    const cwd = folderWithIdea();
    const invalid = await callJson<ProposeOutput>(
      ["propose", "zoom-api", "get-past-meeting", "--from", "-"],
      {
        cwd,
        input: "{",
      },
    );
    expect(invalid).toMatchObject({ exit: 1, output: { written: false, drafts: [{ verdict: "invalid" }] } });
    const other = await callJson(["propose", "zoom-api", "get-other", "--from", "idea.json"], { cwd });
    expect(other).toMatchObject({ exit: 2, output: { error: { code: "USAGE" } } });
    expect(existsSync(join(cwd, DRAFT))).toBe(false);
  });

  test("doesn't write through a link that leads out of the repository", async () => {
    const cwd = folderWithIdea();
    const outside = temporaryFolder();
    symlinkSync(outside, join(cwd, "drafts/linked"));
    for (const file of ["zoom-api.json", "zoom-api.policy.json"]) {
      const path = `catalog/integrations/zoom/${file}`;
      write(
        cwd,
        path.replace("zoom-api", "linked"),
        read(cwd, path).replace('"slug": "zoom-api"', '"slug": "linked"'),
      );
    }
    const words = ["propose", "linked", "get-past-meeting", "--path", "/past_meetings/{meetingId}"] as const;
    const { exit, output } = await callJson([...words], { cwd });
    expect({ exit, output }).toMatchObject({
      exit: 3,
      output: { error: { code: "IO", message: expect.stringMatching(/is a link to a folder/) } },
    });
    expect(readdirSync(outside)).toEqual([]);
  });
});
