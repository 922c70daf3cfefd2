import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { HarborError } from "../../src/errors.ts";
import type { Forge, ForgeRequest } from "../../src/forge/forge.ts";
import { openGitHubForge } from "../../src/forge/github/forge.ts";
import { FAULTS } from "../support/forge-faults.ts";
import { openGitHub, REPOSITORY, TOKEN } from "../support/github.ts";
import { clones, git } from "../support/repository.ts";

const BRANCH = "publish/zoom-api/get-meeting";
const TEXT = {
  branch: BRANCH,
  fork: null,
  base: "main",
  commit: "",
  title: "Mine",
  body: "Why.",
  isDraft: false,
};

/** Everything that is asked of GitHub for a request, by the calls that it makes. */
const CALLS: Record<string, [call: string, (forge: Forge, request: ForgeRequest) => Promise<unknown>]> = {
  history: ["GET /pulls", (forge) => forge.history(BRANCH, "main", null)],
  list: ["GET /pulls", (forge) => forge.list("main")],
  open: ["POST /pulls", (forge) => forge.open({ ...TEXT, branch: "publish/zoom-api/other" })],
  update: ["PATCH /pulls/1", (forge, request) => forge.update(request, { ...TEXT, title: "Other" })],
  close: ["PATCH /pulls/1", (forge, request) => forge.close(request)],
  checks: ["GET /commits/{ref}/check-runs", (forge, { commit }) => forge.checks(commit)],
  statuses: ["GET /commits/{ref}/status", (forge, { commit }) => forge.checks(commit)],
  review: ["GET /pulls/{pull_number}/reviews", (forge, request) => forge.review(request)],
  "line comments": ["GET /pulls/{pull_number}/comments", (forge, request) => forge.review(request)],
  "last word": ["GET /issues/{issue_number}/comments", (forge, request) => forge.lastWord(request)],
  permission: [`GET /repos/${REPOSITORY}`, (forge) => forge.mayPush()],
  user: ["GET /user", (forge) => forge.fork()],
  forks: ["GET /forks", (forge) => forge.fork()],
};

/** A forge with one open request, which somebody reviewed. Waits are a thousand times shorter. */
async function start() {
  const { remote } = clones({});
  for (const branch of [BRANCH, "publish/zoom-api/other"]) {
    git(remote, "branch", branch, "main");
  }
  const github = await openGitHub(remote);
  const options = {
    repository: REPOSITORY,
    token: TOKEN,
    apiUrl: github.apiUrl,
    retryUnit: 1,
    giveUp: github.giveUp,
    log: () => {},
  };
  const forge = openGitHubForge(options);
  const request = await forge.open(TEXT);
  github.review(1, { state: "COMMENTED", body: "Hm." });
  github.fork({ login: "harbor-agent", remote });
  return { github, forge, request };
}

describe.each(Object.entries(CALLS))("%s", (_what, [on, call]) => {
  test("tells each failure in one sentence, and works again afterwards", async () => {
    const { github, forge, request } = await start();
    for (const [fault, trouble, code] of FAULTS) {
      github.trouble(trouble, { on, times: 3 });
      const error: unknown = await call(forge, request).catch((thrown: unknown) => thrown);
      github.calm();
      expect(error, fault).toBeInstanceOf(HarborError);
      expect({ fault, code: (error as HarborError).code }).toEqual({ fault, code });
      expect((error as HarborError).message).toMatch(/^[A-Za-z][^\n]{10,400}[^\s:]$/);
      expect((error as HarborError).hint).not.toBe("");
      expect(inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(TOKEN);
    }
    await call(forge, request);
  });
});
