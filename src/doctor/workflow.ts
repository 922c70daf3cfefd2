import { parseDocument } from "yaml";
import type { Tree } from "../catalog/tree.ts";
import { memoize } from "../lazily.ts";
import { BYTES } from "../limits.ts";

const FOLDER = ".github/workflows";

/** A workflow of GitHub Actions, as far as it matters here. Hostile text, as all that a branch holds. */
export interface Workflow {
  path: string;
  /** What each event that starts it is narrowed to, by the event's name. */
  events: ReadonlyMap<string, Record<string, unknown>>;
  jobs: readonly Job[];
}

export interface Job {
  /** What its check is called; undefined where only a run tells. */
  check: string | undefined;
  /** Whether it may be skipped, which counts as passed. */
  isConditional: boolean;
  /** Whether the job passes though a step of it fails. */
  ignoresFailure: boolean;
  /** What its token may do, by name; undefined where nothing says so. */
  permissions: ReadonlyMap<string, string> | undefined;
  /** What its steps run, each as the file has it. */
  scripts: readonly { text: string; isConditional: boolean }[];
  /** What it checks out, each as the file has it. */
  checkouts: readonly string[];
}

export interface Workflows {
  workflows: readonly Workflow[];
  /** Paths of those that can't be read. */
  unreadable: readonly string[];
}

/**
 * A commit never changes, and several checks ask for the same one's.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export const readWorkflows = memoize(async (tree: Tree): Promise<Workflows> => {
  const workflows: Workflow[] = [];
  const unreadable: string[] = [];
  const paths = (await tree.list(FOLDER)).filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  for (const path of paths) {
    const workflow = parseWorkflow(path, (await tree.read(path)) ?? new Uint8Array());
    if (workflow === undefined) {
      unreadable.push(path);
    } else {
      workflows.push(workflow);
    }
  }
  return { workflows, unreadable };
});

/** Undefined for what is no workflow. */
export function parseWorkflow(path: string, bytes: Uint8Array): Workflow | undefined {
  const top = bytes.byteLength > BYTES.workflow ? undefined : parseYaml(new TextDecoder().decode(bytes));
  if (!isRecord(top) || !isRecord(top["jobs"])) {
    return undefined;
  }
  const { on, permissions, jobs } = top;
  return {
    path,
    events: readEvents(on),
    jobs: Object.entries(jobs).flatMap(([id, job]) => (isRecord(job) ? [readJob(id, job, permissions)] : [])),
  };
}

function parseYaml(text: string): unknown {
  try {
    const document = parseDocument(text, { logLevel: "silent", prettyErrors: false });
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
  } catch {
    // Aliases that would unfold without end.
    return undefined;
  }
}

/** `on: push`, `on: [push, pull_request]`, or a map with what each is narrowed to. */
function readEvents(on: unknown): Map<string, Record<string, unknown>> {
  if (typeof on === "string") {
    return new Map([[on, {}]]);
  }
  if (Array.isArray(on)) {
    return new Map(on.flatMap((name) => (typeof name === "string" ? [[name, {}] as const] : [])));
  }
  return new Map(
    isRecord(on) ? Object.entries(on).map(([name, value]) => [name, isRecord(value) ? value : {}]) : [],
  );
}

function readJob(id: string, job: Record<string, unknown>, ofWorkflow: unknown): Job {
  const steps = (Array.isArray(job["steps"]) ? job["steps"] : []).filter(isRecord);
  const name = typeof job["name"] === "string" ? job["name"] : id;
  // Each combination of a matrix is a check of its own, and so are a called workflow's jobs.
  const isPlain = !name.includes("${{") && job["strategy"] === undefined && job["uses"] === undefined;
  return {
    check: isPlain ? name : undefined,
    isConditional: job["if"] !== undefined || job["needs"] !== undefined,
    ignoresFailure: [job, ...steps].some(
      (part) => ![undefined, false].includes(part["continue-on-error"] as never),
    ),
    permissions: readPermissions(job["permissions"] ?? ofWorkflow),
    scripts: steps.flatMap(({ run, if: condition }) =>
      typeof run === "string" ? [{ text: run, isConditional: condition !== undefined }] : [],
    ),
    checkouts: steps.flatMap(({ uses, with: inputs }) =>
      typeof uses === "string" && /^actions\/checkout@/i.test(uses) && isRecord(inputs)
        ? [inputs["ref"], inputs["repository"]].filter((value) => typeof value === "string")
        : [],
    ),
  };
}

function readPermissions(value: unknown): Map<string, string> | undefined {
  if (typeof value === "string") {
    return new Map([["all", value.replace(/-all$/, "")]]);
  }
  return isRecord(value)
    ? new Map(Object.entries(value).map(([name, may]) => [name, String(may)]))
    : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
