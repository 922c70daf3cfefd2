import { HarborError } from "../errors.ts";
import type { ForgeRequest } from "../forge/forge.ts";
import type { Remote } from "../workspace/context.ts";
import { readCommitMessage } from "./commit-message.ts";
import type { ExistingRequest } from "./existing-request.ts";
import type { Plan } from "./plan.ts";
import { shortened } from "./request-facts.ts";

/**
 * Refuses what a reviewer closed. Git alone can't tell a branch that was deleted after its merge from one
 * deleted instead of it: there only the very draft that was asked for counts as rejected.
 *
 * @throws HarborError REJECTED, with who said what last
 */
export async function refuseRejected(
  request: ForgeRequest,
  plan: Plan,
  forge: Remote["forge"],
): Promise<void> {
  const { branch, state, number, body } = request;
  if (state !== "closed" || (number === null && !body.includes(`draft-digest=${plan.digest}`))) {
    return;
  }
  const word = await forge.lastWord(request);
  const name = number === null ? branch : `#${number}`;
  const said =
    word === undefined
      ? ""
      : `; ${word.author} said last: ${shortened(word.text.replace(/\s+/g, " ").trim(), 300)}`;
  throw new HarborError(
    "REJECTED",
    `${plan.draft.port}/${plan.draft.action.slug} was rejected: ${name} was closed without a merge${said}`,
    "mend what the reviewer named and ask once more with --again, or drop the draft",
  );
}

/**
 * A branch that isn't as this tool made it, or that somebody else asked for, is never overwritten or
 * deleted unasked; one whose action is live is no one's.
 *
 * @throws HarborError CONFLICT
 */
export function refuseForeignBranch(
  { branch, requestedBy }: Pick<Plan, "branch" | "requestedBy">,
  { commit, source, isSpent }: ExistingRequest,
  what: "overwrite" | "withdraw",
): void {
  const message = readCommitMessage(commit.message);
  const [why, hint] =
    message === undefined
      ? [
          `the branch ${branch} is on the remote and wasn't made by harbor-drafts`,
          "ask its owner to remove it, or",
        ]
      : message.requestedBy !== requestedBy
        ? ofAnother(branch, message.requestedBy)
        : [
            `the request ${branch} was changed by hand since it was made`,
            "bring the change into the draft, then",
          ];
  const isOwn = message !== undefined && message.requestedBy === requestedBy && source !== undefined;
  if (!isSpent && !isOwn) {
    throw new HarborError("CONFLICT", why, `${hint} ${what} it with --take-over`);
  }
}

function ofAnother(branch: string, requester: string | undefined): [why: string, hint: string] {
  const same = requester === undefined ? "leave --as out" : `give --as ${requester}`;
  return [
    `the request ${branch} was asked for by ${requester ?? "somebody who gave no name"}`,
    `if that is you, ${same}; else ask them, or`,
  ];
}
