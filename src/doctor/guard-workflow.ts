import { CORE_SCHEMA, load } from "js-yaml";
import SHIPPED_TEXT from "../../docs/github/guard.yml?raw";
import type { Tree } from "../catalog/tree.ts";
import { isRecord } from "../json/record.ts";
import { memoize } from "../lazily.ts";
import { BYTES } from "../limits.ts";
import type { Probe } from "../workspace/probe.ts";
import { answered, type Check, failed, listOf, ok, warning } from "./check.ts";
import { onGitHub } from "./forge-checks.ts";

/** What the check of the shipped workflow is called. */
export const CHECK_NAME = "verify";

const FOLDER = ".github/workflows";
const MOST_SHOWN = 3;

/** What a workflow may say otherwise than the shipped one, by its place; docs/guard.md lists it. */
const FREE: readonly {
  at: RegExp;
  admits: (value: unknown, shipped: unknown, branch: string) => boolean;
}[] = [
  {
    at: /^on\.(?:pull_request_target|push)\.branches$/,
    // By name: a pattern may mean the branch or not.
    admits: (value, _shipped, branch) =>
      Array.isArray(value) && value.includes(branch) && value.every((name) => !/^!/.test(String(name))),
  },
  {
    at: /^name$|\.runs-on$|\.timeout-minutes$|\.with\.node-version$/,
    admits: (value, shipped) => shipped !== undefined && isPlain(value),
  },
  {
    at: /\.uses$/,
    admits: (value, shipped) =>
      /@[0-9a-f]{40}$/.test(String(value)) && withoutCommit(value) === withoutCommit(shipped),
  },
  { at: /\.run$/, admits: (value, shipped) => withoutPin(value) === withoutPin(shipped) },
  { at: /^jobs\.auto-merge$/, admits: (value) => value === undefined },
];

function isPlain(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && !value.includes("${{"));
}

function withoutCommit(action: unknown): string {
  return String(action).replace(/@.*$/, "");
}

/** A script with the tool's pin as the shipped one has it: by the lock file, by a version, or built here. */
function withoutPin(script: unknown): unknown {
  return typeof script === "string"
    ? script
        .replace(/^npm ci$/, "npm ci --ignore-scripts")
        .replace(
          /^(?:npx --yes harbor-drafts@\d+\.\d+\.\d+|node dist\/cli\.js)(?= "\$\{words\[@\]\}" )/gm,
          "npx --no-install harbor-drafts",
        )
    : script;
}

/**
 * The places in which a workflow says something else than the shipped one, each in a sentence.
 * @param branch the base branch, for which it must run
 */
export function differencesFrom(shipped: unknown, value: unknown, branch: string, at = ""): string[] {
  if (FREE.some((free) => free.at.test(at) && free.admits(value, shipped, branch))) {
    return [];
  }
  const [ours, theirs] = [membersOf(shipped), membersOf(value)];
  if (ours !== undefined && theirs !== undefined && Array.isArray(shipped) === Array.isArray(value)) {
    return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((name) =>
      differencesFrom(ours.get(name), theirs.get(name), branch, at === "" ? name : `${at}.${name}`),
    );
  }
  return shipped === value ? [] : [describeDifference(at, shipped, value)];
}

function membersOf(value: unknown): Map<string, unknown> | undefined {
  return Array.isArray(value) || isRecord(value) ? new Map(Object.entries(value)) : undefined;
}

function describeDifference(at: string, shipped: unknown, value: unknown): string {
  if (value === undefined) {
    return `${at} is missing`;
  }
  if (typeof value !== "string" || typeof shipped !== "string") {
    return `${at} says ${show(value)} instead of ${show(shipped)}`;
  }
  const [theirs, ours] = [value.split("\n"), shipped.split("\n")];
  const line = ours.concat("").findIndex((text, index) => text !== theirs[index]);
  const where = ours.length === 1 ? at : `${at}, line ${line + 1},`;
  return `${where} says ${show(theirs[line])} instead of ${show(ours[line])}`;
}

function show(value: unknown): string {
  const text = (JSON.stringify(value) ?? "nothing").trim();
  return text.length <= 100 ? text : `${text.slice(0, 100)} …`;
}

/** A workflow of the base with a job of the guard's name, and what it says otherwise than the shipped one. */
export interface Guard {
  path: string;
  differences: readonly string[];
}

