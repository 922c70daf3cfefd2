import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { CheckOutput } from "../../src/output/check.ts";
import { recordingFaults } from "../../src/recordings/form.ts";
import { callJson } from "../support/program.ts";
import { clones, read, write } from "../support/repository.ts";
import { bytesOf, GET_MEETING, harOf, ORIGIN, SAMPLE_PORT, withOrigin } from "../support/sample.ts";

const FILE = "drafts/zoom-api/get-meeting.har";
const DRAFT = FILE.replace(/har$/, "json");
const url = "https://api.zoom.us/v2/meetings/987654321";
const answer = {
  id: 987654321,
  topic: "Sync",
  start_time: "2026-03-01T00:00:00Z",
  host_email: "x@example.com",
};

const judge = (content: unknown, port = SAMPLE_PORT, action: unknown = GET_MEETING) =>
  recordingFaults(FILE, typeof content === "string" ? Buffer.from(content) : bytesOf(content), port, action);

async function checkIn(cwd: string, ...words: string[]) {
  const { output } = await callJson<CheckOutput>(["check", DRAFT, ...words], { cwd });
  return output.drafts[0];
}

describe("a recording", () => {
  test("that is its own projection may land, and no other", async () => {
    const { agent } = clones();
    write(agent, FILE, withOrigin(harOf({ url, answer })));
    expect(await checkIn(agent)).toMatchObject({
      verdict: "automatic",
      findings: [{ rule: "recording/form", severity: "info", file: FILE }],
    });
    expect(judge(read(agent, FILE))).toMatchObject([{ rule: "recording/form", severity: "error" }]);
    expect(await checkIn(agent, "--fix")).toMatchObject({ findings: [] });
    const fixed = read(agent, FILE);
    expect(judge(fixed)).toEqual([]);
    expect(fixed).not.toContain("host_email");
    // Its texts stay.
    expect(fixed).toContain("Sync");
    expect(judge(fixed.replace('\\"topic\\"', '\\"agenda\\":1,\\"topic\\"'))).toHaveLength(1);
    expect(judge(fixed.replaceAll("\n", "\r\n"))).toHaveLength(1);
    expect(judge(fixed.replace('"cookies": []', '"cookies": [], "_note": "x"'))).toHaveLength(1);
  });

  test("keeps real values of listed fields alone, and shows no address outside of these", async () => {
    const { agent } = clones();
    const kept = (...fields: string[]) =>
      withOrigin(harOf({ url, answer: { ...answer, topic: "ask ava@harbour.zz" } }), {
        ...ORIGIN,
        kept: fields,
      });
    for (const fields of [[], ["agenda"], ["host_email"], [""]]) {
      write(agent, FILE, kept(...fields));
      expect(await checkIn(agent)).toMatchObject({
        verdict: "refused",
        findings: expect.arrayContaining([expect.objectContaining({ rule: "secret/person" })]),
      });
    }
    write(agent, FILE, kept("host_email", "topic"));
    expect(await checkIn(agent, "--fix")).toMatchObject({ findings: [] });
    const fixed = read(agent, FILE);
    expect(JSON.parse(fixed).log._harborDrafts.kept).toEqual(["topic"]);
    expect(judge(fixed)).toEqual([]);
    expect(judge(fixed.replace('"topic"\n', '"topic", "agenda"\n'))).toMatchObject([
      { rule: "recording/form" },
    ]);
  });

  test("with a compressed or encoded body is none", () => {
    const { log } = withOrigin(harOf({ url, answer: { id: 987654321 } }));
    const [entry] = log.entries;
    for (const [text, encoding] of [
      [Buffer.from('{"id":987654321}').toString("base64"), "base64"],
      [gzipSync('{"id":987654321}').toString("base64"), "base64"],
    ] as const) {
      const content = { mimeType: "application/json", text, encoding };
      const packed = { ...entry, response: { status: 200, content } };
      expect(judge({ log: { ...log, entries: [packed] } })).toMatchObject([{ rule: "recording/form" }]);
    }
  });

  test("whose answer is a page isn't made one by leaving the page out", async () => {
    const { agent } = clones();
    write(agent, FILE, harOf({ url, answer: "<html>sign in</html>" }));
    const before = read(agent, FILE);
    expect(await checkIn(agent, "--fix")).toMatchObject({
      findings: [{ rule: "recording/form", message: expect.stringContaining("the answer isn't JSON") }],
    });
    expect(read(agent, FILE)).toBe(before);
  });

  test("with calls of others is told of first as a file that a browser saved", () => {
    const others = Array.from({ length: 30 }, (_, at) => ({
      url: `https://cdn.example.com/${at}?access_token=${"k".repeat(3)}Q9x${at}mB4xT9kW2pL6`,
    }));
    const [first, ...more] = judge(harOf({ url, answer }, ...others));
    expect(first).toMatchObject({ rule: "recording/saved", severity: "error" });
    expect(first?.hint).toContain("--from <file>");
    expect(more.length).toBeLessThanOrEqual(3);
    expect(judge(harOf({ url, answer }, { url: "https://cdn.example.com/x" }))).toMatchObject([
      { rule: "recording/form", message: expect.stringContaining("1 of its 2 exchanges are no calls") },
    ]);
  });
});
