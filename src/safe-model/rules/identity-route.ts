import { isEquivalentRoute, parseRoute } from "../../catalog/route.ts";
import { defineActionRule } from "../rule.ts";

export const identityRoute = defineActionRule({
  id: "identity/route",
  summary: "No second action has the same method and path",
  why: "Two actions on one route split its bounds and its approval: the laxer one would decide.",
  examples: {
    good: [{ action: { path: "/meetings/{meetingId}" } }],
    bad: [{ action: { path: "/users/me/meetings", input: {} } }],
  },
  *check({ action, port }) {
    const route = parseRoute(action.path);
    const twin = port.manifest.actions.find(
      (live) =>
        live.slug !== action.slug &&
        live.method === action.method &&
        isEquivalentRoute(parseRoute(live.path), route),
    );
    if (twin !== undefined) {
      yield {
        pointer: "/action/path",
        message: `the live action ${twin.slug} is ${twin.method} ${twin.path} already`,
        hint: `update ${twin.slug} instead`,
      };
    }
  },
});
