import { describeError, exitStatusOf, HarborError } from "../errors.ts";
import type { RequestOutput, RequestsOutput } from "../output/requests.ts";
import { isRequester } from "../publish/commit-message.ts";
import { RequestConflict } from "../publish/conflict.ts";
import type { Plan } from "../publish/plan.ts";
import type { Flow } from "../publish/prepare.ts";
import type { Executed } from "../publish/push-request.ts";
import { watchChecks } from "../publish/watch-checks.ts";
import type { Remote } from "../workspace/context.ts";
import type { Report } from "./report.ts";

/** What a request's row says where nothing is known yet. */
export function blankRequest(file: string, slug: string | null = null): RequestOutput {
  return {
    file,
    slug,
    outcome: "failed",
    branch: null,
    commit: null,
    number: null,
    url: null,
    draft: false,
    version: null,
    warnings: [],
    error: null,
    conflict: null,
    plan: null,
  };
}

export function plannedRequest(
  file: string,
  plan: Plan,
  warnings: readonly string[],
  forge: Remote["forge"],
): RequestOutput {
  const { draft, branch, version, title, message, body, files, config } = plan;
  return {
    ...blankRequest(file, draft.action.slug),
    outcome: "planned",
    branch,
    version,
    warnings: [...warnings, ...forge.warnings],
    plan: {
      forge: forge.kind,
      base: plan.baseBranch,
      title,
      labels: config.labels ?? [],
      reviewers: config.reviewers ?? [],
      draft: config.draftRequests ?? false,
      files: files.map(({ path, text }) => ({ path, change: text === null ? "remove" : "write" })),
      message,
      body,
    },
  };
}

/** What a request's row says of what was done. */
export function doneRequest(
  blank: RequestOutput,
  { outcome, commit, request: { number, url, isDraft }, warnings }: Executed,
): RequestOutput {
  return { ...blank, outcome, commit, number, url, draft: isDraft, warnings };
}

/** Waits once for the first checks of all that was asked for, and adds to each request what there is to say. */
export async function reportChecks(
  { output, exit }: Report<RequestsOutput>,
  done: readonly Executed[],
  flow: Flow,
): Promise<Report<RequestsOutput>> {
  const unchecked = await watchChecks(done, flow);
  const requests = output.requests.map((request) => {
    const why = unchecked.get(request.commit ?? "");
    return why === undefined ? request : { ...request, warnings: [...request.warnings, why] };
  });
  return { output: { requests }, exit };
}

/** What is done for a request, or first of all for it: then that returns the rest, for when all have begun. */
export interface Work {
  /** What is reported where it fails. */
  blank: RequestOutput;
  work(): Promise<RequestOutput | Work>;
}

/**
 * Does one request after the other: one that fails keeps no other from going on. The exit status is the
 * highest of all.
 */
export async function reportRequests(items: readonly Work[]): Promise<Report<RequestsOutput>> {
  let exit = 0;
  const attempt = async ({ blank, work }: Work): Promise<RequestOutput | Work> => {
    try {
      return await work();
    } catch (error) {
      exit = Math.max(exit, exitStatusOf(error));
      const conflict = error instanceof RequestConflict ? [...error.rows] : null;
      return { ...blank, outcome: "failed", error: describeError(error), conflict };
    }
  };
  const begun: (RequestOutput | Work)[] = [];
  for (const item of items) {
    begun.push(await attempt(item));
  }
  const requests: RequestOutput[] = [];
  for (let row of begun) {
    while ("work" in row) {
      row = await attempt(row);
    }
    requests.push(row);
  }
  return { output: { requests }, exit: exit as 0 | 1 | 2 | 3 | 70 };
}

/**
 * Who asks, as a name that fits a trailer and lies about nothing.
 * @throws HarborError USAGE
 */
export function checkRequester(name: string | undefined): string | undefined {
  if (name !== undefined && !isRequester(name)) {
    throw new HarborError(
      "USAGE",
      "--as takes a name of up to 64 letters, digits, spaces and . _ @ + -",
      "write for example --as planner-agent",
    );
  }
  return name;
}
