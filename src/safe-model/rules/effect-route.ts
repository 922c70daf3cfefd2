import { isRead, listedRoute, type PolicyRoute } from "../../catalog/listed-route.ts";
import { parseRoute } from "../../catalog/route.ts";
import { quote } from "../../text/quote.ts";
import { effectOf } from "../names/effect.ts";
import { someSays } from "../names/words.ts";
import { routesOf } from "../route-overlap.ts";
import { defineActionRule } from "../rule.ts";

export const effectRoute = defineActionRule({
  id: "effect/route",
  summary: "No read is named after a change, and no route after destruction or a passthrough",
  why: "A method promises little where the path gives the order: some servers end the meeting for whoever asks for /meetings/1/end.",
  examples: {
    good: [
      { action: { path: "/users/me/upcoming_meetings" } },
      { action: { path: "/conversations.list" } },
      { action: { path: "/repos/{owner}/{repo}/merge_requests" } },
      { action: { path: "/meetings/{meetingId}/end_times" } },
      { action: { path: "/chat.postMessage", method: "POST" } },
    ],
    bad: [
      { action: { path: "/meetings/{meetingId}/end" } },
      { action: { path: "/meetings/{meetingId}/endMeeting" } },
      { action: { path: "/chat.delete" } },
      { action: { path: "/users/me/deactivate", method: "POST" } },
      { action: { path: "/meetings/batch", method: "POST" } },
      { action: { path: "/conversations.join" } },
      { action: { path: "/graphql" } },
    ],
  },
  words: "route",
  *check({ action, port }) {
    const reads = isRead(action, port.policy);
    const listed = listedRoute(action, port.policy);
    const routes = routesOf(action) ?? [action.path];
    const segments = routes.flatMap((path) => parseRoute(path));
    for (const text of new Set(
      segments.map((segment) => (segment.kind === "literal" ? segment.text : segment.ending)),
    )) {
      const effect = effectOf(text);
      if (effect === "destructive" || (effect === "changing" && reads)) {
        yield {
          pointer: "/action/path",
          message: `the path's ${quote(text)} is an order, not a thing to ${reads ? "read" : "write"}`,
          hint: "choose a route that reads, or a listed write; what destroys is left to people",
        };
      }
      if (someSays(text, "passthrough") && !(listed !== undefined && sendsConstant(listed))) {
        yield {
          pointer: "/action/path",
          message: `the path's ${quote(text)} takes any request there is`,
          hint: "choose one fixed route; GraphQL can't be written but for a constant document, which the policy's route lists as a value of query",
          isCertain: true,
        };
      }
    }
  },
});

/**
 * Whether the policy fixes the document that a route of GraphQL gets; then it is one fixed route. One that
 * only reads gets no other operation than a query (GraphQL specification, 2.3).
 */
function sendsConstant({ method, query, body, reads }: PolicyRoute): boolean {
  const documents = (method === "GET" ? query : body)?.query;
  const isQuery = (text: unknown): boolean => /^\s*(?:query\b|\{)/.test(String(text));
  return Array.isArray(documents) && (reads !== true || documents.every(isQuery));
}
