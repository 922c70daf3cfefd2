import type { ReadableAction } from "../../catalog/action.ts";
import { isRead, takesBody } from "../../catalog/listed-route.ts";
import type { Policy } from "../../catalog/policy.ts";
import { parseRoute, segmentText, withoutSlash } from "../../catalog/route.ts";
import { baseOf } from "../../gateway/request.ts";
import { codePointName } from "../../text/escape.ts";
import { quote } from "../../text/quote.ts";
import { judgeRoute } from "../routes.ts";
import { defineActionRule } from "../rule.ts";
import { unwritableValue } from "../unwritable.ts";

const MODES = ["automatic", "require_approval"];

export const routeApproval = defineActionRule({
  id: "route/approval",
  summary: "The approval mode is at least as strict as the route's tier",
  why: "Writes, and reads of other people's data, happen only after a person has seen the very call.",
  examples: {
    good: [{ action: { approvalMode: "automatic" } }, { action: { approvalMode: "require_approval" } }],
    bad: [
      { action: { approvalMode: "never" } },
      { action: { method: "POST", path: "/users/me/meetings", approvalMode: "automatic" } },
      { action: { path: "/past_meetings/{meetingId}/participants", approvalMode: "automatic" } },
    ],
  },
  *check({ action, port }) {
    const pointer = "/action/approvalMode";
    const hint = 'write "require_approval"';
    if (!MODES.includes(action.approvalMode)) {
      yield { pointer, message: `${quote(action.approvalMode)} is no approval mode`, hint };
    } else if (action.approvalMode === "automatic") {
      const { tier, reason } = judgeRoute(action, port.policy);
      if (takesBody(action) && !isRead(action, port.policy)) {
        yield { pointer, message: `a ${action.method} needs a person's approval each time`, hint };
      } else if (tier === "approval") {
        yield {
          pointer,
          message: `this read needs a person's approval each time${reason === "" ? "" : `: ${reason}`}`,
          hint,
        };
      }
    }
  },
  fix: () => [{ pointer: "/action/approvalMode", value: "require_approval" }],
});

export const routeBase = defineActionRule({
  id: "route/base",
  summary: "The URL that a client requests stays under the port's base URL",
  why: "The gateway adds the token to whatever URL comes out; on another host or path it would be given away.",
  examples: {
    good: [{}],
    bad: [
      { action: { path: "@example.com/meetings" } },
      { action: { path: "/../v1/meetings" } },
      { action: { path: ".evil.example/meetings" } },
    ],
  },
  *check({ action, port }) {
    const baseUrl = baseOf(port.manifest.port);
    const filled = parseRoute(action.path).map((segment) => segmentText(segment, "0"));
    const expected = `${baseUrl}/${filled.join("/")}`;
    const asWritten = baseUrl + action.path.replace(/\{[^}]*\}/g, "0");
    if (!URL.canParse(asWritten) || new URL(asWritten).href !== expected) {
      yield {
        pointer: "/action/path",
        message: "a client would not resolve this path to itself under the base URL",
        hint: `write a plain path below ${baseUrl}`,
      };
    }
  },
});

const START = { method: "POST", path: "/meetings/{meetingId}/start", requestBodyMode: "none" };

export const routeBody = defineActionRule({
  id: "route/body",
  summary:
    "A GET sends no body; another method sends a JSON body with a schema, or none where the policy says so",
  why: "A body on a read, or a write without a schema, would send what nobody bounded.",
  examples: {
    good: [{ action: { requestBodyMode: "none" } }, { action: START }],
    bad: [
      { action: { requestBodyMode: "json" } },
      { action: { requestBodyMode: "form" } },
      { action: { input: { body: { type: "object", properties: {}, additionalProperties: false } } } },
      { action: { method: "PATCH", requestBodyMode: "none" } },
      { action: { ...START, path: "/meetings/{meetingId}/pause" } },
      { action: { ...START, requestBodyMode: "json" } },
    ],
  },
  *check({ action, port }) {
    const { method, requestBodyMode, input } = action;
    const isSent = takesBody(action) && !sendsNothing(action, port.policy);
    const wanted = isSent ? "json" : "none";
    if (requestBodyMode !== wanted) {
      yield {
        pointer: "/action/requestBodyMode",
        ...(unwritableValue("requestBodyMode", requestBodyMode) ?? {
          message: `a ${method} has requestBodyMode ${quote(requestBodyMode)}`,
          hint: isSent
            ? 'write "json"; a write without a body is one whose route has "body": {} in the policy'
            : `write "${wanted}"`,
        }),
      };
    }
    if (isSent !== (input.body !== undefined)) {
      yield isSent
        ? {
            pointer: "/action/input",
            message: `a ${method} has no schema for its body`,
            hint: "add input.body",
          }
        : { pointer: "/action/input/body", message: `a ${method} has a body`, hint: "remove input.body" };
    }
  },
  fix: ({ action, port }, { pointer }) =>
    // Of a write the author has to say that it sends a body.
    pointer === "/action/requestBodyMode" && (action.method === "GET" || sendsNothing(action, port.policy))
      ? [{ pointer, value: "none" }]
      : undefined,
});

/** Whether the policy lists the route with a body of nothing. */
function sendsNothing(action: ReadableAction, policy: Policy): boolean {
  const body = judgeRoute(action, policy).listed?.body;
  return body !== undefined && Object.keys(body).length === 0;
}

const METHODS = ["GET", "POST", "PUT", "PATCH"];

export const routeMethod = defineActionRule({
  id: "route/method",
  summary: "The method is GET, POST, PUT or PATCH; DELETE never",
  why: "What is deleted can't be brought back by a reviewer who looks at it tomorrow.",
  examples: {
    good: [{ action: { method: "GET" } }],
    bad: [{ action: { method: "DELETE" } }, { action: { method: "get" } }, { action: { method: "CONNECT" } }],
  },
  *check({ action }) {
    if (action.method === "DELETE") {
      yield {
        pointer: "/action/method",
        message: "DELETE destroys, and agents may not",
        hint: "leave deletion to a person; propose a read that helps them decide",
      };
    } else if (!METHODS.includes(action.method)) {
      yield {
        pointer: "/action/method",
        message: `${quote(action.method)} isn't a method that an action may have`,
        hint: `write one of ${METHODS.join(", ")}`,
        candidates: METHODS,
      };
    }
  },
});

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
