import type { Policy } from "../../catalog/policy.ts";
import { isFieldPath } from "../../gateway/fields.ts";
import { quote } from "../../text/quote.ts";
import { definePolicyRule, definePolicyTextRule, type Fault } from "../catalog-rule.ts";
import { contacts } from "../examples.ts";
import { namesLink, namesNumber } from "../names/answers.ts";
import { namesCredential } from "../names/credential.ts";
import { isListed, wordsOf } from "../names/words.ts";
import type { Problem } from "../rule.ts";

type Answers = NonNullable<Policy["answers"]>;

const read = (answers: Record<string, unknown>) => ({ policy: { answers } });
const post = (route: object) => contacts({ method: "POST", ...route });

export const policyAnswers = definePolicyRule({
  id: "policy/answers",
  summary: "What tells failure is said once for each response path, by a value or by anything being there",
  why: "A gateway takes for a success whatever isn't said to be a failure: a sign that never holds lets each failure through, and two for one path contradict each other.",
  examples: {
    good: [
      read({ failure: [{ path: "ok", is: false }], code: "error" }),
      read({
        failure: [{ path: "errors[].code", present: true }],
        code: "errors[].code",
        message: "errors[].message",
      }),
      read({ failure: [] }),
      post({ answers: { failure: [{ path: "status", is: "error" }] } }),
      post({ anyAnswer: true }),
    ],
    bad: [
      read({
        failure: [
          { path: "status", is: "error" },
          { path: "status", is: "failed" },
        ],
      }),
      read({ failure: [{ path: "ok" }] }),
      read({ failure: [{ path: "error", is: null, present: true }] }),
      read({ failure: [{ path: "errors[0]", present: true }] }),
      read({ code: "$.error.code" }),
      post({ answers: { message: "error..message" } }),
      post({ tier: "refused", anyAnswer: true }),
    ],
  },
  *check(policy) {
    yield* problemsOfAnswers(policy.answers ?? {}, "/answers");
    for (const [index, { answers, anyAnswer, tier }] of policy.routes.entries()) {
      yield* problemsOfAnswers(answers ?? {}, `/routes/${index}/answers`);
      const unused = answers !== undefined ? "answers" : anyAnswer === undefined ? undefined : "anyAnswer";
      if (tier === "refused" && unused !== undefined) {
        yield {
          pointer: `/routes/${index}/${unused}`,
          message: `the route is refused, so its ${unused} binds nothing`,
          hint: `remove ${unused}`,
          severity: "warning",
        };
      }
    }
  },
});

function* problemsOfAnswers({ failure = [], code, message }: Answers, pointer: string): Generator<Problem> {
  const paths = failure.map(({ path }) => path);
  for (const [name, path] of Object.entries({ code, message })) {
    yield* path === undefined ? [] : problemsOfField(path, `${pointer}/${name}`);
  }
  for (const [index, { path, is, present }] of failure.entries()) {
    const place = `${pointer}/failure/${index}`;
    yield* problemsOfField(path, `${place}/path`);
    if ((is === undefined) === (present === undefined)) {
      yield {
        pointer: place,
        message: `the sign at ${quote(path)} has ${is === undefined ? "neither is nor present" : "both is and present"}`,
        hint: 'write "is" with the value that tells failure, or "present": true',
      };
    }
    if (paths.indexOf(path) !== index) {
      yield {
        pointer: `${place}/path`,
        message: `${quote(path)} tells failure by two signs`,
        hint: 'keep one of them; where several values tell failure, name a path that only failures have, with "present": true',
      };
    }
  }
}

function* problemsOfField(path: string, pointer: string): Generator<Problem> {
  if (!isFieldPath(path)) {
    yield {
      pointer,
      message: `${quote(path)} is no response path`,
      hint: "write it as result.fields has it: a.b, list[].c",
    };
  }
}

export const policyCredentials = definePolicyTextRule({
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
  texts: {
    "credentials.fields[]": misspelt,
    "credentials.notCredentials[]"(entry, { credentials }) {
      const shown = quote(entry);
      if (isListed(entry, credentials.fields)) {
        const message = `${shown} is among the credentials, too`;
        return { message, hint: "keep it in one of the two lists" };
      }
      if (namesCredential(entry)) {
        const message = `${shown} is a credential by its name`;
        return { message, hint: "remove it, unless the API means something else by it", severity: "warning" };
      }
      return wordsOf(entry).length === 1 && (namesLink(entry) || namesNumber(entry))
        ? {
            message: `${shown} alone doesn't say what it is of, and lets it through in every answer`,
            hint: `name the whole path of the field that is meant, such as repository.${entry}`,
            severity: "warning",
          }
        : misspelt(entry);
    },
  },
});

/** An entry that looks like a path and can't be read as one. */
function misspelt(entry: string): Fault | undefined {
  return isFieldPath(entry) || !/[.[\]*/]/.test(entry)
    ? undefined
    : {
        message: `${quote(entry)} is no response path, and counts as a name`,
        hint: 'write paths as result.fields has them: invoice.url, items[].url, ["@odata.nextLink"]',
        severity: "warning",
      };
}
