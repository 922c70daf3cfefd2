import type { PolicyExample } from "./catalog-rule.ts";
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

/** Examples of rules about one member: an action that is described so, or has these result fields; a rationale. */
export const described = (description: string): RuleExample => ({ action: { description } });
export const fields = (...names: string[]): RuleExample => ({ action: { result: { fields: names } } });
export const reasoned = (rationale: string): RuleExample => ({ draft: { rationale } });

/** An action with examples of a call, by what they say besides its input. */
export const exemplified = (...examples: object[]): RuleExample => ({
  action: {
    examples: examples.map((more) => ({ name: "a", input: { path: { meetingId: 123456789 } }, ...more })),
  },
});

/** Examples of rules about policies: a route more, by what it says besides that it needs approval. */
export const contacts = (route: object): PolicyExample => ({
  route: { method: "GET", path: "/users/me/contacts", tier: "approval", ...route },
});
