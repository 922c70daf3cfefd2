import { compareActions } from "../../catalog/compare.ts";
import { proposedAction } from "../../drafts/draft.ts";
import { quote } from "../../text/quote.ts";
import { defineRule, type Related } from "../rule.ts";

const CHANGES = ["add", "update", "retire"];

export const draftChange = defineRule({
  id: "draft/change",
  summary: "The change is add, update or retire, and fits what is live",
  why: "A reviewer must be able to trust the word: an add that replaces a live action would hide what is taken away.",
  examples: {
    good: [{ draft: { change: "add" } }, { draft: { change: "retire", action: { slug: "list-meetings" } } }],
    bad: [
      { draft: { change: "publish" } },
      { draft: { change: "update" } },
      { action: { slug: "list-meetings" }, file: "drafts/zoom-api/list-meetings.json" },
      { draft: { change: "retire", action: { slug: "no-such-action" } } },
    ],
  },
  *check({ draft, port, strict }) {
    const { slug } = draft.action;
    const index = port.manifest.actions.findIndex((candidate) => candidate.slug === slug);
    const live = port.manifest.actions[index];
    const related = [
      { in: "manifest", pointer: `/actions/${index}`, message: "the live action" },
    ] satisfies Related[];
    const name = `${port.slug}/${slug}`;
    if (!CHANGES.includes(draft.change)) {
      yield {
        pointer: "/change",
        message: `${quote(draft.change)} is no change`,
        hint: "write add, update or retire",
        candidates: live === undefined ? ["add"] : ["update", "retire"],
      };
      return;
    }
    const proposed = strict.success ? proposedAction(strict.data) : undefined;
    if (live !== undefined && proposed !== undefined && compareActions(live, proposed).level === "none") {
      yield {
        pointer: "/action",
        message: `${name} is live, just as the draft has it`,
        hint: "nothing is left to do; delete the draft",
        severity: "warning",
        related,
      };
    } else if (draft.change === "add" && live !== undefined) {
      yield {
        pointer: "/change",
        message: `${name} is live already, so it can't be added`,
        hint: 'write "update" to replace it, or choose another slug',
        candidates: ["update"],
        related,
      };
    } else if (draft.change !== "add" && live === undefined) {
      yield {
        pointer: "/change",
        message: `${name} isn't live, so there is nothing to ${draft.change}`,
        hint: 'write "add" to propose a new action',
        candidates: ["add"],
      };
    }
  },
});
