import { isSlug } from "../../catalog/layout.ts";
import { quote } from "../../text/quote.ts";
import { defineRule } from "../rule.ts";

export const identitySlug = defineRule({
  id: "identity/slug",
  summary: "A slug is lower-case words joined by hyphens, at most 64 characters",
  why: "The slug becomes a file name, a URL segment and a git branch, so it must be safe as each on every system.",
  examples: {
    good: [{ action: { slug: "get-meeting" } }],
    bad: [
      { action: { slug: "../../catalog/x" } },
      { action: { slug: "Get_Meeting" } },
      { action: { slug: "con" } },
      { action: { slug: "-rf" } },
    ],
  },
  *check({ draft }) {
    if (!isSlug(draft.action.slug)) {
      yield {
        pointer: "/action/slug",
        message: `${quote(draft.action.slug)} is no slug`,
        hint: "write lower-case letters and digits in words joined by single hyphens, such as get-meeting",
        candidates: [draft.action.slug.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")].filter(isSlug),
      };
    }
  },
});
