import type { Arguments } from "../command-line.ts";
import type { RequestsOutput } from "../output/requests.ts";
import { withdrawRequest } from "../publish/withdraw.ts";
import { openContext } from "../workspace/context.ts";
import type { Host } from "../workspace/host.ts";
import type { Report } from "./report.ts";
import { blankRequest, checkRequester, reportRequests } from "./requests-report.ts";

export { prettyRequests as pretty } from "../reporters/pretty/requests.ts";

/** Closes a request and deletes its branch. The draft stays. */
export async function run(
  host: Host,
  { slug, as, takeOver }: Arguments<"withdraw">,
): Promise<Report<RequestsOutput>> {
  const context = await openContext(host);
  const requestedBy = checkRequester(as);
  const remote = await context.remote();
  const blank = blankRequest("", slug);
  const work = async () => {
    const withdrawn = await withdrawRequest(slug, { requestedBy, takeOver, files: context.files }, remote);
    await context.journal.remove(withdrawn.branch);
    return { ...blank, ...withdrawn };
  };
  return reportRequests([{ blank, work }]);
}
