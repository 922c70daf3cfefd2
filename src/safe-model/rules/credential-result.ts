import { fieldNames } from "../../gateway/fields.ts";
import { holdsCredential } from "../names/credential.ts";
import { isListed, squash, wordSet, wordsOf } from "../names/words.ts";
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
      { action: { result: { fields: ["topic", "start_url"] } } },
      { action: { result: { fields: ["START_URL"] } } },
      { action: { result: { fields: ["settings.h323_password"] } } },
      { action: { result: { fields: ["accessToken"] } } },
      { action: { result: { fields: ["refreshtoken"] } } },
      { action: { result: { fields: ["items[].signedUrl"] } } },
      { action: { result: { fields: ["incoming_webhook.url"] } } },
      { action: { result: { fields: ["settings"] } } },
      { action: { result: { fields: ["[].access_token"] } } },
      { action: { result: { fields: ["rows[][].start_url"] } } },
      { action: { result: { fields: ['records[].fields["Host key"]'] } } },
    ],
  },
  *check({ action, port }) {
    const { credentials } = port.policy;
    const { fields, subtrees = [] } = credentials;
    for (const [index, field] of action.result.fields.slice(0, MOST_FIELDS).entries()) {
      const pointer = `/action/result/fields/${index}`;
      const names = fieldNames(field);
      const last = names.at(-1) ?? "";
      const hidden = fields.find((path) => fieldNames(path).length > 1 && leadsTo(names, fieldNames(path)));
      if (!credentials.notCredentials.includes(field) && holdsOne(names, credentials)) {
        yield {
          pointer,
          message: `${JSON.stringify(field)} would pass on a credential or privileged link`,
          hint: "remove it from result.fields",
        };
      } else if (hidden !== undefined || isListed(last, subtrees) || CONTAINERS.has(last.toLowerCase())) {
        yield {
          pointer,
          message: `${JSON.stringify(field)} names a whole object, which could hold a credential`,
          hint: `list the members that the agent needs, such as ${field.replace(/\[\]$/, "")}[].id of a list, ${field}.id of an object`,
        };
      }
    }
  },
  // An action whose last field is gone still works, and tells the agent nothing: that is for people.
  fix: ({ action }, { pointer }) =>
    action.result.fields.length > 1 ? [{ pointer, value: undefined }] : undefined,
});

type Credentials = { fields: readonly string[]; notCredentials: readonly string[] };

/** Whether a path's names say so, each for itself, or with the one around it: `webhook.url`, `host.key`. */
function holdsOne(names: readonly string[], credentials: Credentials): boolean {
  return names.some(
    (name, index) =>
      holdsCredential(name, credentials) ||
      beginsLike(name, credentials.fields) ||
      // A licence on a code host has a key, which is its name.
      (wordsOf(name).length === 1 &&
        !/^licen[cs]e$/.test(names[index - 1] ?? "license") &&
        holdsCredential(`${names[index - 1]}_${name}`, credentials)),
  );
}

/** `url_private_download` goes on where the listed `url_private` ends. */
function beginsLike(name: string, fields: readonly string[]): boolean {
  const words = wordsOf(name).join(" ");
  return fields.some((field) => {
    const listed = wordsOf(field);
    return listed.length > 1 && words.startsWith(`${listed.join(" ")} `);
  });
}

/** Whether a path, from any of its names on, leads to the other path or to an object that it lies in. */
function leadsTo(names: readonly string[], path: readonly string[]): boolean {
  return names.some((_, index) => isAbove(names.slice(index), path));
}

function isAbove(names: readonly string[], path: readonly string[]): boolean {
  return (
    names.length <= path.length && names.every((name, index) => squash(name) === squash(path[index] ?? ""))
  );
}
