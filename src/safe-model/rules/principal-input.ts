import { canHoldIdentity, namedInputs } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";
import { namesPerson } from "../words.ts";

export const principalInput = defineActionRule({
  id: "principal/input",
  summary: "No query parameter or body field chooses a person to act as or for",
  why: "A fixed path is no bound if the body can hand the meeting to somebody else.",
  examples: {
    good: [
      { action: { input: { query: { type: "object", properties: { host_video: { type: "boolean" } } } } } },
      {
        action: {
          input: { query: { type: "object", properties: { timezone: { type: "string", maxLength: 64 } } } },
        },
      },
    ],
    bad: [
      {
        action: {
          input: {
            body: { type: "object", properties: { schedule_for: { type: "string", maxLength: 64 } } },
          },
        },
      },
      {
        action: {
          input: { query: { type: "object", properties: { user_id: { type: "string", maxLength: 64 } } } },
        },
      },
      {
        action: {
          input: {
            body: {
              type: "object",
              properties: { settings: { type: "object", properties: { hostEmail: { type: "string" } } } },
            },
          },
        },
      },
    ],
  },
  *check({ action, port }) {
    const { identityNames } = port.policy.principal;
    for (const node of namedInputs(action)) {
      // Placeholders of the path have a rule of their own.
      if (node.place === "path" || !canHoldIdentity(node)) {
        continue;
      }
      if (identityNames.includes(node.name) || namesPerson(node.name)) {
        yield {
          pointer: node.pointer,
          message: `${JSON.stringify(node.name)} can choose another person`,
          hint: "remove it: the API takes the signed-in user where it is left out",
        };
      }
    }
  },
});
