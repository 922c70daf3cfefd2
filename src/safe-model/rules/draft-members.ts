import { toPointer } from "../../json/pointer.ts";
import { quote } from "../../text/quote.ts";
import { defineRule } from "../rule.ts";
import { unwritableMember } from "../unwritable.ts";

export const draftMembers = defineRule({
  id: "draft/members",
  summary: "A draft has only the members that its schema lists",
  why: "A member that this tool ignores and a gateway heeds, such as headers or a base URL, would be authority that nobody reviewed.",
  examples: {
    good: [{}],
    bad: [
      { action: { headers: { "X-On-Behalf-Of": "someone" } } },
      { action: { baseUrl: "https://example.com" } },
      { draft: { approved: true } },
    ],
  },
  *check({ strict }) {
    for (const issue of strict.error?.issues ?? []) {
      if (issue.code !== "unrecognized_keys") {
        continue;
      }
      for (const key of issue.keys) {
        const path = [...issue.path.map(String), key];
        // Schemas of inputs have keywords, not members: schema/closed tells of those.
        if (path[0] !== "action" || path[1] !== "input" || path.length === 3) {
          yield {
            pointer: toPointer(path),
            ...(unwritableMember(key) ?? {
              message: `${quote(key)} is no member that a draft has there`,
              hint: "remove it; `harbor-drafts schema draft` lists the members",
            }),
          };
        }
      }
    }
  },
});
