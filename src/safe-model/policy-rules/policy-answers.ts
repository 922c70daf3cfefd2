import type { Policy } from "../../catalog/policy.ts";
import { isFieldPath } from "../../gateway/fields.ts";
import { quote } from "../../text/quote.ts";
import { definePolicyRule } from "../catalog-rule.ts";
import { contacts } from "../examples.ts";
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
