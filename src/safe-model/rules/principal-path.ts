import { parseRoute } from "../../catalog/route.ts";
import { defineActionRule } from "../rule.ts";
import { namesPerson } from "../words.ts";

export const principalPath = defineActionRule({
  id: "principal/path",
  summary: "No placeholder of the path chooses a user or account",
  why: "The port stands for one person; a free user id turns each of their reads and writes into everybody's.",
  examples: {
    good: [{ action: { path: "/users/me/meetings" } }, { action: { path: "/meetings/{meetingId}" } }],
    bad: [
      { action: { path: "/users/{userId}/meetings" } },
      { action: { path: "/users/{id}" } },
      { action: { path: "/teams/{ownerEmail}" } },
    ],
  },
  *check({ action, port }) {
    const { principal } = port.policy;
    let collection = "";
    for (const segment of parseRoute(action.path)) {
      if (segment.kind === "literal") {
        collection += `/${segment.text}`;
        continue;
      }
      const { name } = segment;
      const isPerson =
        namesPerson(name) ||
        principal.identityNames.includes(name) ||
        principal.collections.includes(collection) ||
        namesPerson(collection.split("/").at(-1) ?? "");
      if (isPerson && !principal.scopingPlaceholders.includes(name)) {
        yield {
          pointer: "/action/path",
          message: `{${name}} chooses whose data it is`,
          hint: principal.collections.includes(collection)
            ? `write ${collection}/${principal.keyword} in place of ${collection}/{${name}}`
            : "choose a route of the signed-in user",
        };
      }
      collection = "";
    }
  },
});
