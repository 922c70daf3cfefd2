import { isFieldPath } from "../../gateway/fields.ts";
import { quote } from "../../text/quote.ts";
import { definePolicyRule } from "../catalog-rule.ts";
import { namesLink } from "../names/answer-links.ts";
import { namesNumber } from "../names/answer-numbers.ts";
import { namesCredential } from "../names/credential.ts";
import { isListed, wordsOf } from "../names/words.ts";
import type { Problem } from "../rule.ts";

export const policyCredentials = definePolicyRule({
  id: "policy/credentials",
  summary: "No name counts as harmless that is a credential",
  why: "One word in notCredentials lets a field, a route and an input of that name through, in every action of the port; a response path lets through one field.",
  examples: {
    good: [
      {},
      { policy: { credentials: { fields: ["host_key"], notCredentials: ["pin_board", "next_token"] } } },
      {
        policy: { credentials: { fields: ["owner.badge"], notCredentials: ["invoice.hosted_invoice_url"] } },
      },
    ],
    bad: [
      { policy: { credentials: { fields: ["host_key"], notCredentials: ["hostKey"] } } },
      { policy: { credentials: { fields: [], notCredentials: ["zak"] } } },
      { policy: { credentials: { fields: [], notCredentials: ["access_token"] } } },
      { policy: { credentials: { fields: [], notCredentials: ["upload.session_token"] } } },
      { policy: { credentials: { fields: [], notCredentials: ["url"] } } },
      { policy: { credentials: { fields: ["invoice.*"], notCredentials: [] } } },
    ],
  },
  *check({ credentials }) {
    for (const list of ["fields", "notCredentials"] as const) {
      for (const [index, entry] of credentials[list].entries()) {
        const problem =
          list === "fields" ? misspelt(entry) : (doubtOf(entry, credentials.fields) ?? misspelt(entry));
        if (problem !== undefined) {
          yield { pointer: `/credentials/${list}/${index}`, severity: "warning", ...problem };
        }
      }
    }
  },
});

type Doubt = Omit<Problem, "pointer">;

function doubtOf(entry: string, fields: readonly string[]): Doubt | undefined {
  const shown = quote(entry);
  if (isListed(entry, fields)) {
    return {
      message: `${shown} is among the credentials, too`,
      hint: "keep it in one of the two lists",
      severity: "error",
    };
  }
  if (namesCredential(entry)) {
    return {
      message: `${shown} is a credential by its name`,
      hint: "remove it, unless the API means something else by it",
    };
  }
  if (wordsOf(entry).length === 1 && (namesLink(entry) || namesNumber(entry))) {
    return {
      message: `${shown} alone doesn't say what it is of, and lets it through in every answer`,
      hint: `name the whole path of the field that is meant, such as repository.${entry}`,
    };
  }
  return undefined;
}

/** An entry that looks like a path and can't be read as one. */
function misspelt(entry: string): Doubt | undefined {
  return isFieldPath(entry) || !/[.[\]*/]/.test(entry)
    ? undefined
    : {
        message: `${quote(entry)} is no response path, and counts as a name`,
        hint: 'write paths as result.fields has them: invoice.url, items[].url, ["@odata.nextLink"]',
      };
}
