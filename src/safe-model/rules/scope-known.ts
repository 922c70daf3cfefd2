import { WRITING_METHODS } from "../routes.ts";
import { defineActionRule } from "../rule.ts";

const MOST_SCOPES = 5;

export const scopeKnown = defineActionRule({
  id: "scope/known",
  summary: "Scopes are known to the policy, not wider than the principal, and fit the method",
  why: "A scope is authority that the token keeps after the call: an admin or write scope for a read is a gift to whoever comes next.",
  examples: {
    good: [{ action: { scopes: ["meeting:read:meeting"] } }],
    bad: [
      { action: { scopes: ["meeting:read:meeting:admin"] } },
      { action: { scopes: ["anything"] } },
      { action: { scopes: ["meeting:write:meeting"] } },
      { action: { scopes: [] } },
    ],
  },
  *check({ action, port }) {
    if (action.method !== "GET" && !WRITING_METHODS.includes(action.method)) {
      // No scope fits a method that no action may have; route/method tells of that.
      return;
    }
    const { scopes: known } = port.policy;
    const needed = WRITING_METHODS.includes(action.method) ? "write" : "read";
    const fitting = Object.keys(known).filter((scope) => known[scope] === needed);
    const hint = `use the narrowest that the policy knows for a ${needed}: ${fitting.join(", ")}`;
    if (action.scopes.length === 0) {
      yield { pointer: "/action/scopes", message: "the action names no scope", hint };
    }
    if (action.scopes.length > MOST_SCOPES) {
      yield { pointer: "/action/scopes", message: `there are more than ${MOST_SCOPES} scopes`, hint };
    }
    for (const [index, scope] of action.scopes.entries()) {
      const pointer = `/action/scopes/${index}`;
      if (!Object.hasOwn(known, scope)) {
        yield { pointer, message: `the policy doesn't know the scope ${JSON.stringify(scope)}`, hint };
      } else if (needed === "read" && known[scope] === "write") {
        yield { pointer, message: `a read asks for the writing scope ${scope}`, hint };
      }
    }
  },
});
