import { quote } from "../../text/quote.ts";
import { defineActionRule } from "../rule.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH"];

export const routeMethod = defineActionRule({
  id: "route/method",
  summary: "The method is GET, POST, PUT or PATCH; DELETE never",
  why: "What is deleted can't be brought back by a reviewer who looks at it tomorrow.",
  examples: {
    good: [{ action: { method: "GET" } }],
    bad: [{ action: { method: "DELETE" } }, { action: { method: "get" } }, { action: { method: "CONNECT" } }],
  },
  *check({ action }) {
    if (action.method === "DELETE") {
      yield {
        pointer: "/action/method",
        message: "DELETE destroys, and agents may not",
        hint: "leave deletion to a person; propose a read that helps them decide",
      };
    } else if (!METHODS.includes(action.method)) {
      yield {
        pointer: "/action/method",
        message: `${quote(action.method)} isn't a method that an action may have`,
        hint: `write one of ${METHODS.join(", ")}`,
        candidates: METHODS,
      };
    }
  },
});
