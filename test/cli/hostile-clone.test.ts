import { describe, expect, test } from "vitest";
import type { RequestsOutput } from "../../src/output/requests.ts";
import { openHostileClone, UNTOUCHED, type Way } from "../support/hostile/world.ts";
import { callJson } from "../support/program.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";

/** Settings that make git itself refuse a clone, and why: each gets a clone of its own. */
const REFUSED: Record<string, { value?: string; why: string; isFine?: true }> = {
  "core.bare": { why: "a bare repository has no work tree", isFine: true },
  "core.repositoryFormatVersion": { value: "99", why: "git knows no such repository" },
  "core.worktree": { value: "/planted", why: "there is no such folder", isFine: true },
  "extensions.objectFormat": { value: "sha256", why: "the objects have names of another length" },
};

const WAYS: Way[] = ["HTTP", "SSH", "a folder that the user named"];

describe("of a clone in which every setting of git is planted", () => {
  test.each(WAYS)("nothing is noticed by what goes to the remote, over %s", async (way) => {
    const { agent, env, touched } = await openHostileClone(way, (key) => !(key in REFUSED));
    const ends: unknown[] = [];
    const call = async (...words: [string, ...string[]]) => {
      const { exit, output } = await callJson<RequestsOutput & { error?: object }>(words, {
        cwd: agent,
        env,
      });
      ends.push({
        words: words.join(" "),
        exit,
        outcome: output.requests?.[0]?.outcome,
        error: output.error,
      });
      expect({ words, ...touched() }).toEqual({ words, ...UNTOUCHED });
    };
    await call("status");
    await call("request-publish", DRAFT, "--dry-run");
    await call("request-publish", DRAFT);
    await call("refresh");
    await call("withdraw", "get-meeting");
    expect(ends).toEqual([
      { words: "status", exit: 0 },
      { words: `request-publish ${DRAFT} --dry-run`, exit: 0, outcome: "planned" },
      { words: `request-publish ${DRAFT}`, exit: 0, outcome: "created" },
      { words: "refresh", exit: 0, outcome: "unchanged" },
      { words: "withdraw get-meeting", exit: 0, outcome: "closed" },
    ]);
    const { output } = await callJson<{ checks: { id: string; status: string }[] }>(["doctor"], {
      cwd: agent,
      env,
    });
    // A folder's hooks can be seen, and this one has no guard.
    const failed = output.checks.filter(({ id, status }) => status === "failed" && id !== "guard/hook");
    expect(failed).toEqual([]);
    expect(touched()).toEqual(UNTOUCHED);
  });

  test("nothing is noticed by what stays here", async () => {
    const { agent, env, touched, settings, configure } = await openHostileClone(
      "HTTP",
      (key) => !(key in REFUSED),
    );
    for (const words of [
      ["check", "--all"],
      ["check", "--changed"],
      ["test", DRAFT],
      ["diff", DRAFT],
      ["inspect"],
      ["inspect", "zoom-api"],
      ["propose", "zoom-api", "third-meeting", "--path", "/meetings/{meetingId}", "--dry-run"],
    ] as [string, ...string[]][]) {
      const { output } = await callJson<{ error?: object }>(words, { cwd: agent, env });
      expect({ words, error: output.error, ...touched() }).toEqual({ words, error: undefined, ...UNTOUCHED });
    }
    const verify = () => callJson(["verify", "--base", "origin/main", "--head", "HEAD"], { cwd: agent, env });
    expect(await verify()).toMatchObject({
      exit: 3,
      output: { error: { message: expect.stringMatching(/partial/) } },
    });
    configure(settings.filter(([key]) => !/partialClone$|promisor$/.test(key)));
    expect(await verify()).toMatchObject({ exit: 0, output: { kind: "unrelated" } });
    expect(touched()).toEqual(UNTOUCHED);
  });
});

/** Values that git can't read, of settings that the clone with all has with others. */
const UNREADABLE = {
  "branch.autoSetupRebase": "true",
  "color.advice.hint": "true",
  "color.pager": "always",
  "core.abbrev": "1",
  "core.commentChar": "true",
  "core.createObject": "true",
  "fetch.negotiationAlgorithm": "true",
  "push.default": "true",
};

test("a setting with which git refuses the clone is told, or does nothing", async () => {
  const { agent, env, touched, configure } = await openHostileClone("HTTP", () => false);
  const unreadable = Object.entries(UNREADABLE).map(([key, value]) => [key, { value }] as const);
  for (const [key, { value = "true", isFine }] of [...Object.entries(REFUSED), ...unreadable] as [
    string,
    { value?: string; isFine?: true },
  ][]) {
    configure([[key, value]]);
    const { exit, output } = await callJson<{ error?: object }>(["status"], { cwd: agent, env });
    expect({ key, exit, ...touched() }).toEqual({ key, exit: isFine ? 0 : 3, ...UNTOUCHED });
    expect(output.error).toEqual(isFine ? undefined : expect.objectContaining({ code: "GIT" }));
  }
});
