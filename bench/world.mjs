// Catalogue repositories as a user has them: a clone with a remote, whose main branch holds the policy.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder, git, project, tool } from "./harness.mjs";

/**
 * The catalogue that ships with the tool, all of its drafts and recordings, and an open request for some.
 *
 * @returns the clone's folder
 */
export function ownClone(name) {
  const clone = newClone(name, (work) => {
    copy("catalog", work);
    copy("drafts", work);
  });
  tool(["request-publish", "drafts/zoom-api/update-meeting.json"], { cwd: clone });
  return clone;
}

/**
 * One port with many drafts, all committed.
 *
 * @param examples how many each draft has, and exchanges its recording
 * @param hasRecordings whether there is a recording beside each draft
 */
export function largeClone(name, count, { examples = 2, hasRecordings = true } = {}) {
  return newClone(name, (work) => {
    copy("catalog/integrations/zoom", work);
    writeDrafts(work, count, { examples, hasRecordings });
  });
}

function copy(part, work) {
  cpSync(join(project, part), join(work, part), { recursive: true });
}

function newClone(name, fill) {
  const [remote, clone] = [join(folder, `${name}.git`), join(folder, name)];
  git(folder, "init", "--quiet", "--bare", "--initial-branch=main", remote);
  git(folder, "init", "--quiet", "--initial-branch=main", clone);
  git(clone, "remote", "add", "origin", remote);
  writeFileSync(join(clone, "harbor.config.json"), '{ "forge": "git-only" }\n');
  fill(clone);
  git(clone, "add", "--all");
  git(clone, "commit", "--quiet", "--message=Start");
  git(clone, "push", "--quiet", "--set-upstream", "origin", "main");
  git(clone, "remote", "set-head", "origin", "main");
  // A folder counts as a remote only where its user says so.
  git(clone, "config", "--global", "--add", "harbor-drafts.localRemote", remote);
  return clone;
}

const WORDS = [
  "planning",
  "weekly",
  "review",
  "harbor",
  "quiet",
  "northern",
  "early",
  "open",
  "second",
  "plain",
];
/** What a shelf may hold, each with a value. */
const FIELDS = {
  topic: "Harbor planning sync",
  duration: 45,
  timezone: "UTC",
  status: "waiting",
  start_time: "2026-04-02T16:00:00Z",
  agenda: "Review what moved",
  type: 2,
  created_at: "2026-03-30T10:00:00Z",
};

/** Drafts that differ in their texts and shapes, as such that people wrote do. @returns their files */
export function writeDrafts(work, count, { examples = 2, hasRecordings = true } = {}) {
  mkdirSync(join(work, "drafts/zoom-api"), { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const draft = draftOf(index, examples);
    const file = `drafts/zoom-api/${draft.action.slug}`;
    writeFileSync(join(work, `${file}.json`), `${JSON.stringify(draft, null, 2)}\n`);
    if (hasRecordings) {
      writeFileSync(join(work, `${file}.har`), `${JSON.stringify(recordingOf(draft), null, 2)}\n`);
    }
    return `${file}.json`;
  });
}

function draftOf(index, examples) {
  const word = (at) => WORDS[Math.floor(index / WORDS.length ** at) % WORDS.length];
  const name = `${word(0)} ${word(1)} shelf`;
  const fields = Object.keys(FIELDS).filter((_, at) => at === 0 || (index + at) % 3 > 0);
  const slug = `get-shelf-${index + 1}`;
  return {
    draft: 1,
    port: "zoom-api",
    change: "add",
    action: {
      slug,
      label: `Read the ${name}`,
      description: `What stands on the ${name} number ${index + 1} of the signed-in user, by page.`,
      method: "GET",
      path: `/users/me/${slug}`,
      approvalMode: "require_approval",
      requestBodyMode: "none",
      resultMode: "json_summary",
      input: {
        query: {
          type: "object",
          properties: {
            page_size: { type: "integer", minimum: 1, maximum: 30 },
            page: { type: "integer", minimum: 1, maximum: 100_000 },
            status: { type: "string", enum: ["waiting", "started", word(2)] },
            from: { type: "string", format: "date" },
          },
          required: ["page_size"],
          additionalProperties: false,
        },
      },
      result: { fields: fields.map((field) => `shelves[].${field}`) },
      scopes: ["user:read:user"],
      examples: Array.from({ length: examples }, (_, at) => ({
        name: `page-${at + 1}`,
        input: { query: { page_size: 30, page: at + 1, status: "waiting", from: "2026-04-01" } },
        expect: { status: 200 },
      })),
    },
    rationale: `An agent that plans around the ${name} needs what stands on it now, page by page. Links and people stay out of the result.`,
    references: [`https://developers.zoom.us/docs/api/shelves/#${slug}`],
  };
}

/** As `record` writes one. */
function recordingOf({ action }) {
  const entries = action.examples.map(({ input }) => {
    const query = Object.entries(input.query).map(([name, value]) => ({ name, value: String(value) }));
    const url = `https://api.zoom.us/v2${action.path}?${new URLSearchParams(query.map(({ name, value }) => [name, value]))}`;
    const names = action.result.fields.map((field) => field.replace("shelves[].", ""));
    const shelves = [0, 1, 2].map(() => Object.fromEntries(names.map((name) => [name, FIELDS[name]])));
    const text = JSON.stringify({ shelves });
    return {
      startedDateTime: "2026-11-22T00:00:00.000Z",
      time: 0,
      request: {
        method: "GET",
        url,
        httpVersion: "HTTP/1.1",
        cookies: [],
        headers: [{ name: "accept", value: "application/json" }],
        queryString: query,
        headersSize: -1,
        bodySize: 0,
      },
      response: {
        status: 200,
        statusText: "OK",
        httpVersion: "HTTP/1.1",
        cookies: [],
        headers: [{ name: "content-type", value: "application/json" }],
        content: { size: text.length, mimeType: "application/json", text },
        redirectURL: "",
        headersSize: -1,
        bodySize: text.length,
      },
      cache: {},
      timings: { send: 0, wait: 0, receive: 0 },
    };
  });
  const creator = { name: "harbor-drafts", version: "0.1.0" };
  const _harborDrafts = {
    provenance: "documented",
    recordedAt: "2026-11-22T00:00:00.000Z",
    source: "https://developers.zoom.us/docs/api/shelves/",
    kept: [],
    tool: "harbor-drafts/0.1.0",
  };
  return { log: { version: "1.2", creator, entries, _harborDrafts } };
}
