import { HarborError } from "../errors.ts";
import type { ForgeRequest } from "../forge/forge.ts";
import type { Remote } from "../workspace/context.ts";
import { readCommitMessage } from "./commit-message.ts";
import type { Plan } from "./plan.ts";
import type { Existing } from "./prepare.ts";

/**
 * Git alone can't tell a branch that was deleted after its merge from one deleted instead of it: there
 * only the very draft that was asked for counts as rejected.
 */
export function isRejected({ state, number, body }: ForgeRequest, plan: Plan): boolean {
  return state === "closed" && (number !== null || body.includes(`draft-digest=${plan.digest}`));
}

/** What is told of a rejected request: who said what last. */
export async function rejection(
  request: ForgeRequest,
  plan: Plan,
  forge: Remote["forge"],
): Promise<HarborError> {
  const word = await forge.lastWord(request);
  const name = request.number === null ? request.branch : `#${request.number}`;
  const said = word === undefined ? "" : `; ${word.author} said last: ${shortened(word.text)}`;
  return new HarborError(
    "REJECTED",
    `${plan.draft.port}/${plan.draft.action.slug} was rejected: ${name} was closed without a merge${said}`,
    "mend what the reviewer named and ask once more with --again, or drop the draft",
  );
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 300 ? line : `${line.slice(0, 300)} …`;
}

/**
 * A branch that isn't as this tool made it, or that somebody else asked for, is never overwritten or
 * deleted unasked; one whose action is live is nobody's.
 */
export function refuseForeignBranch(
  { branch, requestedBy }: Pick<Plan, "branch" | "requestedBy">,
  { commit, source, isSpent }: Existing,
  what: "overwrite" | "withdraw",
): void {
  if (isSpent) {
    return;
  }
  const message = readCommitMessage(commit.message);
  if (message === undefined) {
    throw new HarborError(
      "CONFLICT",
      `the branch ${branch} is on the remote and wasn't made by harbor-drafts`,
      `ask its owner to remove it, or ${what} it with --take-over`,
    );
  }
  if (message.requestedBy !== requestedBy) {
    const same = message.requestedBy === undefined ? "leave --as out" : `give --as ${message.requestedBy}`;
    throw new HarborError(
      "CONFLICT",
      `the request ${branch} was asked for by ${message.requestedBy ?? "somebody who gave no name"}`,
      `if that is you, ${same}; else ask them, or ${what} it with --take-over`,
    );
  }
  if (source === undefined) {
    throw new HarborError(
      "CONFLICT",
      `the request ${branch} was changed by hand since it was made`,
      `bring the change into the draft, then ${what} it with --take-over`,
    );
  }
}
