import { parseRoute, withoutSlash } from "../../catalog/route.ts";
import { codePointName } from "../../text/escape.ts";
import { quote } from "../../text/quote.ts";
import { defineActionRule } from "../rule.ts";

/** Unreserved characters of RFC 3986, 2.3, and the colon before a method. */
const LITERAL = /^[A-Za-z0-9\-._~][A-Za-z0-9\-._~:]*$/;

/** No route that a reviewer can take in is longer. */
const LONGEST_PATH = 512;
const MOST_SEGMENTS = 20;

export const routePath = defineActionRule({
  id: "route/path",
  summary: "A path is plain segments and placeholders, the last one with a fixed ending where it has one",
  why: "Whatever a client or server would resolve, decode or split differently could turn a reviewed route into another one.",
  examples: {
    good: [
      { action: { path: "/meetings/{meetingId}" } },
      { action: { path: "/conversations.list" } },
      { action: { path: "/organizations/acme/releases/" } },
      { action: { path: "/messages/{meetingId}.json" } },
      { action: { path: "/values/{meetingId}:append" } },
      { action: { path: "/values:batchGet" } },
    ],
    bad: [
      { action: { path: "https://example.com/meetings" } },
      { action: { path: "//example.com/meetings" } },
      { action: { path: "/meetings/../users" } },
      { action: { path: "/meetings/%2e%2e/users" } },
      { action: { path: "/meetings?fields=all" } },
      { action: { path: "/meetings#all" } },
      { action: { path: "/meetings/{meetingId}json" } },
      { action: { path: "/meetings/{meetingId}.json/polls" } },
      { action: { path: "/meetings/{meetingId}:" } },
      { action: { path: "/meetings/:meetingId" } },
      { action: { path: "/meetings/{a}-{b}" } },
      { action: { path: "/meetings//" } },
      { action: { path: "/" } },
      { action: { path: "\\\\example.com" } },
      { action: { path: "/meetings;v=2/{meetingId}" } },
      { action: { path: "/meetings/\uff0e\uff0e/users" } },
      { action: { path: "/mееtings/{meetingId}" } },
    ],
  },
  *check({ action: { path } }) {
    for (const problem of problemsOfPath(path)) {
      yield { pointer: "/action/path", ...problem };
    }
  },
});

/** What is wrong with a path, wherever it is written. */
export function* problemsOfPath(path: string): Generator<{ message: string; hint: string }> {
  if (!path.startsWith("/")) {
    const hint = "write a path below the port's base URL, such as /users/me";
    yield { message: "the path doesn't start with /", hint };
    return;
  }
  const segments = withoutSlash(parseRoute(path));
  if (path.length > LONGEST_PATH || segments.length > MOST_SEGMENTS) {
    const message = `the path has more than ${LONGEST_PATH} characters or ${MOST_SEGMENTS} segments`;
    yield { message, hint: "write the API's own route" };
    return;
  }
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === "placeholder") {
      if (segment.ending !== "" && index < segments.length - 1) {
        const message = `the ending ${quote(segment.ending)} stands before other segments`;
        const hint = "an ending belongs to the path's last segment; write the API's own route";
        yield { message, hint };
      }
      continue;
    }
    const { text } = segment;
    if (text === "" || text === "." || text === "..") {
      const message = `the path has the segment ${quote(text)}`;
      yield { message, hint: "write the path without empty and dot segments" };
    } else if (!LITERAL.test(text)) {
      const foreign = [...text].filter((character) => !LITERAL.test(`x${character}`));
      const odd = (foreign.length > 0 ? foreign : [":"]).map(codePointName);
      const message = `the segment ${quote(text)} holds ${[...new Set(odd)].slice(0, 8).join(", ")}`;
      const hint =
        "use letters, digits, - . _ ~ : or one placeholder for the whole segment, such as {meetingId}; it may have an ending such as .json or :append";
      yield { message, hint };
    }
  }
}
