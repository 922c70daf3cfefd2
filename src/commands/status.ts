import type { StatusOutput } from "../output/status.ts";
import { listStatus } from "../publish/status.ts";
import type { Context } from "../workspace/context.ts";
import type { Report } from "./report.ts";

export { prettyStatus as pretty } from "../reporters/pretty/status.ts";

/** Where each draft and request stands, after a fetch. */
export async function run(context: Context): Promise<Report<StatusOutput>> {
  return { output: { entries: await listStatus(context, await context.remote()) }, exit: 0 };
}
