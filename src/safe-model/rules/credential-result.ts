import { fieldNames } from "../../gateway/result.ts";
import { defineActionRule } from "../rule.ts";
import { namesCredential } from "../words.ts";

export const credentialResult = defineActionRule({
  id: "credential/result",
  summary: "No result field is a credential or a privileged link",
  why: "What reaches the agent reaches its logs, its model and whoever it talks to; a start link or a passcode opens the meeting to all of them.",
  examples: {
    good: [{ action: { result: { fields: ["topic", "next_page_token"] } } }],
    bad: [
      { action: { result: { fields: ["start_url"] } } },
      { action: { result: { fields: ["settings.h323_password"] } } },
      { action: { result: { fields: ["accessToken"] } } },
    ],
  },
  *check({ action, port }) {
    const { fields, notCredentials } = port.policy.credentials;
    for (const [index, field] of action.result.fields.entries()) {
      const name = fieldNames(field).find(
        (part) => fields.includes(part) || (namesCredential(part) && !notCredentials.includes(part)),
      );
      if (name !== undefined) {
        yield {
          pointer: `/action/result/fields/${index}`,
          message: `${JSON.stringify(field)} would pass on a credential or privileged link`,
          hint: "remove it from result.fields",
        };
      }
    }
  },
});
