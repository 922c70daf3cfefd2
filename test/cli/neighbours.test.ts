import { describe, expect, test } from "vitest";
import type { CheckOutput, ProposeOutput } from "../../src/output/check.ts";
import { callJson } from "../support/program.ts";
import { clones, readJson, write } from "../support/repository.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";
const TWIN = "drafts/zoom-api/read-meeting.json";

interface Draft {
  action: { slug: string; label: string };
}

/** The same route under another slug. */
function writeTwin(agent: string): void {
  const draft = readJson<Draft>(agent, DRAFT);
  write(agent, TWIN, { ...draft, action: { ...draft.action, slug: "read-meeting" } });
}

describe("a draft whose route another one proposes, too", () => {
  test("is warned of it, as the other is, and neither is refused", async () => {
    const { agent } = clones();
    writeTwin(agent);
    const { exit, output } = await callJson<CheckOutput>(["check", DRAFT, TWIN], { cwd: agent });
    expect(exit).toBe(0);
    expect(output.drafts.map(({ findings }) => findings)).toMatchObject([
      [
        {
          rule: "identity/route",
          severity: "warning",
          pointer: "/action/path",
          message: `${TWIN} proposes the same route`,
        },
      ],
      [{ rule: "identity/route", severity: "warning", message: `${DRAFT} proposes the same route` }],
    ]);
  });

  test("hears of it when it is proposed", async () => {
    const { agent } = clones();
    writeTwin(agent);
    const { output } = await callJson<ProposeOutput>(
      ["propose", "zoom-api", "third-meeting", "--path", "/meetings/{meetingId}", "--dry-run"],
      { cwd: agent },
    );
    expect(output.drafts[0]?.findings.map(({ message }) => message)).toContain(
      `${DRAFT} and ${TWIN} propose the same route`,
    );
  });
});

describe("a draft whose route an open request proposes", () => {
  test("is warned of it; the request's own draft isn't", async () => {
    const { agent } = clones();
    await callJson(["request-publish", DRAFT], { cwd: agent });
    writeTwin(agent);
    const own = await callJson<CheckOutput>(["check", DRAFT], { cwd: agent });
    const other = await callJson<CheckOutput>(["check", TWIN], { cwd: agent });
    expect(own.output.drafts[0]?.findings.map(({ message }) => message)).toEqual([
      `${TWIN} proposes the same route`,
    ]);
    expect(other.output.drafts[0]?.findings.map(({ message }) => message)).toEqual([
      `${DRAFT} and publish/zoom-api/get-meeting propose the same route`,
    ]);
  });
});
