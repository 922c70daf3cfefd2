import type { RuleExample } from "./rule.ts";

/** Examples of rules about inputs: an action that takes these. */
const taking =
  (place: "path" | "query" | "body") =>
  (properties: object, more: { method?: string; path?: string } = {}): RuleExample => ({
    action: { ...more, input: { [place]: { type: "object", properties } } },
  });

export const query = taking("query");
export const body = taking("body");
export const inPath = taking("path");
