import { parseDraftPath } from "../catalog/layout.ts";
import type { Arguments } from "../command-line.ts";
import { HarborError } from "../errors.ts";
import type { RequestOutput, RequestsOutput } from "../output/requests.ts";
import type { Asked, Flow, Published } from "../publish/prepare.ts";
import type { Executed } from "../publish/push-request.ts";
import { planPublication, requestPublication } from "../publish/request-publish.ts";
import { requestBranch } from "../publish/requests.ts";
import { type Context, openContext, type Remote } from "../workspace/context.ts";
import type { Host } from "../workspace/host.ts";
import { draftFileOf } from "./choose-files.ts";
import type { Report } from "./report.ts";
import {
  blankRequest,
  checkRequester,
  doneRequest,
  plannedRequest,
  reportChecks,
  reportRequests,
} from "./requests-report.ts";

export { prettyRequests as pretty } from "../reporters/pretty/requests.ts";

/** Asks for the publication of drafts, each on its own: one that fails doesn't keep the others. */
export async function run(host: Host, args: Arguments<"request-publish">): Promise<Report<RequestsOutput>> {
  const context = await openContext(host);
  const requestedBy = checkRequester(args.as);
  const flow = { ...context, ...(await context.remote()) };
  const signedOffBy = args.signoff ? [await signature(flow)] : [];
  const words = new Map(args.files.map((word) => [context.files.fromUser(word), word]));
  const done: Executed[] = [];
  const report = await reportRequests(
    [...words].map(([path, word]) => {
      const { takeOver, again } = args;
      const asked = { files: context.files, requestedBy, signedOffBy, takeOver, again };
      const work = async () => {
        const file = await draftFileOf(context.files, word, "request-publish");
        return request({ ...asked, file }, args.dryRun, { flow, openRemote: context.remote, done });
      };
      return { blank: blankOf(path), work };
    }),
  );
  return reportChecks(report, done, flow);
}

async function request(
  asked: Asked,
  isDryRun: boolean,
  { flow, openRemote, done }: { flow: Flow; openRemote: Context["remote"]; done: Executed[] },
): Promise<RequestOutput> {
  const { file } = asked;
  flow.log(`checking and testing ${file}`);
  if (isDryRun) {
    const prepared = await planPublication(asked, flow);
    return prepared.kind === "published"
      ? liveAlready(file, prepared)
      : plannedRequest(file, prepared.plan, prepared.warnings, flow.forge);
  }
  const answer = await requestPublication(asked, flow, openRemote);
  if (answer.kind === "published") {
    return liveAlready(file, answer);
  }
  done.push(answer.executed);
  const { draft, branch, version } = answer.plan;
  return doneRequest({ ...blankRequest(file, draft.action.slug), branch, version }, answer.executed);
}

/** What a file's path says of its request, for where nothing else can be told. */
function blankOf(file: string): RequestOutput {
  const place = parseDraftPath(file);
  return place === undefined
    ? blankRequest(file)
    : { ...blankRequest(file, place.slug), branch: requestBranch(place.port, place.slug) };
}

/** What the draft asks for is live, whatever way it got there. */
function liveAlready(file: string, { draft, port }: Published): RequestOutput {
  const { version } = port.manifest;
  return {
    ...blankRequest(file, draft.action.slug),
    outcome: "unchanged",
    branch: requestBranch(port.slug, draft.action.slug),
    version: { from: version, to: version },
  };
}

/** Who certifies the origin, as git knows them: https://developercertificate.org */
async function signature({ git }: Pick<Remote, "git">): Promise<string> {
  const name = await git.identity();
  if (name === undefined) {
    throw new HarborError(
      "GIT",
      "--signoff needs a name, and git knows none",
      "run `git config --global user.name NAME` and `git config --global user.email MAIL`",
    );
  }
  return name;
}
