import { draftFile } from "../catalog/layout.ts";
import { HarborError } from "../errors.ts";
import type { RequestOutput, RequestsOutput } from "../output/requests.ts";
import {
  chooseRequests,
  type OpenRequest,
  pushRefolded,
  type Refolded,
  replan,
  stageRefresh,
} from "../publish/refresh.ts";
import { plural } from "../reporters/style.ts";
import { type Context, openContext, type Remote } from "../workspace/context.ts";
import type { Host } from "../workspace/host.ts";
import type { Report } from "./report.ts";
import {
  blankRequest,
  doneRequest,
  plannedRequest,
  reportChecks,
  reportRequests,
} from "./requests-report.ts";

export { prettyRequests as pretty } from "../reporters/pretty/requests.ts";

export interface RefreshArguments {
  slugs?: readonly string[] | undefined;
  dryRun: boolean;
}

/** Folds open requests anew onto the base as it is now, each on its own. Anybody who may push can. */
export async function run(
  host: Host,
  { slugs = [], dryRun }: RefreshArguments,
): Promise<Report<RequestsOutput>> {
  const context = await openContext(host);
  const remote = await context.remote();
  const { open, missing } = await chooseRequests(slugs, remote);
  const refolded: Refolded[] = [];
  const planning = await reportRequests([
    ...open.map((request) => ({
      blank: blankOf(request),
      work: () => refold(request, dryRun, { remote, context, refolded }),
    })),
    ...missing.map((name) => ({ blank: blankRequest("", name), work: () => Promise.reject(unknown(name)) })),
  ]);
  if (refolded.length === 0) {
    return planning;
  }
  context.log(`pushing ${plural(refolded.length, "request")}`);
  const results = await pushRefolded(refolded, remote, context);
  const settled = await reportRequests(
    refolded.map(({ request, staged }, index) => ({
      blank: { ...blankOf(request), version: staged.plan.version },
      work: async () => {
        const result = results[index];
        if (result?.status !== "fulfilled") {
          throw result?.reason;
        }
        return doneRequest({ ...blankOf(request), version: staged.plan.version }, result.value);
      },
    })),
  );
  const byBranch = new Map(settled.output.requests.map((request) => [request.branch, request]));
  const report: Report<RequestsOutput> = {
    output: {
      requests: planning.output.requests.map((request) => byBranch.get(request.branch) ?? request),
    },
    exit: Math.max(planning.exit, settled.exit) as Report<unknown>["exit"],
  };
  const done = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  return reportChecks(report, done, remote, context);
}

/** Plans a request anew and commits it; what needs a push is kept for later. */
async function refold(
  request: OpenRequest,
  dryRun: boolean,
  { remote, context, refolded }: { remote: Remote; context: Context; refolded: Refolded[] },
): Promise<RequestOutput> {
  const blank = blankOf(request);
  const { known, asked } = request;
  if (!known.stale) {
    const { number, url } = asked;
    return { ...blank, outcome: "unchanged", commit: known.commit.id, number, url };
  }
  context.log(`folding ${known.branch} onto ${remote.base.ref}`);
  const prepared = await replan(request, remote, context);
  if (prepared.kind === "published") {
    return { ...blank, outcome: "unchanged", commit: known.commit.id };
  }
  if (dryRun) {
    return plannedRequest(blank.file, prepared.plan, prepared.warnings, remote.forge);
  }
  refolded.push(await stageRefresh(request, prepared, remote, context));
  return blank;
}

function unknown(name: string): HarborError {
  return new HarborError(
    "NOT_FOUND",
    `there is no open request ${JSON.stringify(name)}`,
    "`harbor-drafts status` lists them; name one as <slug> or <port>/<slug>",
  );
}

function blankOf({ known: { port, slug, branch } }: OpenRequest): RequestOutput {
  return { ...blankRequest(draftFile(port, slug), slug), branch };
}
