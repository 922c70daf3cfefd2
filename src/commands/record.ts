import type { Arguments } from "../command-line.ts";
import { HarborError } from "../errors.ts";
import type { RecordOutput } from "../output/record.ts";
import { record } from "../recordings/record/record.ts";
import { send } from "../recordings/record/send.ts";
import { openContext } from "../workspace/context.ts";
import type { Host } from "../workspace/host.ts";
import type { Report } from "./report.ts";

export { prettyRecord as pretty } from "../reporters/pretty/record.ts";

/** What nobody confirmed counts as usage; a file without an example, as a draft that isn't tested. */
const EXITS: Record<RecordOutput["outcome"], Report<unknown>["exit"]> = {
  recorded: 0,
  planned: 0,
  unconfirmed: 2,
  incomplete: 1,
};

/** Records an action's examples from the real API, for the operator who holds its token. */
export async function run(host: Host, args: Arguments<"record">): Promise<Report<RecordOutput>> {
  const context = await openContext(host);
  if (args.from === undefined && (await context.base()).commit === null) {
    throw new HarborError(
      "GIT",
      "what is sent follows from the base's policy, and there is no base here",
      "run it in a clone of the catalogue repository",
    );
  }
  const output = await record(args, { ...context, send });
  return { output, exit: EXITS[output.outcome] };
}
