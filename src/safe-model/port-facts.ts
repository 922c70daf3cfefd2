import { type ReadableAction, readableActionSchema } from "../catalog/action.ts";
import type { LivePort } from "../catalog/load.ts";
import type { PortFacts } from "../drafts/fill.ts";
import { type DraftResult, readDraft } from "../drafts/read.ts";
import { applyRules } from "./apply.ts";
import { RULES } from "./draft-rules.ts";
import { judgeRoute } from "./routes.ts";
import { fittingScopes } from "./rules/scope-known.ts";
import { BARE_ACTION, subjectOfAction } from "./subject.ts";
import { findExcess } from "./volume.ts";

/** Reads a draft's bytes in their full form, by the live port that it is for. */
export async function readFull(
  file: string,
  bytes: Uint8Array,
  findPort: (slug: string) => Promise<LivePort | undefined>,
): Promise<DraftResult> {
  return readDraft(file, bytes, async (slug) => {
    const port = await findPort(slug);
    return port === undefined ? undefined : portFacts(port);
  });
}

/** What fills in a draft for a port: by the same rules that judge it. */
export function portFacts(port: LivePort): PortFacts {
  return {
    port,
    authorityOf(members) {
      const action = probeOf(members);
      const subject = subjectOfAction("", action, port);
      if (findExcess(subject.draft) !== undefined) {
        // It is refused for that, and nothing else of it is judged.
        return { approvalMode: "require_approval", scopes: [] };
      }
      const isAdmitted =
        judgeRoute(action, port.policy).tier === "automatic" &&
        applyRules(RULES, subject, START).every(({ pointer }) => pointer !== "/action/approvalMode");
      return {
        approvalMode: isAdmitted ? "automatic" : "require_approval",
        scopes: fittingScopes(action, port.policy),
      };
    },
  };
}

/** The action as if it were automatic; of one that can't be read, its route alone. */
function probeOf(members: Record<string, unknown>): ReadableAction {
  const action = { ...BARE_ACTION, ...members, approvalMode: "automatic" };
  const { method, path } = action;
  return readableActionSchema.safeParse(action).data ?? { ...BARE_ACTION, method, path };
}

const START = () => ({ line: 1, column: 1 });
