import { findSecrets } from "../../secrets/find.ts";
import { described, reasoned } from "../examples.ts";
import { defineRule } from "../rule.ts";

export const secretFound = defineRule({
  id: "secret/found",
  summary: "No string of a draft, manifest, policy or recording looks like a secret",
  why: "A draft is committed, pushed and read by many; a secret in it is spent. What was found is never shown.",
  examples: {
    good: [
      reasoned("Needs the scope meeting:read:meeting and no token."),
      reasoned("The next_page_token is IAfJX3jsOLW7w3dokmFl84zOa0MAVGyMEB2, say."),
      reasoned("Join links (…?pwd=REDACTED) and the password stay out."),
    ],
    bad: [
      reasoned(`ghp_${"x1".repeat(18)}`),
      described(`Bearer ${"abc123".repeat(4)}`),
      described(`eyJ${"hbGciOiJIUzI1NiJ9"}.eyJ${"zdWIiOiIxMjM0In0"}.sig`),
      described(`Reads zoom.us/j/81000000001?pwd=${"aB3xY7q0"}`),
      described(`client_secret=${"aB3xY7q0"}`),
    ],
  },
  *check({ draft }) {
    for (const { kind, pointer } of findSecrets(draft)) {
      yield {
        pointer,
        message: `this looks like a secret (${kind})`,
        hint: "remove it, and replace it where it was issued if it was real",
      };
    }
  },
});
