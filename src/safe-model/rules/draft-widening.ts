import { compareActions } from "../../catalog/compare.ts";
import { proposedAction } from "../../drafts/draft.ts";
import { defineRule } from "../rule.ts";

export const draftWidening = defineRule({
  id: "draft/widening",
  summary: "An update that gives agents more than the live action does is named as widening",
  why: "A reviewer who sees a small change must see at once that it is a larger authority. It doesn't refuse.",
  examples: {
    good: [{}, { draft: { change: "retire", action: { slug: "list-meetings" } } }],
    bad: [
      {
        file: "drafts/zoom-api/list-meetings.json",
        draft: { change: "update" },
        action: {
          slug: "list-meetings",
          path: "/users/me/meetings",
          input: {},
          result: { fields: ["meetings[].agenda"] },
        },
      },
    ],
  },
  *check({ strict, port }) {
    const proposed = strict.success ? proposedAction(strict.data) : undefined;
    const live = port.manifest.actions.find((action) => action.slug === proposed?.slug);
    if (proposed === undefined || live === undefined) {
      return;
    }
    const wider = compareActions(live, proposed).changes.filter(
      ({ effect }) => effect === "widens" || effect === "both",
    );
    if (wider.length > 0) {
      yield {
        pointer: "/action",
        message: `the update widens what agents may do: ${wider.map(({ pointer }) => pointer || "/").join(", ")}`,
        hint: "say in the rationale why agents need it",
        severity: "warning",
      };
    }
  },
});
