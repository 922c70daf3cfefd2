import { parseRoute, segmentText } from "../../catalog/route.ts";
import { baseOf } from "../../gateway/request.ts";
import { defineActionRule } from "../rule.ts";

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
