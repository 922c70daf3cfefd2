import type { Policy } from "../../catalog/policy.ts";
import { parseRoute } from "../../catalog/route.ts";
import { fieldNames, isFieldPath, parseField } from "../../gateway/fields.ts";
import { memoize } from "../../lazily.ts";
import { quote } from "../../text/quote.ts";
import { fields } from "../examples.ts";
import {
  type AnswerPlace,
  isContent,
  mayBePrivateNumber,
  mayOpen,
  namesAlong,
  namesLink,
} from "../names/answers.ts";
import { namesCredential } from "../names/credential.ts";
import { isListed, squash, wordSet, wordsOf } from "../names/words.ts";
import { judgeRoute } from "../routes.ts";
import { defineActionRule } from "../rule.ts";
import { MOST_FIELDS } from "./result.ts";

/** What APIs call an object of many things, or a whole answer. */
const CONTAINERS = wordSet(`settings setting config configuration data payload raw response headers
  attributes properties metadata auth authentication security`);

export const credentialResult = defineActionRule({
  id: "credential/result",
  summary:
    "No result field is a credential, a link or key that opens something, a private number, or an object that could hold one",
  why: "What reaches the agent reaches its logs, its model and whoever it talks to; a start link or a passcode opens the meeting to all of them. A name that says link, key, download or pdf passes only if its other words are known to be harmless; where it has no others, what stands around it counts (the name above, else the route's last word), and a write may not answer with it at all.",
  examples: {
    good: [
      fields("topic", "next_page_token"),
      fields("settings.embed_password_in_join_link", "password_required"),
      fields("license.key", "keywords[]", "html_url", "owner.avatar_url"),
      {
        action: { path: "/repos/{owner}/{repo}/issues", result: { fields: ["[].url", "[].repository.url"] } },
      },
      fields("card.last4", "card.brand", "phone_number"),
    ],
    bad: [
      fields("topic", "start_url"),
      fields("START_URL"),
      fields("settings.h323_password"),
      fields("accessToken"),
      fields("refreshtoken"),
      fields("items[].signedUrl"),
      fields("incoming_webhook.url"),
      fields("hosted_invoice_url", "invoice_pdf"),
      { action: { path: "/billing_portal/sessions/{id}", result: { fields: ["url"] } } },
      { action: { method: "POST", path: "/issues", result: { fields: ["issue.url"] } } },
      { action: { path: "/issuing/cards/{id}", result: { fields: ["number"] } } },
      fields("settings"),
      fields("[].access_token"),
      fields("rows[][].start_url"),
      fields('records[].fields["Host key"]'),
    ],
  },
  *check({ action, port }) {
    const lists = listsOf(port.policy.credentials);
    const isWritten = action.method !== "GET" && judgeRoute(action, port.policy).listed?.reads !== true;
    const segments = parseRoute(action.path).flatMap((part) =>
      part.kind === "literal" && part.text !== "" ? [part.text] : [],
    );
    for (const [index, field] of action.result.fields.slice(0, MOST_FIELDS).entries()) {
      const place = { steps: parseField(field) ?? fieldNames(field), segments, isWritten };
      const fault = faultOf(place, lists);
      if (fault !== undefined) {
        yield {
          pointer: `/action/result/fields/${index}`,
          message: `${quote(field)} ${fault.message}`,
          hint: fault.hint(field),
        };
      }
    }
  },
  // An action whose last field is gone still works, and tells the agent nothing: that is for people.
  fix: ({ action }, { pointer }) =>
    action.result.fields.length > 1 ? [{ pointer, value: undefined }] : undefined,
});

interface Fault {
  message: string;
  hint: (field: string) => string;
}

const REVIEWED = "remove it, or ask a reviewer to name it in the policy's credentials.notCredentials";

const CREDENTIAL: Fault = {
  message: "would pass on a credential or privileged link",
  hint: () => "remove it from result.fields",
};
const LINK: Fault = {
  message: "may be a link or key that opens something for whoever has it",
  hint: () => REVIEWED,
};
const MADE_LINK: Fault = {
  message: "may be a link that a write has just made, which opens something for whoever has it",
  hint: () =>
    "remove it, and let an action that reads the thing list its link; a reviewer may name its whole path in the policy's credentials.notCredentials",
};
const PRIVATE_NUMBER: Fault = {
  message: "may be the number of a card, a bank account or an identity document",
  hint: () => `${REVIEWED}; what is shown of one, such as last4, passes`,
};
const WHOLE: Fault = {
  message: "names a whole object, which could hold a credential",
  hint: (field) =>
    `list the members that the agent needs, such as ${field.replace(/\[\]$/, "")}[].id of a list, ${field}.id of an object`,
};

