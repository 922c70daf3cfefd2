// A publish request against the same commit and push by plain git, and status, refresh and verify as
// requests grow in number. Ratios of medians: absolute times say more of the machine than of the tool.
// Run: npm run bench
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const cli = join(project, "dist/cli.js");
const RUNS = 5;
const MANY = 40;

const folder = mkdtempSync(join(tmpdir(), "harbor-drafts-bench-"));
const [remote, agent] = ["remote.git", "agent"].map((name) => join(folder, name));
const env = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "Bench",
  GIT_AUTHOR_EMAIL: "bench@example.com",
  GIT_COMMITTER_NAME: "Bench",
  GIT_COMMITTER_EMAIL: "bench@example.com",
};
try {
  git(folder, "init", "--quiet", "--bare", "--initial-branch=main", remote);
  git(folder, "clone", "--quiet", remote, agent);
  cpSync(join(project, "catalog"), join(agent, "catalog"), { recursive: true });
  writeFileSync(join(agent, "harbor.config.json"), '{ "forge": "git-only" }\n');
  git(agent, "add", "--all");
  git(agent, "commit", "--quiet", "--message=Start");
  git(agent, "push", "--quiet", "origin", "HEAD:main");
  const slugs = Array.from({ length: MANY }, (_, index) => `get-shelf-${index + 1}`);
  slugs.forEach(writeDraft);
  const files = slugs.map((slug) => `drafts/zoom-api/${slug}.json`);

  const ways = alternate(
    (run) => tool("request-publish", files[0], "--take-over", "--as", `bench-${run}`),
    (run) => {
      git(agent, "checkout", "--quiet", "-b", `plain-${run}`);
      cpSync(join(agent, files[0]), join(agent, "plain.json"));
      git(agent, "add", "plain.json");
      git(agent, "commit", "--quiet", "--message=Plain");
      git(agent, "push", "--quiet", "origin", `plain-${run}`);
      git(agent, "checkout", "--quiet", "-");
    },
  );
  report("request-publish / checkout, add, commit, push", ways);

  tool("status");
  const one = times(() => tool("status"));
  tool("request-publish", ...files, "--take-over");
  const many = times(() => tool("status"));
  report(`status of ${MANY} requests / of one`, { ours: many, floor: one });

  const single = [];
  const all = [];
  for (let run = 0; run < RUNS; run++) {
    move(run);
    single.push(timed(() => tool("refresh", slugs[0])));
    all.push(timed(() => tool("refresh")));
  }
  report(`refresh of ${MANY} requests / of one`, { ours: all, floor: single });

  const verify = () =>
    tool("verify", "--base", "origin/main", "--head", `origin/publish/zoom-api/${slugs[0]}`);
  report(
    "verify / empty process",
    alternate(verify, () => node("-e", "0")),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The port's metadata changes on the base, so that every request is stale. */
function move(run) {
  git(agent, "fetch", "--quiet");
  git(agent, "checkout", "--quiet", "--detach", "origin/main");
  const path = join(agent, "catalog/integrations/zoom/zoom-api.json");
  execFileSync("sed", ["-i.bak", `s/"category": "[^"]*"/"category": "Moved ${run}"/`, path]);
  rmSync(`${path}.bak`);
  git(agent, "commit", "--quiet", "--all", `--message=Move ${run}`);
  git(agent, "push", "--quiet", "origin", "HEAD:main");
}

function writeDraft(slug) {
  const path = `/users/me/${slug}`;
  const action = {
    slug,
    label: `Read ${slug}`,
    description: "One of many small things to read, for the signed-in user.",
    method: "GET",
    path,
    approvalMode: "require_approval",
    requestBodyMode: "none",
    resultMode: "json_summary",
    input: {},
    result: { fields: ["topic"] },
    scopes: ["user:read:user"],
    examples: [{ name: "one", input: {}, expect: { status: 200 } }],
  };
  const draft = {
    draft: 1,
    port: "zoom-api",
    change: "add",
    action,
    rationale: "For the bench.",
    references: [],
  };
  const content = { mimeType: "application/json", text: '{"topic":"x"}' };
  const entry = {
    request: { method: "GET", url: `https://api.zoom.us/v2${path}` },
    response: { status: 200, content },
  };
  mkdirSync(join(agent, "drafts/zoom-api"), { recursive: true });
  writeFileSync(join(agent, `drafts/zoom-api/${slug}.json`), JSON.stringify(draft, null, 2));
  writeFileSync(
    join(agent, `drafts/zoom-api/${slug}.har`),
    JSON.stringify({ log: { version: "1.2", entries: [entry] } }),
  );
}

function tool(...words) {
  node(cli, ...words);
}

function node(...words) {
  execFileSync(process.execPath, words, { cwd: agent, env, stdio: "ignore" });
}

function git(cwd, ...words) {
  execFileSync("git", words, { cwd, env, stdio: "ignore" });
}

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function times(work) {
  return Array.from({ length: RUNS }, () => timed(work));
}

function alternate(ours, floor) {
  const pairs = Array.from({ length: RUNS }, (_, run) => [timed(() => ours(run)), timed(() => floor(run))]);
  return { ours: pairs.map(([a]) => a), floor: pairs.map(([, b]) => b) };
}

function report(name, { ours, floor }) {
  const ratio = median(ours.map((time, index) => time / floor[index]));
  const [a, b] = [median(ours), median(floor)];
  console.log(`${name.padEnd(48)} ${ratio.toFixed(2)}x   ${a.toFixed(0)} ms / ${b.toFixed(0)} ms`);
}

function median(values) {
  return [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)];
}