/** The base branch's workflows with a job that is called as the guard's: the guard is the first one. */
export async function findGuards(probe: Probe): Promise<Guard[]> {
  return readGuards(await probe.base());
}

/** Several checks ask for the same base's. */
const readGuards = memoize(async ({ tree, branch }: { tree: Tree; branch: string }): Promise<Guard[]> => {
  const shipped = parseYaml(SHIPPED_TEXT);
  const guards: Guard[] = [];
  for (const path of await tree.list(FOLDER)) {
    const bytes = /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) ? await tree.read(path) : undefined;
    const workflow =
      bytes === undefined || bytes.byteLength > BYTES.workflow
        ? undefined
        : parseYaml(new TextDecoder().decode(bytes));
    if (isRecord(workflow) && isRecord(workflow["jobs"])) {
      const jobs = Object.entries(workflow["jobs"]);
      if (jobs.some(([id, job]) => (isRecord(job) && job["name"] ? job["name"] : id) === CHECK_NAME)) {
        guards.push({ path, differences: differencesFrom(shipped, workflow, branch) });
      }
    }
  }
  return guards.sort((a, b) => a.differences.length - b.differences.length);
});

/** Undefined for what can't be read, also for aliases that would unfold without end. */
function parseYaml(text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA, maxAliases: 100, maxDepth: 100 });
  } catch {
    return undefined;
  }
}

/**
 * The workflow file that a ruleset requires as the guard, if one does: this repository's own, as the base
 * branch has it, or one that can't be read from here, by the guard's path or where there is no guard here.
 */
export async function findRequiredWorkflow(
  probe: Probe,
): Promise<{ source: string; path: string; isGuard: boolean; place: string } | undefined> {
  const { workflows } = await probe.guard();
  if (workflows.length === 0) {
    return undefined;
  }
  const [[guard], { branch }, { id, defaultBranch }] = await Promise.all([
    findGuards(probe),
    probe.base(),
    probe.repository(),
  ]);
  const found = workflows.flatMap(({ source, path, repository, ref }) => {
    const at = ref ?? defaultBranch;
    const isGuard = repository === id && at === branch;
    const mayBe = guard === undefined ? !isGuard : path === guard.path;
    const place = repository === id ? `of ${at}` : `of another repository (number ${repository})`;
    return mayBe ? [{ source, path, isGuard, place }] : [];
  });
  return found.find(({ isGuard }) => isGuard) ?? found[0];
}

export const WORKFLOW_CHECK: Check = {
  id: "guard/workflow",
  look: onGitHub(async (probe) => {
    const { ref, branch } = await probe.base();
    const [guard, ...twins] = await findGuards(probe);
    if (guard === undefined) {
      const required = await answered(findRequiredWorkflow(probe));
      const none = `no workflow on ${ref} has the guard's job ${CHECK_NAME}`;
      return required === undefined
        ? failed(none, "add the workflow that harbor-drafts ships (docs/guard.md there)")
        : warning(
            `${none}; ${required.source} requires ${required.path} ${required.place}, which can't be read from here`,
            "see there that it is the workflow that harbor-drafts ships",
          );
    }
    const { path, differences } = guard;
    if (differences.length > 0) {
      const shown = differences.slice(0, MOST_SHOWN).join("; ");
      const more =
        differences.length > MOST_SHOWN ? ` (and ${differences.length - MOST_SHOWN} more differences)` : "";
      return failed(
        `${path} isn't the workflow that harbor-drafts ships: ${shown}${more}`,
        "take docs/github/guard.yml of the harbor-drafts package; docs/guard.md there tells what may differ",
      );
    }
    if (twins.length > 0) {
      const others = listOf(twins.map((twin) => twin.path));
      return warning(
        `${path} runs verify, but ${others} has a job of the same name, whose check counts as well`,
        "give that job another name",
      );
    }
    // https://github.blog/changelog/2025-11-07-actions-pull_request_target-and-environment-branch-protections-changes/
    const defaultBranch = (await answered(probe.repository()))?.defaultBranch ?? branch;
    return defaultBranch === branch
      ? ok(`${path} runs verify on requests, with what ${ref} has`)
      : warning(
          `${path} runs verify, but GitHub takes it from ${defaultBranch}, its default branch, and requests go into ${branch}`,
          "compare the two, or make requests go into the default branch",
        );
  }),
};
