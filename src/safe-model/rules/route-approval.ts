import { isRead, takesBody } from "../../catalog/listed-route.ts";
import { quote } from "../../text/quote.ts";
import { judgeRoute } from "../routes.ts";
import { defineActionRule } from "../rule.ts";

const MODES = ["automatic", "require_approval"];

export const routeApproval = defineActionRule({
  id: "route/approval",
  summary: "The approval mode is at least as strict as the route's tier",
  why: "Writes, and reads of other people's data, happen only after a person has seen the very call.",
  examples: {
    good: [{ action: { approvalMode: "automatic" } }, { action: { approvalMode: "require_approval" } }],
    bad: [
      { action: { approvalMode: "never" } },
      { action: { method: "POST", path: "/users/me/meetings", approvalMode: "automatic" } },
      { action: { path: "/past_meetings/{meetingId}/participants", approvalMode: "automatic" } },
    ],
  },
  *check({ action, port }) {
    const pointer = "/action/approvalMode";
    const hint = 'write "require_approval"';
    if (!MODES.includes(action.approvalMode)) {
      yield { pointer, message: `${quote(action.approvalMode)} is no approval mode`, hint };
    } else if (action.approvalMode === "automatic") {
      const { tier, reason } = judgeRoute(action, port.policy);
      if (takesBody(action) && !isRead(action, port.policy)) {
        yield { pointer, message: `a ${action.method} needs a person's approval each time`, hint };
      } else if (tier === "approval") {
        yield {
          pointer,
          message: `this read needs a person's approval each time${reason === "" ? "" : `: ${reason}`}`,
          hint,
        };
      }
    }
  },
  fix: () => [{ pointer: "/action/approvalMode", value: "require_approval" }],
});
