import type { ReadableAction } from "../../catalog/action.ts";
import { takesBody } from "../../catalog/listed-route.ts";
import type { Policy } from "../../catalog/policy.ts";
import { quote } from "../../text/quote.ts";
import { judgeRoute } from "../routes.ts";
import { defineActionRule } from "../rule.ts";
import { unwritableValue } from "../unwritable.ts";

const START = { method: "POST", path: "/meetings/{meetingId}/start", requestBodyMode: "none" };

export const routeBody = defineActionRule({
  id: "route/body",
  summary:
    "A GET sends no body; another method sends a JSON body with a schema, or none where the policy says so",
  why: "A body on a read, or a write without a schema, would send what nobody bounded.",
  examples: {
    good: [{ action: { requestBodyMode: "none" } }, { action: START }],
    bad: [
      { action: { requestBodyMode: "json" } },
      { action: { requestBodyMode: "form" } },
      { action: { input: { body: { type: "object", properties: {}, additionalProperties: false } } } },
      { action: { method: "PATCH", requestBodyMode: "none" } },
      { action: { ...START, path: "/meetings/{meetingId}/pause" } },
      { action: { ...START, requestBodyMode: "json" } },
    ],
  },
  *check({ action, port }) {
    const { method, requestBodyMode, input } = action;
    const isSent = takesBody(action) && !sendsNothing(action, port.policy);
    const wanted = isSent ? "json" : "none";
    if (requestBodyMode !== wanted) {
      yield {
        pointer: "/action/requestBodyMode",
        ...(unwritableValue("requestBodyMode", requestBodyMode) ?? {
          message: `a ${method} has requestBodyMode ${quote(requestBodyMode)}`,
          hint: isSent
            ? 'write "json"; a write without a body is one whose route has "body": {} in the policy'
            : `write "${wanted}"`,
        }),
      };
    }
    if (isSent !== (input.body !== undefined)) {
      yield isSent
        ? {
            pointer: "/action/input",
            message: `a ${method} has no schema for its body`,
            hint: "add input.body",
          }
        : { pointer: "/action/input/body", message: `a ${method} has a body`, hint: "remove input.body" };
    }
  },
  fix: ({ action, port }, { pointer }) =>
    // Of a write the author has to say that it sends a body.
    pointer === "/action/requestBodyMode" && (action.method === "GET" || sendsNothing(action, port.policy))
      ? [{ pointer, value: "none" }]
      : undefined,
});

/** Whether the policy lists the route with a body of nothing. */
function sendsNothing(action: ReadableAction, policy: Policy): boolean {
  const body = judgeRoute(action, policy).listed?.body;
  return body !== undefined && Object.keys(body).length === 0;
}
