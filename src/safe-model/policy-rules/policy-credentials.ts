import { definePolicyRule } from "../catalog-rule.ts";
import { namesCredential } from "../names/credential.ts";
import { isListed } from "../names/words.ts";

export const policyCredentials = definePolicyRule({
  id: "policy/credentials",
  summary: "No name counts as harmless that is a credential",
  why: "One word in notCredentials lets a field, a route and an input of that name through, in every action of the port.",
  examples: {
    good: [
      {},
      { policy: { credentials: { fields: ["host_key"], notCredentials: ["pin_board", "next_token"] } } },
    ],
    bad: [
      { policy: { credentials: { fields: ["host_key"], notCredentials: ["hostKey"] } } },
      { policy: { credentials: { fields: [], notCredentials: ["zak"] } } },
      { policy: { credentials: { fields: [], notCredentials: ["access_token"] } } },
    ],
  },
  *check({ policy: { credentials } }) {
    for (const [index, name] of credentials.notCredentials.entries()) {
      const pointer = `/credentials/notCredentials/${index}`;
      if (isListed(name, credentials.fields)) {
        yield {
          pointer,
          message: `${JSON.stringify(name)} is among the credentials, too`,
          hint: "keep it in one of the two lists",
        };
      } else if (namesCredential(name)) {
        yield {
          pointer,
          message: `${JSON.stringify(name)} is a credential by its name`,
          hint: "remove it, unless the API means something else by it",
          severity: "warning",
        };
      }
    }
  },
});
