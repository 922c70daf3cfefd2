import { describe, expect, test } from "vitest";
import type { RequestsOutput } from "../../src/output/requests.ts";
import { callJson } from "../support/program.ts";
import { clones, git } from "../support/repository.ts";

const DRAFTS = ["drafts/zoom-api/get-meeting.json", "drafts/zoom-api/list-past-participants.json"];
const DOUBT = /^no pull request is opened, though GH_TOKEN is set: .*GITHUB_REPOSITORY.*"git-only"/;

/** Asks for two drafts with a token in the environment that nothing here takes. */
async function ask(config: object, ...options: string[]) {
  const { agent, remote } = clones(config);
  const words = ["request-publish", ...DRAFTS, ...options] as const;
  const env = { GH_TOKEN: "a-token", GITHUB_TOKEN: "", GITHUB_REPOSITORY: "" };
  const { exit, output, log } = await callJson<RequestsOutput>(words, { cwd: agent, env });
  const told = log.filter((line) => line.startsWith("warning: "));
  return { exit, requests: output.requests, told, remote };
}

describe("requests that go to git alone though a token for GitHub is there", () => {
  test("say so each, and stderr once", async () => {
    const { exit, requests, told, remote } = await ask({});
    expect({ exit, requests }).toMatchObject({
      exit: 0,
      requests: DRAFTS.map(() => ({ outcome: "created", warnings: [expect.stringMatching(DOUBT)] })),
    });
    expect(told).toEqual([`warning: ${requests[0]?.warnings[0]}`]);
    expect(git(remote, "for-each-ref", "refs/heads/publish").split("\n")).toHaveLength(2);
  });

  test("say so before anything is done", async () => {
    const { requests } = await ask({}, "--dry-run");
    expect(requests).toMatchObject(
      DRAFTS.map(() => ({ outcome: "planned", warnings: [expect.stringMatching(DOUBT)] })),
    );
  });

  test("say nothing where the configuration says that git alone is meant", async () => {
    const { requests, told } = await ask({ forge: "git-only" });
    expect([...requests.flatMap(({ warnings }) => warnings), ...told]).toEqual([]);
  });
});
