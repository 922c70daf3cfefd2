// A publish request against the same change by plain git, and what follows it as requests grow in number.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { byTurns, empty, folder, git, row, times, tool } from "./harness.mjs";
import { largeClone } from "./world.mjs";

const MANY = 40;
const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const file = (index) => `drafts/zoom-api/get-shelf-${index + 1}.json`;

export async function requests({ rounds }) {
  const cwd = largeClone("requests", MANY + 20);
  const ask = (names, options) => tool(["request-publish", ...names, ...options], { cwd });
  const gitProcesses = countGit((env) => tool(["request-publish", file(MANY)], { cwd, env }));
  const against = await byTurns(rounds, {
    ours: (round) => void ask([file(MANY + 1 + round)], []),
    plain: (round) => pushByHand(cwd, round),
  });
  const status = () => void tool(["status"], { cwd });
  const one = await byTurns(rounds, { status });
  ask(
    Array.from({ length: MANY }, (_, index) => file(index)),
    [],
  );
  const of = await byTurns(Math.min(rounds, 5), {
    status,
    move: (round) => moveBase(cwd, round),
    refreshOne: () => void tool(["refresh", "get-shelf-1"], { cwd }),
    refresh: () => void tool(["refresh"], { cwd }),
    verify: () =>
      void tool(["verify", "--base", "origin/main", "--head", "origin/publish/zoom-api/get-shelf-1"], {
        cwd,
      }),
    empty,
  });
  return [
    row("a request", `${gitProcesses} git processes, the transport's own included`, "", {
      goal: "≤ 10",
      isMet: gitProcesses <= 10,
    }),
    times("a request", "checkout, add, commit and push by hand", against.ours, against.plain),
    times(`\`status\` of ${MANY} more requests`, "of few", of.status, one.status),
    times(`\`refresh\` of all requests`, "of one", of.refresh, of.refreshOne),
    times("`verify` of a request", "an empty process", of.verify, of.empty),
  ];
}

/** How many git processes run while something is done: each writes a trace file of its own. */
function countGit(work) {
  const traces = join(folder, "traces");
  mkdirSync(traces);
  work({ GIT_TRACE2_EVENT: traces });
  return readdirSync(traces).length;
}

function pushByHand(cwd, round) {
  const branch = `by-hand-${round}`;
  git(cwd, "checkout", "--quiet", "-b", branch);
  cpSync(join(cwd, file(0)), join(cwd, "by-hand.json"));
  git(cwd, "add", "by-hand.json");
  git(cwd, "commit", "--quiet", "--message=By hand");
  git(cwd, "push", "--quiet", "origin", branch);
  git(cwd, "checkout", "--quiet", "-");
}

/** The port's metadata changes on the base, so that every request is stale. */
function moveBase(cwd, round) {
  const manifest = readFileSync(join(cwd, MANIFEST), "utf8");
  writeFileSync(join(cwd, MANIFEST), manifest.replace(/"category": "[^"]*"/, `"category": "Moved ${round}"`));
  git(cwd, "commit", "--quiet", "--all", `--message=Move ${round}`);
  git(cwd, "push", "--quiet", "origin", "HEAD:main");
}
