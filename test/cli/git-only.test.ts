import { describe, expect, test } from "vitest";
import type { CheckOutput, ProposeOutput } from "../../src/output/check.ts";
import type { DiffOutput } from "../../src/output/diff.ts";
import type { PortOutput, PortsOutput } from "../../src/output/inspect.ts";
import type { RequestsOutput } from "../../src/output/requests.ts";
import type { StatusOutput } from "../../src/output/status.ts";
import type { TestOutput } from "../../src/output/test.ts";
import { callJson } from "../support/program.ts";
import { clones, git, read, readJson, write } from "../support/repository.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";
const BRANCH = "publish/zoom-api/get-meeting";
const REQUEST = "refs/harbor-drafts/requests/zoom-api/get-meeting";
const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const RECORDING = "catalog/integrations/zoom/zoom-api.recordings/get-meeting.har";

describe("an agent's way to a published action, with git alone", () => {
  test("goes from inspect to live, and the second run of everything changes nothing", async () => {
    const { remote, agent, reviewer } = clones();
    const at = { cwd: agent };
    const snapshot = (): string => git(remote, "for-each-ref");

    const ports = await callJson<PortsOutput>(["inspect"], at);
    expect(ports.output.ports).toMatchObject([
      { port: "zoom-api", version: "1.0.0", actions: 3, drafts: 2, requests: 0 },
    ]);

    const checked = await callJson<CheckOutput>(["check", DRAFT], at);
    expect(checked.output.drafts).toMatchObject([
      { port: "zoom-api", slug: "get-meeting", verdict: "automatic", findings: [] },
    ]);

    const tested = await callJson<TestOutput>(["test", DRAFT], at);
    expect(tested.output.drafts).toMatchObject([
      { passed: true, evidence: "documented", probes: { escaped: [] } },
    ]);
    expect(tested.output.drafts[0]?.examples[0]?.output).not.toHaveProperty("start_url");

    const diff = await callJson<DiffOutput>(["diff", DRAFT], at);
    expect(diff.output).toMatchObject({
      capability: "agents could now read a meeting",
      widening: false,
      bump: { from: "1.0.0", to: "1.1.0", level: "minor" },
    });

    const before = snapshot();
    const planned = await callJson<RequestsOutput>(["request-publish", DRAFT, "--dry-run"], at);
    expect(planned.output.requests).toMatchObject([{ outcome: "planned", branch: BRANCH, commit: null }]);
    expect(snapshot()).toBe(before);

    const created = await callJson<RequestsOutput>(["request-publish", DRAFT, "--as", "planner"], at);
    expect(created.output.requests).toMatchObject([
      {
        outcome: "created",
        branch: BRANCH,
        number: null,
        url: null,
        version: { from: "1.0.0", to: "1.1.0" },
        error: null,
      },
    ]);
    expect(git(remote, "diff", "--name-status", "main", BRANCH).split("\n")).toEqual([
      `M\t${MANIFEST}`,
      `A\t${RECORDING}`,
    ]);
    expect(git(remote, "show", `${REQUEST}:body.md`)).toContain("**Agents could now read a meeting.**");
    expect(JSON.parse(git(remote, "show", `${REQUEST}:request.json`))).toMatchObject({
      branch: BRANCH,
      base: "main",
    });
    const trailers = git(remote, "log", "-1", "--format=%(trailers:only)", BRANCH);
    expect(trailers).toMatch(/^Draft-Digest: [0-9a-f]{64}\nBase-Commit: [0-9a-f]{40}\nRequested-By: planner/);

    const requested = snapshot();
    const again = await callJson<RequestsOutput>(["request-publish", DRAFT, "--as", "planner"], at);
    expect(again.output.requests).toMatchObject([
      { outcome: "unchanged", commit: created.output.requests[0]?.commit },
    ]);
    expect(snapshot()).toBe(requested);

    const waiting = await callJson<StatusOutput>(["status"], at);
    expect(waiting.output.entries).toMatchObject([
      { slug: "get-meeting", state: "requested" },
      { slug: "list-past-participants", state: "tested" },
    ]);
    const inspected = await callJson<PortOutput>(["inspect", "zoom-api"], at);
    expect(inspected.output.requests).toMatchObject([{ slug: "get-meeting", branch: BRANCH, stale: false }]);

    git(reviewer, "fetch", "--quiet");
    git(reviewer, "merge", "--quiet", "--ff-only", `origin/${BRANCH}`);
    git(reviewer, "push", "--quiet");

    const published = await callJson<StatusOutput>(["status"], at);
    expect(published.output.entries[0]).toMatchObject({ slug: "get-meeting", state: "published" });
    const live = await callJson<PortOutput>(["inspect", "zoom-api"], at);
    expect(live.output.version).toBe("1.1.0");
    expect(live.output.differs).toBe(true);
    expect(live.output.actions.map(({ slug }) => slug)).toContain("get-meeting");

    const merged = snapshot();
    const afterwards = await callJson<RequestsOutput>(["request-publish", DRAFT, "--as", "planner"], at);
    expect(afterwards.output.requests).toMatchObject([{ outcome: "unchanged" }]);
    expect(snapshot()).toBe(merged);
  });

  test("publishes an update and a retirement, with their bumps", async () => {
    const { agent, reviewer } = clones();
    const at = { cwd: agent };
    const publish = async (slug: string): Promise<void> => {
      const asked = await callJson<RequestsOutput>(["request-publish", `drafts/zoom-api/${slug}.json`], at);
      expect(asked.output.requests).toMatchObject([{ outcome: "created", error: null }]);
      git(reviewer, "fetch", "--quiet");
      git(reviewer, "merge", "--quiet", "--ff-only", `origin/publish/zoom-api/${slug}`);
      git(reviewer, "push", "--quiet");
    };

    const why = ["--rationale", "Agents only need these two fields."];
    const narrower = await callJson<ProposeOutput>(
      ["propose", "zoom-api", "get-me", "--field", "id", "--field", "timezone", ...why],
      at,
    );
    expect(narrower.output).toMatchObject({ written: true, drafts: [{ verdict: "automatic" }] });
    await publish("get-me");

    const retired = await callJson<ProposeOutput>(
      ["propose", "zoom-api", "create-meeting", "--change", "retire", ...why],
      at,
    );
    expect(retired.output).toMatchObject({ written: true, drafts: [{ verdict: "approval" }] });
    await publish("create-meeting");

    const manifest = readJson<{ version: string; actions: { slug: string }[] }>(reviewer, MANIFEST);
    expect(manifest.version).toBe("3.0.0");
    expect(manifest.actions.map(({ slug }) => slug)).toEqual(["get-me", "list-meetings"]);
    expect(git(reviewer, "ls-files", "catalog/integrations/zoom/zoom-api.recordings")).not.toContain(
      "create-meeting",
    );
  });

  test("updates the one request when the draft changes, and removes a draft that the base has", async () => {
    const { remote, agent, reviewer } = clones();
    const at = { cwd: agent };
    write(reviewer, DRAFT, read(agent, DRAFT));
    git(reviewer, "add", "--all");
    git(reviewer, "commit", "--quiet", "--message=Keep the draft");
    git(reviewer, "push", "--quiet");

    await callJson(["request-publish", DRAFT], at);
    const draft = readJson<{ action: { label: string } }>(agent, DRAFT);
    draft.action.label = "Look at a meeting";
    write(agent, DRAFT, draft);

    const updated = await callJson<RequestsOutput>(["request-publish", DRAFT], at);
    expect(updated.output.requests).toMatchObject([{ outcome: "updated" }]);
    expect(git(remote, "rev-list", "--count", `main..${BRANCH}`)).toBe("1");
    expect(git(remote, "diff", "--name-status", "main", BRANCH)).toContain(`D\t${DRAFT}`);
    expect(git(remote, "show", `${REQUEST}:body.md`)).toContain("Look at a meeting");
  });

  test("stays where it was while other work lands, and moves when the port did", async () => {
    const { agent, reviewer } = clones();
    const at = { cwd: agent };
    const created = await callJson<RequestsOutput>(["request-publish", DRAFT], at);

    write(reviewer, "NOTES", "Unrelated.\n");
    git(reviewer, "add", "--all");
    git(reviewer, "commit", "--quiet", "--message=Unrelated");
    git(reviewer, "push", "--quiet");
    const same = await callJson<RequestsOutput>(["request-publish", DRAFT], at);
    expect(same.output.requests).toMatchObject([
      { outcome: "unchanged", commit: created.output.requests[0]?.commit },
    ]);

    await callJson(["request-publish", "drafts/zoom-api/list-past-participants.json"], at);
    git(reviewer, "fetch", "--quiet");
    git(
      reviewer,
      "merge",
      "--quiet",
      "--no-ff",
      "--no-edit",
      "origin/publish/zoom-api/list-past-participants",
    );
    git(reviewer, "push", "--quiet");
    const status = await callJson<StatusOutput>(["status"], at);
    expect(status.output.entries).toMatchObject([
      { slug: "get-meeting", state: "stale" },
      { slug: "list-past-participants", state: "published" },
    ]);
    const moved = await callJson<RequestsOutput>(["request-publish", DRAFT], at);
    expect(moved.output.requests).toMatchObject([
      { outcome: "updated", version: { from: "1.1.0", to: "1.2.0" } },
    ]);
  });
});
