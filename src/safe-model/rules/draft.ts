import { compareActions, type SemanticChange } from "../../catalog/compare.ts";
import { proposedAction } from "../../drafts/draft.ts";
import { toPointer } from "../../json/pointer.ts";
import { quote } from "../../text/quote.ts";
import { exemplified } from "../examples.ts";
import { defineRule, type Related, type Subject } from "../rule.ts";
import { unwritableMember } from "../unwritable.ts";

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
  *check(subject) {
    const { draft, port } = subject;
    const { live, related, comparison } = withLive(subject);
    const name = `${port.slug}/${draft.action.slug}`;
    if (!CHANGES.includes(draft.change)) {
      yield {
        pointer: "/change",
        message: `${quote(draft.change)} is no change`,
        hint: "write add, update or retire",
        candidates: live === undefined ? ["add"] : ["update", "retire"],
      };
      return;
    }
    if (comparison?.level === "none") {
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

/** The live action of a draft's slug, and what the draft makes of it where it can be read. */
function withLive({ draft, port, strict }: Subject) {
  const index = port.manifest.actions.findIndex(({ slug }) => slug === draft.action.slug);
  const live = port.manifest.actions[index];
  const proposed = strict.success ? proposedAction(strict.data) : undefined;
  const related: Related[] = [{ in: "manifest", pointer: `/actions/${index}`, message: "the live action" }];
  const comparison = live && proposed && compareActions(live, proposed);
  return { live, related, comparison };
}

export const draftMembers = defineRule({
  id: "draft/members",
  summary: "A draft has only the members that its schema lists",
  why: "A member that this tool ignores and a gateway heeds, such as headers or a base URL, would be authority that nobody reviewed.",
  examples: {
    good: [{}],
    bad: [
      { action: { headers: { "X-On-Behalf-Of": "someone" } } },
      { action: { baseUrl: "https://example.com" } },
      { draft: { approved: true } },
    ],
  },
  *check({ strict }) {
    for (const issue of strict.error?.issues ?? []) {
      if (issue.code !== "unrecognized_keys") {
        continue;
      }
      for (const key of issue.keys) {
        const path = [...issue.path.map(String), key];
        // Schemas of inputs have keywords, not members: schema/closed tells of those.
        if (path[0] !== "action" || path[1] !== "input" || path.length === 3) {
          yield {
            pointer: toPointer(path),
            ...(unwritableMember(key) ?? {
              message: `${quote(key)} is no member that a draft has there`,
              hint: "remove it; `harbor-drafts schema draft` lists the members",
            }),
          };
        }
      }
    }
  },
});

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
  *check(subject) {
    const { related, comparison } = withLive(subject);
    if (subject.draft.change !== "update" || comparison === undefined) {
      return;
    }
    const place = { pointer: "/action", related };
    const { changes, level } = comparison;
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

/** Members whose values have a rule of their own, which says more. */
const JUDGED_ELSEWHERE =
  /^\/(?:change|action\/(?:slug|method|approvalMode|requestBodyMode|resultMode|input(?:\/.*)?))$/;

export const draftValues = defineRule({
  id: "draft/values",
  summary: "Every value of a draft is one that its schema admits",
  why: "What check lets pass must be what test and publication can read, or a draft fails later and less clearly.",
  examples: {
    good: [{}],
    bad: [exemplified({ expect: { status: 99999 } }), exemplified({ expect: { status: 200.5 } })],
  },
  *check({ strict }) {
    for (const { code, path, message } of strict.error?.issues ?? []) {
      const pointer = toPointer(path.map(String));
      if (code !== "unrecognized_keys" && !JUDGED_ELSEWHERE.test(pointer)) {
        yield {
          pointer,
          message: `the value isn't right: ${message}`,
          hint: "`harbor-drafts schema draft` tells what may stand there",
        };
      }
    }
  },
});
