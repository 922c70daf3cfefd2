import { describe, expect, test } from "vitest";
import { exitStatusOf, HarborError } from "../../src/errors.ts";
import type { RequestOutput, RequestsOutput } from "../../src/output/requests.ts";
import { some } from "../support/extent.ts";
import { FAULTS as ALL } from "../support/forge-faults.ts";
import { openGitHub, TOKEN, type Trouble } from "../support/github.ts";
import { callJson } from "../support/program.ts";
import { clones, git, read, readJson, write } from "../support/repository.ts";

/**
 * One of each class of outcome: refused for good, refused for now, and nobody knows. Every fault of every call
 * is shown where calls are asked by themselves; what is odder only there.
 */
const FAULTS = some(
  ALL.filter(([fault]) => !/something else|a move/.test(fault)),
  ([fault]) => /^(?:422|500|silence)$/.test(fault),
);

const DRAFT = "drafts/zoom-api/get-meeting.json";
const BRANCH = "publish/zoom-api/get-meeting";

async function start() {
  const { remote, agent, reviewer } = clones({ labels: ["publish-request"], reviewers: ["reviewer"] });
  write(reviewer, ".github/workflows/ci.yml", "on: [pull_request]\njobs: {}\n");
  git(reviewer, "add", "--all");
  git(reviewer, "commit", "--quiet", "--message=CI");
  git(reviewer, "push", "--quiet", "origin", "main");
  const github = await openGitHub(remote);
  /** Every call of a kind gets into trouble until it is calm again. */
  const meet = (trouble: Trouble, on: string): void => {
    github.trouble(trouble, { on, times: 3 });
  };
  const calm = (): void => github.calm();
  const call = async (...words: [string, ...string[]]) => {
    const options = { cwd: agent, env: github.env, giveUp: github.giveUp };
    const called = await callJson<RequestsOutput>(words, options);
    expect(JSON.stringify(called)).not.toContain(TOKEN);
    return { ...(called.output.requests[0] as RequestOutput), exit: called.exit };
  };
  const ask = () => call("request-publish", DRAFT);
  const edit = (label: string): void => {
    const draft = readJson<{ action: { label: string } }>(agent, DRAFT);
    draft.action.label = label;
    write(agent, DRAFT, draft);
  };
  /** One branch, one pull request that shows it, and the draft as it was. */
  const expectOne = (state = "open"): void => {
    const refs = git(remote, "for-each-ref", "--format=%(refname)", "refs/heads/publish");
    expect(refs).toBe(state === "open" ? `refs/heads/${BRANCH}` : "");
    expect(github.pulls).toHaveLength(1);
    expect(github.pulls).toMatchObject([{ state, head: { ref: BRANCH } }]);
    if (state === "open") {
      expect(git(remote, "rev-list", "--count", `main..${BRANCH}`)).toBe("1");
    }
  };
  return { remote, agent, github, meet, calm, call, ask, edit, expectOne };
}

function expectFailed(fault: string, request: RequestOutput & { exit: number }, code: string): void {
  expect({ fault, outcome: request.outcome, code: request.error?.code }).toEqual({
    fault,
    outcome: "failed",
    code,
  });
  expect(request.exit).toBe(exitStatusOf(new HarborError(code as never, "")));
  expect(request.error?.message).toMatch(/^[A-Za-z][^\n]{10,400}[^\s:]$/);
  expect(request.error?.hint).not.toBe("");
}

