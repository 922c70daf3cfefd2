import { isRead } from "../../catalog/listed-route.ts";
import { parseRoute } from "../../catalog/route.ts";
import { quote } from "../../text/quote.ts";
import { body, query } from "../examples.ts";
import { namedValuesOf, pointerOfValue } from "../inputs.ts";
import { asksForCredential, holdsCredential, namesKey, namesSignIn } from "../names/credential.ts";
import { isListed } from "../names/words.ts";
import { routesOf } from "../route-overlap.ts";
import { defineActionRule, defineInputRule } from "../rule.ts";
import { isFlag, kindOf } from "../values.ts";

export const credentialInput = defineInputRule({
  id: "credential/input",
  summary: "No input is a credential, and none asks for one",
  why: "Agents neither hold nor set credentials: one in an input lands in logs, and one that a value asks for comes back in the answer.",
  examples: {
    good: [
      query({
        next_page_token: { type: "string", maxLength: 512 },
        sort_key: { type: "string", maxLength: 9 },
      }),
      query({ password_required: { type: "boolean" } }),
    ],
    bad: [
      body({ password: { type: "string" } }),
      query({ hostkey: { type: "integer", minimum: 1, maximum: 9 } }),
      query({ type: { type: "string", enum: ["token", "zak"] } }),
      query({ type: { type: "string", pattern: "^(?:token|zak)$" } }),
      query({ include_host_key: { type: "boolean" } }),
      query({ include_host_key: { type: "string", enum: ["true"] } }),
      query({ use_pin: { type: "string", maxLength: 9 } }),
      query({ use_pin: { type: "integer", minimum: 0, maximum: 9999 } }),
    ],
  },
  *checkInput(node, { action, port: { policy } }) {
    const { name, schema, isItem } = node;
    const holdsText = schema.type !== "boolean" && schema.type !== "object";
    const asks = isFlag(schema) && isRead(action, policy) && asksForCredential(name);
    if (!isItem && (asks || (holdsText && holdsCredential(name, policy.credentials, kindOf(schema))))) {
      const hint = "remove it: agents neither hold nor set credentials";
      yield { message: `the input ${quote(name)} names a credential`, hint };
    }
    for (const [index, value] of namedValuesOf(schema).entries()) {
      if (typeof value === "string" && value.length <= 64 && holdsCredential(value, policy.credentials)) {
        const message = `the value ${quote(value)} asks for a credential`;
        yield { pointer: pointerOfValue(node, index), message, hint: "leave the value out" };
      }
    }
  },
});

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
