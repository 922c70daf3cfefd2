import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RequestsOutput } from "../../src/output/requests.ts";
import { runJson } from "../support/cli.ts";
import { crowdOf, draftFileOf, writeCrowdDraft } from "../support/crowd.ts";
import { isFull } from "../support/extent.ts";
import { callJson } from "../support/program.ts";
import { clones, git, readJson } from "../support/repository.ts";

const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
/** Twenty at once take minutes. What they would get in each other's way with, a few do as well. */
const SLUGS = crowdOf(isFull ? 20 : 4);

function branchOf(slug: string): string {
  return `publish/zoom-api/${slug}`;
}

describe("many agents in one clone, on one port, all at once", () => {
  test("have twenty requests, none lost, which refresh keeps mergeable until all are live", async () => {
    const { remote, agent, reviewer } = clones();
    for (const slug of SLUGS) {
      writeCrowdDraft(agent, slug);
    }
    const checkout = (): string =>
      ["status --porcelain=v2", "rev-parse HEAD", "for-each-ref refs/heads"]
        .map((words) => git(agent, ...words.split(" ")))
        .join("\n");
    const before = checkout();

    const asked = await Promise.all(
      SLUGS.map((slug) => runJson<RequestsOutput>(["request-publish", draftFileOf(slug)], { cwd: agent })),
    );
    for (const [index, { exit, output }] of asked.entries()) {
      expect(output.requests, SLUGS[index]).toMatchObject([{ outcome: "created", error: null }]);
      expect(exit).toBe(0);
    }
    expect(checkout()).toBe(before);
    expect(requestsOf(remote)).toEqual(SLUGS.map(branchOf));
    expect(existsSync(join(agent, ".git/harbor-drafts/fetch.lock"))).toBe(false);

    const versions: string[] = [];
    for (const [index, slug] of SLUGS.entries()) {
      // A reviewer merges the next one: it stands on main, so that main just moves to it.
      git(reviewer, "fetch", "--quiet");
      git(reviewer, "merge", "--quiet", "--ff-only", `origin/${branchOf(slug)}`);
      git(reviewer, "push", "--quiet", "origin", "main", `:${branchOf(slug)}`);
      versions.push(readJson<{ version: string }>(reviewer, MANIFEST).version);
      const rest = SLUGS.slice(index + 1);
      const { exit, output } = await callJson<RequestsOutput>(["refresh"], { cwd: agent });
      expect(exit).toBe(0);
      expect(output.requests.map(({ slug: name, outcome }) => ({ name, outcome }))).toEqual(
        rest.map((name) => ({ name, outcome: "updated" })),
      );
      const main = git(remote, "rev-parse", "main");
      const parents = git(remote, "log", "--no-walk", "--format=%P", "main", ...rest.map(branchOf)).split(
        "\n",
      );
      expect(parents.filter((parent) => parent === main)).toHaveLength(rest.length);
    }
    expect(versions).toEqual(SLUGS.map((_, index) => `1.${index + 1}.0`));
    const live = readJson<{ actions: { slug: string }[] }>(reviewer, MANIFEST).actions.map(
      ({ slug }) => slug,
    );
    expect(live).toEqual(expect.arrayContaining(SLUGS));
    expect(live).toHaveLength(SLUGS.length + 3);
  });
});

describe("several agents with one draft", () => {
  test("have one request", async () => {
    const { remote, agent } = clones();
    const [slug = ""] = SLUGS;
    writeCrowdDraft(agent, slug);
    const asked = await Promise.all(
      [1, 2, 3, 4].map(() => runJson<RequestsOutput>(["request-publish", draftFileOf(slug)], { cwd: agent })),
    );
    // Two that made the same commit in the same second have both created it.
    for (const { output } of asked) {
      expect(output.requests).toMatchObject([
        { outcome: expect.stringMatching(/^(?:created|unchanged)$/), error: null },
      ]);
    }
    expect(requestsOf(remote)).toEqual([branchOf(slug)]);
    expect(git(remote, "rev-list", "--count", `main..${branchOf(slug)}`)).toBe("1");
  });
});

/** Branches of requests that have what says what they ask for. */
function requestsOf(remote: string): string[] {
  const refs = git(remote, "for-each-ref", "--format=%(refname)").split("\n");
  const branches = refs.flatMap((ref) => (ref.startsWith("refs/heads/publish/") ? [ref.slice(11)] : []));
  return branches.filter((branch) =>
    refs.includes(branch.replace("publish/", "refs/harbor-drafts/requests/")),
  );
}