describe("each call in turn fails in each way, and the next run ends well", () => {
  test("while the request is looked for: nothing is pushed", async () => {
    const { remote, agent, ask, expectOne, meet, calm } = await start();
    const draft = read(agent, DRAFT);
    for (const [fault, trouble, code] of FAULTS) {
      meet(trouble, "GET /pulls");
      expectFailed(fault, await ask(), code);
      calm();
      expect(git(remote, "for-each-ref", "refs/heads/publish"), fault).toBe("");
    }
    expect(await ask()).toMatchObject({ exit: 0, outcome: "created" });
    expectOne();
    expect(read(agent, DRAFT)).toBe(draft);
  });

  test("while it is opened: the branch alone is there, and is taken up", async () => {
    const { remote, github, ask, expectOne, meet, calm } = await start();
    let pushed: string | undefined;
    for (const [fault, trouble, code] of FAULTS) {
      meet(trouble, "POST /pulls");
      expectFailed(fault, await ask(), code);
      calm();
      pushed ??= git(remote, "rev-parse", BRANCH);
      expect(github.pulls, fault).toEqual([]);
    }
    expect(await ask()).toMatchObject({ exit: 0, outcome: "created", commit: pushed });
    expectOne();
  });

  test("and where it was opened, but nobody was told: it is adopted", async () => {
    const { ask, expectOne, meet, calm } = await start();
    meet("lost", "POST /pulls");
    // The first try opened it; the second finds that it is there already, whose answer is lost, too.
    expect((await ask()).exit).toBe(3);
    calm();
    expect(await ask()).toMatchObject({ exit: 0, outcome: "unchanged", number: 1 });
    expectOne();
  });

  test("while its first check is looked for: the request is there all the same", async () => {
    const { ask, edit, expectOne, meet, calm } = await start();
    for (const [index, [fault, trouble]] of FAULTS.entries()) {
      edit(`Look at a meeting, version ${index}`);
      meet(trouble, "GET /commits/{ref}/check-runs");
      expect({ fault, ...(await ask()) }).toMatchObject({ fault, exit: 0, error: null, warnings: [] });
      calm();
      expectOne();
    }
  });

  test("while labels or reviewers are seen to: the request is there all the same", async () => {
    const { agent, github, call, ask, expectOne, meet, calm } = await start();
    for (const [fault, trouble] of FAULTS) {
      meet(trouble, "POST /issues/{issue_number}/labels");
      meet(trouble, "POST /pulls/{pull_number}/requested_reviewers");
      const asked = await ask();
      calm();
      expect({ fault, ...asked }).toMatchObject({ fault, exit: 0, error: null });
      expect(
        asked.warnings.filter((warning) => warning.startsWith("the request stands without")),
      ).toHaveLength(2);
      expectOne();
      // As if the run had been cut off before it saw to them, so that the next one does.
      write(agent, `.git/harbor-drafts/journal/${encodeURIComponent(BRANCH)}`, "");
    }
    const whole = await call("request-publish", DRAFT);
    expect(whole).toMatchObject({ exit: 0, outcome: "unchanged", warnings: [] });
    expect(github.pulls).toMatchObject([
      { labels: [{ name: "publish-request" }], requested_reviewers: [{ login: "reviewer" }] },
    ]);
  });

  test("while it is updated: the branch has moved, and its words follow", async () => {
    const { remote, github, ask, edit, expectOne, meet, calm } = await start();
    await ask();
    for (const [index, [fault, trouble, code]] of FAULTS.entries()) {
      edit(`Look at a meeting, version ${index}`);
      meet(trouble, "PATCH /pulls/1");
      expectFailed(fault, await ask(), code);
      calm();
      expectOne();
    }
    expect(await ask()).toMatchObject({ exit: 0, outcome: "updated", number: 1 });
    expect(github.pulls[0]?.body).toContain(`version ${FAULTS.length - 1}`);
    expect(await ask()).toMatchObject({ exit: 0, outcome: "unchanged" });
    expect(github.pulls[0]?.head.sha).toBe(git(remote, "rev-parse", BRANCH));
    expectOne();
  });

  test("while it is withdrawn: it stays, and goes the next time", async () => {
    const { call, ask, expectOne, meet, calm } = await start();
    await ask();
    for (const [fault, trouble, code] of FAULTS) {
      meet(trouble, "PATCH /pulls/1");
      expectFailed(fault, await call("withdraw", "get-meeting"), code);
      calm();
      expectOne();
    }
    meet("lost", "PATCH /pulls/1");
    expect((await call("withdraw", "get-meeting")).exit).toBe(3);
    calm();
    expect(await call("withdraw", "get-meeting")).toMatchObject({ exit: 0, outcome: "closed" });
    expectOne("closed");
    expect(await call("withdraw", "get-meeting")).toMatchObject({ exit: 0, outcome: "unchanged" });
  });
});
