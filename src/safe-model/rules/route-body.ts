import { WRITING_METHODS } from "../routes.ts";
import { defineActionRule } from "../rule.ts";

export const routeBody = defineActionRule({
  id: "route/body",
  summary: "Reads send no body; writes send a JSON body with a schema",
  why: "A body on a read, or a write without a schema, would send what nobody bounded.",
  examples: {
    good: [{ action: { requestBodyMode: "none" } }],
    bad: [
      { action: { requestBodyMode: "json" } },
      { action: { requestBodyMode: "form" } },
      { action: { input: { body: { type: "object", properties: {}, additionalProperties: false } } } },
      { action: { method: "PATCH", requestBodyMode: "none" } },
    ],
  },
  *check({ action }) {
    const { method, requestBodyMode, input } = action;
    const isWrite = WRITING_METHODS.includes(method);
    const wanted = isWrite ? "json" : "none";
    if (requestBodyMode !== wanted) {
      yield {
        pointer: "/action/requestBodyMode",
        message: `a ${method} has requestBodyMode ${JSON.stringify(requestBodyMode)}`,
        hint: `write "${wanted}"`,
      };
    }
    if (isWrite !== (input.body !== undefined)) {
      yield isWrite
        ? {
            pointer: "/action/input",
            message: `a ${method} has no schema for its body`,
            hint: "add input.body",
          }
        : { pointer: "/action/input/body", message: `a ${method} has a body`, hint: "remove input.body" };
    }
  },
  fix: ({ action }, { pointer }) =>
    // Of a write the author has to say that it sends a body.
    pointer === "/action/requestBodyMode" && action.method === "GET"
      ? [{ pointer, value: "none" }]
      : undefined,
});