/** What a policy lists, its paths apart from names that count at any depth. */
const listsOf = memoize(({ fields, subtrees = [], notCredentials }: Policy["credentials"]) => ({
  fields,
  subtrees,
  paths: fields.filter(isPath).map(fieldNames),
  /** `url_private_download` goes on where the listed `url_private` ends. */
  beginnings: fields.map(wordsOf).flatMap((words) => (words.length > 1 ? [`${words.join(" ")} `] : [])),
  harmless: notCredentials.filter((entry) => !isPath(entry)),
  harmlessPaths: notCredentials.filter(isPath).map(fieldNames),
}));

type Lists = ReturnType<typeof listsOf>;

/** What is wrong with a field. What the policy lists as a credential is one, whatever else it says. */
function faultOf(place: AnswerPlace, lists: Lists): Fault | undefined {
  const said = saidOf(lists)(place.steps);
  return said === "doubtful" ? doubtOf(place, lists.harmless) : said;
}

/** What a policy and the names of a field's path say of it by themselves: thousands of drafts list the same. */
const saidOf = memoize((lists: Lists) =>
  memoize((steps: AnswerPlace["steps"]): Fault | "doubtful" | undefined => {
    const { subtrees, paths, harmless } = lists;
    const names = namesAlong({ steps });
    const last = names.at(-1) ?? "";
    const isHarmless = lists.harmlessPaths.some((path) => isSame(path, names));
    if (
      names.some((_, at) => isListedCredential(names, at, lists)) ||
      paths.some((path) => liesIn(names, path)) ||
      (!isHarmless && names.some((_, at) => saysCredential(names, at, harmless)))
    ) {
      return CREDENTIAL;
    }
    const isContainer = isListed(last, subtrees) || CONTAINERS.has(last.toLowerCase());
    if (isContainer || paths.some((path) => leadsTo(names, path))) {
      return WHOLE;
    }
    return isHarmless ? undefined : "doubtful";
  }),
);

/** @param harmless names by which the policy excuses all but a link that a write has made */
function doubtOf(place: AnswerPlace, harmless: readonly string[]): Fault | undefined {
  const names = namesAlong(place);
  const last = names.at(-1) ?? "";
  const opens = mayOpen(place);
  if (opens === "made") {
    return MADE_LINK;
  }
  if (isListed(isContent(last) ? (names.at(-2) ?? last) : last, harmless)) {
    return undefined;
  }
  return opens === "unknown" ? LINK : mayBePrivateNumber(place) ? PRIVATE_NUMBER : undefined;
}

/** Whether the policy lists one of a path's names, for itself or with the one around it: `start.url`. */
function isListedCredential(names: readonly string[], at: number, { fields, beginnings }: Lists): boolean {
  const name = names[at] ?? "";
  const words = wordsOf(name).join(" ");
  return (
    isListed(name, fields) ||
    isListed(pairAt(names, at), fields) ||
    beginnings.some((beginning) => words.startsWith(beginning))
  );
}

/** Whether one of a path's names says so, for itself or with the one around it: `session.id`. */
function saysCredential(names: readonly string[], at: number, harmless: readonly string[]): boolean {
  const name = names[at] ?? "";
  const isExcused = isListed(name, harmless) || isListed(pairAt(names, at), harmless);
  const hasPair = wordsOf(name).length === 1 && !namesLink(name);
  return !isExcused && (namesCredential(name) || (hasPair && namesCredential(pairAt(names, at))));
}

function pairAt(names: readonly string[], at: number): string {
  return names.slice(Math.max(0, at - 1), at + 1).join("_");
}

/** Whether a path, from any of its names on, leads to an object that the other path lies in. */
function leadsTo(names: readonly string[], path: readonly string[]): boolean {
  return names.some((_, at) => isSame(path.slice(0, names.length - at), names.slice(at)));
}

/** Whether a path leads through the place where the other ends. */
function liesIn(names: readonly string[], path: readonly string[]): boolean {
  return names.some((_, at) => isSame(names.slice(at, at + path.length), path));
}

/** Whether an entry of the policy is a path, not a name that counts at any depth. */
function isPath(entry: string): boolean {
  return fieldNames(entry).length > 1 && isFieldPath(entry);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, at) => squash(name) === squash(other[at] ?? ""));
}
