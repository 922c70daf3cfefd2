import { readableActionSchema } from "../catalog/action.ts";
import type { LivePort } from "../catalog/load.ts";
import type { PortFacts } from "../drafts/fill.ts";
import { type DraftResult, readDraft } from "../drafts/read.ts";
import { judgeRoute } from "./routes.ts";
import { routeApproval } from "./rules/route-approval.ts";
import { fittingScopes } from "./rules/scope-known.ts";
import { ACTION, standIn } from "./stand-in.ts";

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
    live: (slug) => port.manifest.actions.find((action) => action.slug === slug),
    ofRoute({ method, path, input }) {
      const readable = readableActionSchema.shape.input.safeParse(input).data ?? {};
      const action = { ...ACTION, approvalMode: "automatic", method, path, input: readable };
      const { tier, listed } = judgeRoute(action, port.policy);
      const isAutomatic =
        tier === "automatic" && [...routeApproval.check(standIn("", action, port))].length === 0;
      return {
        approvalMode: isAutomatic ? "automatic" : "require_approval",
        scopes: fittingScopes(action, port.policy),
        sendsNothing: listed?.body !== undefined && Object.keys(listed.body).length === 0,
      };
    },
  };
}
