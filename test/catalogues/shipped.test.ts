import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openCatalogue } from "../../src/catalog/load.ts";
import { policySchema } from "../../src/catalog/policy.ts";
import { openFiles } from "../../src/io/files.ts";
import { canonicalJson } from "../../src/json/canonical.ts";
import type { CheckOutput } from "../../src/output/check.ts";
import type { TestOutput } from "../../src/output/test.ts";
import { exchangesOf, harSchema } from "../../src/recordings/har/har.ts";
import { writeHar } from "../../src/recordings/har/write-har.ts";
import { callJson } from "../support/program.ts";
import { PROJECT, read, readJson, temporaryFolder } from "../support/repository.ts";

/** The actions with which each port starts, as Harbor's reference pages have them; writes ask a person. */
const STARTERS: Readonly<Record<string, readonly string[]>> = {
  github: [
    "POST /repos/{owner}/{repo}/pulls",
    "POST /user/repos",
    "GET /repos/{owner}/{repo}/contents/{path}",
    "GET /repos/{owner}/{repo}/issues/{issue_number}",
    "GET /user",
    "GET /repos/{owner}/{repo}",
    "GET /repos/{owner}/{repo}/branches",
    "GET /repos/{owner}/{repo}/commits",
    "GET /issues",
    "GET /user/repos",
    "GET /notifications",
    "GET /repos/{owner}/{repo}/pulls",
    "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge",
  ],
  gmail: [
    "GET /gmail/v1/users/me/profile",
    "GET /gmail/v1/users/me/drafts",
    "GET /gmail/v1/users/me/settings/filters",
    "GET /gmail/v1/users/me/settings/forwardingAddresses",
    "GET /gmail/v1/users/me/labels",
    "GET /gmail/v1/users/me/messages",
    "GET /gmail/v1/users/me/settings/sendAs",
    "GET /gmail/v1/users/me/threads",
    "POST /gmail/v1/users/me/drafts/send",
  ],
  "google-calendar": [
    "POST /calendar/v3/calendars",
    "POST /calendar/v3/calendars/primary/events",
    "GET /calendar/v3/colors",
    "GET /calendar/v3/calendars/primary",
    "GET /calendar/v3/users/me/calendarList",
    "GET /calendar/v3/users/me/settings",
    "POST /calendar/v3/freeBusy",
  ],
  slack: ["GET /conversations.list", "GET /users.list", "POST /chat.postMessage"],
  "zoom-api": ["POST /users/me/meetings", "GET /users/me", "GET /users/me/meetings"],
};

const SHIPPED = openCatalogue(openFiles(PROJECT, PROJECT).tree);
const PORTS = await Promise.all((await SHIPPED.ports()).map((slug) => SHIPPED.get(slug)));

/** A folder with this repository's catalogue alone. */
function catalogue(): string {
  const folder = temporaryFolder();
  cpSync(join(PROJECT, "catalog"), join(folder, "catalog"), { recursive: true });
  return folder;
}

test("there are five ports, each with its starter actions", async () => {
  const live = PORTS.map(({ slug, manifest }) => [
    slug,
    manifest.actions.map(({ method, path }) => `${method} ${path}`),
  ]);
  expect(Object.fromEntries(live)).toEqual(STARTERS);
});

test("check finds nothing to say about any of them", async () => {
  const { exit, output } = await callJson<CheckOutput>(["check", "--all"], { cwd: catalogue() });
  expect(
    output.catalog?.flatMap(({ file, findings }) => findings.map(({ message }) => `${file}: ${message}`)),
  ).toEqual([]);
  // Manifest and policy of each, and the description of Zoom's API.
  expect([exit, output.catalog?.length]).toEqual([0, 2 * PORTS.length + 1]);
});

test("every live action passes its test, each answer documented", async () => {
  const { exit, output } = await callJson<TestOutput>(["test", "--all"], { cwd: catalogue() });
  expect(output.live.filter(({ passed, evidence }) => !passed || evidence !== "documented")).toEqual([]);
  expect([exit, output.live.length]).toEqual([0, Object.values(STARTERS).flat().length]);
});

test.each(PORTS.map((port) => [port.slug, port] as const))(
  "the recordings of %s stand as the tool writes them, each answer with what an agent gets and its source",
  (_, { manifest, policy, files: { recording } }) => {
    for (const { slug, examples } of manifest.actions) {
      const har = harSchema.parse(readJson(PROJECT, recording(slug)));
      const exchanges = exchangesOf(har);
      const origin = har.log._harborDrafts;
      expect(read(PROJECT, recording(slug))).toBe(writeHar(exchanges, origin));
      expect([slug, exchanges.length]).toEqual([slug, examples.length]);
      expect(examples.filter(({ expect: wanted }) => wanted?.output === undefined)).toEqual([]);
      expect(policy.documentationHosts).toContain(new URL(origin?.source ?? "").hostname);
    }
  },
);

test.each(PORTS.map((port) => [port.slug, port] as const))(
  "the policy of %s says of each route why it isn't automatic, and of each admitted one what it takes",
  (_, { policy, files }) => {
    expect(read(PROJECT, files.policy)).toBe(canonicalJson(policySchema, policy));
    const names = policy.routes.map(({ method, path }) => `${path} ${method}`);
    expect(names).toEqual([...new Set(names)].sort());
    for (const { method, path, tier, reason, scopes, query, body } of policy.routes) {
      const name = `${method} ${path}`;
      expect([name, reason !== undefined]).toEqual([name, tier !== "automatic"]);
      if (tier !== "refused") {
        expect([name, scopes !== undefined, query !== undefined, body !== undefined]).toEqual([
          name,
          true,
          true,
          method !== "GET",
        ]);
      }
    }
  },
);
