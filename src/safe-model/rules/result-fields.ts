import { isFieldPath } from "../../gateway/result.ts";
import { defineActionRule } from "../rule.ts";

/** More fields than a reviewer can judge. */
export const MOST_FIELDS = 100;

export const resultFields = defineActionRule({
  id: "result/fields",
  summary: "The result is a json_summary of well-formed field paths, each once",
  why: "Only what a reviewer can read in the list may reach the agent; a wildcard or raw result would pass on whatever the API adds.",
  examples: {
    good: [
      { action: { result: { fields: ["topic", "meetings[].id"] } } },
      { action: { result: { fields: [] } } },
    ],
    bad: [
      { action: { result: { fields: ["*"] } } },
      { action: { result: { fields: ["$"] } } },
      { action: { result: { fields: ["meetings[0].id"] } } },
      { action: { result: { fields: ["topic", "topic"] } } },
      { action: { result: { fields: ["settings", "settings.host_video"] } } },
      { action: { resultMode: "raw" } },
    ],
  },
  *check({ action }) {
    const { fields } = action.result;
    if (action.resultMode !== "json_summary") {
      yield {
        pointer: "/action/resultMode",
        message: `${JSON.stringify(action.resultMode)} is no result mode`,
        hint: 'write "json_summary"',
      };
    }
    if (fields.length > MOST_FIELDS) {
      yield {
        pointer: "/action/result/fields",
        message: `there are more than ${MOST_FIELDS} fields`,
        hint: "list what the agent needs",
      };
    }
    for (const [index, field] of fields.slice(0, MOST_FIELDS).entries()) {
      const pointer = `/action/result/fields/${index}`;
      if (!isFieldPath(field) || /(?:^|\.)\$+(?:\[\])?(?:\.|$)/.test(field)) {
        yield {
          pointer,
          message: `${JSON.stringify(field)} is no field path`,
          hint: "write dotted names, with [] after a list: a.b, list[].c, list[]",
        };
      } else if (fields.indexOf(field) !== index) {
        yield { pointer, message: `${JSON.stringify(field)} is listed twice`, hint: "list it once" };
      } else if (fields.some((other) => other.startsWith(`${field}.`))) {
        yield {
          pointer,
          message: `${JSON.stringify(field)} is an object, by another field of the list`,
          hint: "list its members alone",
        };
      }
    }
  },
  fix: ({ action }, { pointer }) => {
    const { fields } = action.result;
    const index = Number(pointer.split("/").at(-1));
    return pointer === "/action/resultMode"
      ? [{ pointer, value: "json_summary" }]
      : fields.indexOf(fields[index] ?? "") < index
        ? [{ pointer, value: undefined }]
        : undefined;
  },
});
