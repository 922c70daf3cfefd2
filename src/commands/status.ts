import type { StatusOutput } from "../output/status.ts";
import { listStatus } from "../publish/status.ts";
import { openContext } from "../workspace/context.ts";
import type { Host } from "../workspace/host.ts";
import type { Report } from "./report.ts";

export { prettyStatus as pretty } from "../reporters/pretty/status.ts";

/** Where each draft and request stands, after a fetch. */
export async function run(host: Host): Promise<Report<StatusOutput>> {
  const context = await openContext(host);
  return { output: { entries: await listStatus(context, await context.remote()) }, exit: 0 };
}
