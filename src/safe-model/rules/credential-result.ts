import { fieldNames } from "../../gateway/result.ts";
import { holdsCredential } from "../names/credential.ts";
import { isListed, squash, wordSet } from "../names/words.ts";
import { defineActionRule } from "../rule.ts";
import { MOST_FIELDS } from "./result-fields.ts";

/** What APIs call an object of many things, or a whole answer. */
const CONTAINERS = wordSet(`settings setting config configuration data payload raw response headers
  attributes properties metadata auth authentication security`);

export const credentialResult = defineActionRule({
  id: "credential/result",
  summary: "No result field is a credential, a privileged link, or an object that could hold one",
  why: "What reaches the agent reaches its logs, its model and whoever it talks to; a start link or a passcode opens the meeting to all of them.",
  examples: {
    good: [
      { action: { result: { fields: ["topic", "next_page_token"] } } },
      { action: { result: { fields: ["settings.embed_password_in_join_link", "password_required"] } } },
      { action: { result: { fields: ["license.key", "keywords[]"] } } },
    ],
    bad: [
      { action: { result: { fields: ["start_url"] } } },
      { action: { result: { fields: ["START_URL"] } } },
      { action: { result: { fields: ["settings.h323_password"] } } },
      { action: { result: { fields: ["accessToken"] } } },
      { action: { result: { fields: ["refreshtoken"] } } },
      { action: { result: { fields: ["items[].signedUrl"] } } },
      { action: { result: { fields: ["settings"] } } },
    ],
  },
  *check({ action, port }) {
    const { credentials } = port.policy;
    const { fields, subtrees = [] } = credentials;
    for (const [index, field] of action.result.fields.slice(0, MOST_FIELDS).entries()) {
      const pointer = `/action/result/fields/${index}`;
      const names = fieldNames(field);
      const last = names.at(-1) ?? "";
      const hidden = fields.find((path) => path.includes(".") && isAbove(names, fieldNames(path)));
      if (names.some((name) => holdsCredential(name, credentials))) {
        yield {
          pointer,
          message: `${JSON.stringify(field)} would pass on a credential or privileged link`,
          hint: "remove it from result.fields",
        };
      } else if (hidden !== undefined || isListed(last, subtrees) || CONTAINERS.has(last.toLowerCase())) {
        yield {
          pointer,
          message: `${JSON.stringify(field)} names a whole object, which could hold a credential`,
          hint: `list the members that the agent needs: ${last}.…`,
        };
      }
    }
  },
  fix: (_, { pointer }) => [{ pointer, value: undefined }],
});

/** Whether a path leads to an object that the other path lies in, or to it itself. */
function isAbove(names: readonly string[], path: readonly string[]): boolean {
  return (
    names.length <= path.length && names.every((name, index) => squash(name) === squash(path[index] ?? ""))
  );
}
