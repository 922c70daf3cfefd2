import type { Arguments } from "../command-line.ts";
import { HarborError } from "../errors.ts";
import type { VerifyOutput } from "../output/verify.ts";
import type { Allowance } from "../publish/verify/change-set.ts";
import { GUARDED_PATHS } from "../publish/verify/guarded-paths.ts";
import { verify } from "../publish/verify/verify.ts";
import { githubVerify } from "../reporters/github.ts";
import type { Host } from "../workspace/host.ts";
import { openObjects } from "../workspace/objects.ts";
import type { Report } from "./report.ts";

export { prettyVerify as pretty } from "../reporters/pretty/verify.ts";

/** What `--format` takes besides pretty and json. */
export const formats = { github: githubVerify };

/** Tells what kind of change lies between two commits, and whether it may land: 1 where it may not. */
export async function run(host: Host, args: Arguments<"verify">): Promise<Report<VerifyOutput>> {
  const [base, head] = [wanted("base", args.base), wanted("head", args.head)];
  const allowance = allowanceOf(args);
  const output = await verify(await openObjects(host, GUARDED_PATHS), {
    base,
    head,
    landed: args.landed,
    allowance,
    now: host.clock.now(),
  });
  return { output, exit: output.allowed ? 0 : 1 };
}

/** What was left empty by a script is missing: nothing may stand in for it. */
function wanted(name: string, value: string | undefined): string {
  if (value === undefined || value === "") {
    throw new HarborError(
      "USAGE",
      `--${name} is missing`,
      "verify compares what it is told to: --base REF --head REF",
    );
  }
  return value;
}

function allowanceOf({ allow, author, approvedBy }: Arguments<"verify">): Allowance | undefined {
  const isPersonal = author.length + approvedBy.length > 0;
  if (allow === undefined) {
    if (isPersonal) {
      throw new HarborError(
        "USAGE",
        "--author and --approved-by say who may what",
        "add --allow maintenance",
      );
    }
    return undefined;
  }
  if (!isPersonal) {
    return { people: null };
  }
  if (author.length === 0 || author.some((name) => name === "")) {
    throw new HarborError(
      "USAGE",
      "--author is missing: nobody approves their own change",
      "name who opened it, and who pushed it",
    );
  }
  return { people: { authors: author, approvers: approvedBy.filter((name) => name !== "") } };
}
