import { parseRoute } from "../../catalog/route.ts";
import { quote } from "../../text/quote.ts";
import { holdsCredential, namesKey, namesSignIn } from "../names/credential.ts";
import { isListed } from "../names/words.ts";
import { routesOf } from "../route-overlap.ts";
import { defineActionRule } from "../rule.ts";

export const credentialRoute = defineActionRule({
  id: "credential/route",
  summary: "No route is named after a credential",
  why: "The answer of such a route is a key to more than any action grants, whether or not anybody listed it.",
  examples: {
    good: [
      { action: { path: "/meetings/{meetingId}" } },
      { action: { path: "/users/me/keywords" } },
      { action: { path: "/pins.list" } },
    ],
    bad: [
      { action: { path: "/users/me/token" } },
      { action: { path: "/users/me/zak" } },
      { action: { path: "/users/me/apiKeys" } },
      { action: { path: "/users/me/keys" } },
      { action: { path: "/meetings/{meetingId}/jointoken/local_recording" } },
      { action: { path: "/oauth.v2.access" } },
    ],
  },
  *check({ action, port }) {
    const { credentials } = port.policy;
    const routes = new Set([action.path, ...(routesOf(action) ?? [])]);
    const told = new Set<string>();
    for (const segment of [...routes].flatMap((path) => parseRoute(path))) {
      const name = segment.kind === "literal" ? segment.text : `${segment.name}${segment.ending}`;
      if (told.has(name)) {
        continue;
      }
      told.add(name);
      const isNamed =
        holdsCredential(name, credentials) ||
        (segment.kind === "literal" &&
          !isListed(name, credentials.notCredentials) &&
          (namesKey(name) || namesSignIn(name)));
      if (isNamed) {
        yield {
          pointer: "/action/path",
          message: `the path's ${quote(name)} names a credential`,
          hint: "choose a route whose answer is no credential",
        };
      }
    }
  },
});
