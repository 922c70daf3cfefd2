import { draftFile } from "../catalog/layout.ts";
import type { Arguments } from "../command-line.ts";
import { HarborError } from "../errors.ts";
import { lazily } from "../lazily.ts";
import type { RequestOutput, RequestsOutput } from "../output/requests.ts";
import type { Executed, StagedRequest } from "../publish/push-request.ts";
import { chooseRequests, type OpenRequest, pushRefolded, replan, stageRefresh } from "../publish/refresh.ts";
import { plural } from "../reporters/style.ts";
import { openContext } from "../workspace/context.ts";
import type { Host } from "../workspace/host.ts";
import type { Report } from "./report.ts";
import {
  blankRequest,
  doneRequest,
  plannedRequest,
  reportChecks,
  reportRequests,
  type Work,
} from "./requests-report.ts";

export { prettyRequests as pretty } from "../reporters/pretty/requests.ts";

/** Folds open requests anew onto the base as it is now, each on its own. Anybody who may push can. */
export async function run(
  host: Host,
  { slugs, dryRun }: Arguments<"refresh">,
): Promise<Report<RequestsOutput>> {
  const context = await openContext(host);
  const flow = { ...context, ...(await context.remote()) };
  const { open, missing } = await chooseRequests(slugs, flow);
  const refolded: StagedRequest[] = [];
  const done: Executed[] = [];
  const push = lazily(() => {
    context.log(`pushing ${plural(refolded.length, "request")}`);
    return pushRefolded(refolded, flow);
  });
  /** Plans a request anew and commits it; what is committed is pushed when all are. */
  const refold = async (request: OpenRequest): Promise<RequestOutput | Work> => {
    const { known, asked } = request;
    const blank = blankOf(request);
    if (!known.stale) {
      const { number, url } = asked;
      return { ...blank, outcome: "unchanged", commit: known.commit.id, number, url };
    }
    context.log(`folding ${known.branch} onto ${flow.base.ref}`);
    const prepared = await replan(request, flow);
    if (prepared.kind === "published") {
      return { ...blank, outcome: "unchanged", commit: known.commit.id };
    }
    if (dryRun) {
      return plannedRequest(blank.file, prepared.plan, prepared.warnings, flow.forge);
    }
    const index = refolded.push(await stageRefresh(request, prepared, flow)) - 1;
    const planned = { ...blank, version: prepared.plan.version };
    return {
      blank: planned,
      async work() {
        const result = (await push())[index];
        if (result?.status !== "fulfilled") {
          throw result?.reason;
        }
        done.push(result.value);
        return doneRequest(planned, result.value);
      },
    };
  };
  const report = await reportRequests([
    ...open.map((request) => ({ blank: blankOf(request), work: () => refold(request) })),
    ...missing.map((name) => ({ blank: blankRequest("", name), work: () => Promise.reject(unknown(name)) })),
  ]);
  return reportChecks(report, done, flow);
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
