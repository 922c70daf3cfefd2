import { compareActions, type SemanticChange } from "../../catalog/compare.ts";
import { proposedAction } from "../../drafts/draft.ts";
import { defineRule } from "../rule.ts";

const SLUG = "list-meetings";

/** The update of a live action by what differs from the harmless action. */
const update = (members: Record<string, unknown>) => ({
  file: `drafts/zoom-api/${SLUG}.json`,
  draft: { change: "update" },
  action: { slug: SLUG, ...members },
});

export const draftUpdate = defineRule({
  id: "draft/update",
  summary: "An update tells whether it gives agents more, less, or the same; more is named",
  why: "A reviewer who sees a small change must see at once that it is a larger authority, and users of an action that they lose something. It doesn't refuse.",
  examples: {
    good: [{}, { draft: { change: "retire", action: { slug: SLUG } } }],
    bad: [
      update({ path: "/users/me/meetings", input: {}, result: { fields: ["meetings[].agenda"] } }),
      update({
        path: "/users/me/meetings",
        input: {},
        result: { fields: ["meetings[].id"] },
        scopes: ["meeting:read:list_meetings"],
      }),
    ],
  },
  *check({ draft, strict, port }) {
    const proposed = strict.success ? proposedAction(strict.data) : undefined;
    const index = port.manifest.actions.findIndex((action) => action.slug === proposed?.slug);
    const live = port.manifest.actions[index];
    if (draft.change !== "update" || proposed === undefined || live === undefined) {
      return;
    }
    const place = {
      pointer: "/action",
      related: [{ in: "manifest" as const, pointer: `/actions/${index}`, message: "the live action" }],
    };
    const { changes, level } = compareActions(live, proposed);
    const wider = changes.filter(({ effect }) => effect === "widens" || effect === "both");
    const narrower = changes.filter(({ effect }) => effect === "narrows");
    if (wider.length > 0) {
      yield {
        ...place,
        message: `the update widens what agents may do: ${list(wider)}`,
        hint: "say in the rationale why agents need it",
        severity: "warning",
      };
    } else if (narrower.length > 0) {
      yield {
        ...place,
        message: `the update narrows what agents may do: ${list(narrower)}`,
        hint: "agents that use what goes away will fail: say in the rationale why it may go",
        severity: "info",
      };
    } else if (level !== "none") {
      yield {
        ...place,
        message: "the update changes text or examples alone; agents may do what they may do now",
        hint: "nothing is to be done",
        severity: "info",
      };
    }
  },
});

const MOST_NAMED = 10;

function list(changes: readonly SemanticChange[]): string {
  const named = changes.slice(0, MOST_NAMED).map(({ pointer }) => pointer || "/");
  return `${named.join(", ")}${changes.length > MOST_NAMED ? ` and ${changes.length - MOST_NAMED} more` : ""}`;
}
