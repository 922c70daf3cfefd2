import { REMOTE } from "../base.ts";
import type { Context, Remote } from "../context.ts";
import { describeError, exitStatusOf, HarborError } from "../errors.ts";
import type { RequestOutput, RequestsOutput } from "../output/requests.ts";
import { executePlan } from "../publish/execute.ts";
import { type Prepared, prepareRequest } from "../publish/prepare.ts";
import { requestBranch } from "../publish/requests.ts";
import type { Report } from "./report.ts";

export { prettyRequests as pretty } from "../reporters/pretty/requests.ts";

export interface RequestArguments {
  files: readonly string[];
  as?: string | undefined;
  dryRun: boolean;
}

/** Asks for the publication of drafts, each on its own: one that fails doesn't keep the others. */
export async function run(
  context: Context,
  { files, as, dryRun }: RequestArguments,
): Promise<Report<RequestsOutput>> {
  const requestedBy = as === undefined ? undefined : checkName(as);
  const remote = await context.remote();
  const requests: RequestOutput[] = [];
  let exit = 0;
  for (const file of new Set(files.map(context.files.fromUser))) {
    try {
      requests.push(await request(context, remote, file, requestedBy, dryRun));
    } catch (error) {
      exit = Math.max(exit, exitStatusOf(error));
      requests.push({ ...blank(file), outcome: "failed", error: describeError(error) });
    }
  }
  return { output: { requests }, exit: exit as 0 | 1 | 2 | 3 | 70 };
}

async function request(
  context: Context,
  remote: Remote,
  file: string,
  requestedBy: string | undefined,
  dryRun: boolean,
): Promise<RequestOutput> {
  context.log(`checking and testing ${file}`);
  const prepared = await prepareRequest(file, context, remote, requestedBy);
  if (prepared.kind === "published") {
    return published(file, prepared);
  }
  const { plan, existing } = prepared;
  const planned = {
    ...blank(file),
    slug: plan.draft.action.slug,
    branch: plan.branch,
    version: plan.version,
  };
  if (dryRun) {
    return { ...planned, outcome: "planned", plan: shown(prepared, remote) };
  }
  context.log(`requesting ${plan.branch} on ${remote.forge.kind}`);
  const { git, forge } = remote;
  const done = await executePlan(plan, existing, { git, forge, clock: context.clock, remote: REMOTE });
  return { ...planned, ...done };
}

/** What the draft asks for is live, whatever way it got there. */
function published(file: string, { draft, port }: Extract<Prepared, { kind: "published" }>): RequestOutput {
  const { version } = port.manifest;
  const { slug } = draft.action;
  return {
    ...blank(file),
    slug,
    outcome: "unchanged",
    branch: requestBranch(port.slug, slug),
    version: { from: version, to: version },
  };
}

function shown(
  { plan }: Extract<Prepared, { kind: "planned" }>,
  { forge, base }: Remote,
): RequestOutput["plan"] {
  return {
    forge: forge.kind,
    base: base.branch,
    title: plan.title,
    files: plan.files.map(({ path, text }) => ({ path, change: text === null ? "remove" : "write" })),
    message: plan.message,
    body: plan.body,
  };
}

function blank(file: string): RequestOutput {
  return {
    file,
    slug: null,
    outcome: "failed",
    branch: null,
    commit: null,
    number: null,
    url: null,
    version: null,
    error: null,
    plan: null,
  };
}

/** A name that fits a trailer and lies about nothing. */
function checkName(name: string): string {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,63}$/u.test(name)) {
    throw new HarborError(
      "USAGE",
      "--as takes a name of up to 64 letters, digits, spaces and . _ @ + -",
      "write for example --as planner-agent",
    );
  }
  return name;
}
