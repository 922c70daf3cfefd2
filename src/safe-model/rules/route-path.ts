import { parseRoute } from "../../catalog/route.ts";
import { defineActionRule } from "../rule.ts";

/** Unreserved characters of RFC 3986, 2.3. */
const LITERAL = /^[A-Za-z0-9\-._~]+$/;

export const routePath = defineActionRule({
  id: "route/path",
  summary: "A path is plain segments and whole-segment placeholders",
  why: "Whatever a client or server would resolve, decode or split differently could turn a reviewed route into another one.",
  examples: {
    good: [{ action: { path: "/meetings/{meetingId}" } }, { action: { path: "/conversations.list" } }],
    bad: [
      { action: { path: "https://example.com/meetings" } },
      { action: { path: "//example.com/meetings" } },
      { action: { path: "/meetings/../users" } },
      { action: { path: "/meetings/%2e%2e/users" } },
      { action: { path: "/meetings?fields=all" } },
      { action: { path: "/meetings#all" } },
      { action: { path: "/meetings/{meetingId}.json" } },
      { action: { path: "/meetings/" } },
      { action: { path: "\\\\example.com" } },
    ],
  },
  *check({ action: { path } }) {
    const tell = (message: string, hint: string) => ({ pointer: "/action/path", message, hint });
    if (!path.startsWith("/")) {
      yield tell(
        "the path doesn't start with /",
        "write a path below the port's base URL, such as /users/me",
      );
      return;
    }
    for (const segment of parseRoute(path)) {
      if (segment.kind === "placeholder") {
        continue;
      }
      const { text } = segment;
      if (text === "" || text === "." || text === "..") {
        yield tell(
          `the path has the segment ${JSON.stringify(text)}`,
          "write the path without empty and dot segments",
        );
      } else if (!LITERAL.test(text)) {
        const odd = [...text].find((character) => !LITERAL.test(character)) ?? text;
        const point = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
        yield tell(
          `the segment ${JSON.stringify(text)} holds U+${point}`,
          "use letters, digits, - . _ ~ or one whole-segment placeholder such as {meetingId}",
        );
      }
    }
  },
});
