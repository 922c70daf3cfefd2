import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RequestsOutput } from "../../src/output/requests.ts";
import type { StatusOutput } from "../../src/output/status.ts";
import type { VerifyOutput } from "../../src/output/verify.ts";
import { runJson } from "../support/cli.ts";
import { callJson } from "../support/program.ts";
import { clones, git, PROJECT, readJson, type ShippedPort } from "../support/repository.ts";

/** Of each port a route that its policy admits and no live action has. */
const DRAFTS: readonly (readonly [port: ShippedPort, slug: string, from: string])[] = [
  [["github", "github"], "list-issue-comments", "test/fixtures/ports/github"],
  [["google", "gmail"], "mark-message", "test/fixtures/ports/gmail"],
  [["google", "google-calendar"], "list-events", "test/fixtures/ports/google-calendar"],
  [["slack", "slack"], "list-replies", "test/fixtures/ports/slack"],
  [["zoom", "zoom-api"], "get-meeting", "drafts/zoom-api"],
];

test.each(DRAFTS)(
  "%j: the draft %s is asked for, verified, merged and published",
  async (port, slug, from) => {
    const [publisher, name] = port;
    const place = `catalog/integrations/${publisher}/${name}`;
    const { remote, agent, reviewer } = clones({ forge: "git-only" }, undefined, port);
    const at = { cwd: agent };
    for (const ending of ["json", "har"]) {
      cpSync(join(PROJECT, from, `${slug}.${ending}`), join(agent, "drafts", name, `${slug}.${ending}`));
    }

    const asked = await callJson<RequestsOutput>(["request-publish", `drafts/${name}/${slug}.json`], at);
    const [request] = asked.output.requests;
    expect([asked.exit, request]).toMatchObject([
      0,
      { outcome: "created", version: { to: "1.1.0" }, error: null },
    ]);
    const branch = `publish/${name}/${slug}`;
    expect(git(remote, "show", `refs/harbor-drafts/requests/${name}/${slug}:body.md`)).toContain(
      "**Agents could now ",
    );

    git(reviewer, "fetch", "--quiet");
    const words = ["verify", "--base", "origin/main", "--head", `origin/${branch}`] as const;
    const verified = await runJson<VerifyOutput>(words, { cwd: reviewer });
    expect(verified).toMatchObject({
      exit: 0,
      output: { kind: "publish-request", allowed: true, findings: [] },
    });
    git(reviewer, "merge", "--quiet", "--ff-only", `origin/${branch}`);
    git(reviewer, "push", "--quiet");
    expect(
      readJson<{ actions: { slug: string }[] }>(reviewer, `${place}.json`).actions.map((one) => one.slug),
    ).toContain(slug);
    expect(existsSync(join(reviewer, `${place}.recordings/${slug}.har`))).toBe(true);

    const { output } = await callJson<StatusOutput>(["status"], at);
    expect(output.entries.find((entry) => entry.slug === slug)).toMatchObject({
      port: name,
      state: "published",
    });
  },
);
