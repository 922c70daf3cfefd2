import { parseRoute } from "../../catalog/route.ts";
import { namedInputs } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";
import { namesCredential } from "../words.ts";

export const credentialRoute = defineActionRule({
  id: "credential/route",
  summary: "No route is named after a credential, and no input is one",
  why: "The answer of such a route is a key to more than any action grants, and an input of one lands in logs.",
  examples: {
    good: [
      { action: { path: "/meetings/{meetingId}" } },
      {
        action: {
          input: {
            query: { type: "object", properties: { next_page_token: { type: "string", maxLength: 512 } } },
          },
        },
      },
    ],
    bad: [
      { action: { path: "/users/me/token" } },
      { action: { path: "/meetings/{meetingId}/joinTokens" } },
      { action: { input: { body: { type: "object", properties: { password: { type: "string" } } } } } },
    ],
  },
  *check({ action, port }) {
    const { notCredentials } = port.policy.credentials;
    for (const segment of parseRoute(action.path)) {
      const name = segment.kind === "literal" ? segment.text : segment.name;
      if (namesCredential(name) && !notCredentials.includes(name)) {
        yield {
          pointer: "/action/path",
          message: `the path's ${JSON.stringify(name)} names a credential`,
          hint: "choose a route whose answer is no credential",
        };
      }
    }
    for (const { name, pointer } of namedInputs(action)) {
      if (namesCredential(name) && !notCredentials.includes(name)) {
        yield {
          pointer,
          message: `the input ${JSON.stringify(name)} names a credential`,
          hint: "remove it: agents neither hold nor set credentials",
        };
      }
    }
  },
});
