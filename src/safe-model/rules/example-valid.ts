import type { Action } from "../../catalog/action.ts";
import type { JsonSchema } from "../../catalog/json-schema.ts";
import { buildRequest } from "../../gateway/request.ts";
import { validate } from "../../gateway/validate.ts";
import { exemplified } from "../examples.ts";
import { namedInputs } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";

const MOST_EXAMPLES = 20;

export const exampleValid = defineActionRule({
  id: "example/valid",
  summary: "Examples and defaults are valid by their own schema, and each example has a name of its own",
  why: "Examples are what the test replays and what agents copy: one that the gateway would reject teaches both wrongly.",
  examples: {
    good: [{}],
    bad: [
      exemplified({ name: "wrong", input: { path: { meetingId: "x" } } }),
      exemplified({ name: "extra", input: { path: { meetingId: 123456789 }, query: { a: 1 } } }),
      exemplified({ name: "twin" }, { name: "twin" }),
    ],
  },
  *check({ action, port, schemaIssues }) {
    const names = action.examples.map((example) => example.name);
    for (const [index, { name, input }] of action.examples.entries()) {
      const pointer = `/action/examples/${index}`;
      if (names.indexOf(name) !== index) {
        yield {
          pointer: `${pointer}/name`,
          message: "two examples have this name",
          hint: "name each differently",
        };
      }
      // Schemas that are none can't be run; other rules refuse them.
      const built =
        schemaIssues.length > 0 ? undefined : buildRequest(port.manifest.port, action as Action, input);
      for (const violation of built?.ok === false ? built.violations : []) {
        yield {
          pointer: `${pointer}/input${violation.pointer}`,
          message: `the example's ${violation.pointer.slice(1)} ${violation.message}`,
          hint: "correct the example, or widen the schema",
        };
      }
    }
    for (const { schema, pointer } of schemaIssues.length > 0 ? [] : namedInputs(action)) {
      const violation = Object.hasOwn(schema, "default")
        ? validate(schema as JsonSchema, schema.default)[0]
        : undefined;
      if (violation !== undefined) {
        yield {
          pointer: `${pointer}/default`,
          message: `the default ${violation.message}`,
          hint: "correct it",
        };
      }
    }
    if (action.examples.length === 0) {
      yield {
        pointer: "/action/examples",
        message: "there is no example, so the action can't be tested or published",
        hint: "add one, and its exchange to the recording",
        severity: "warning",
      };
    }
    if (action.examples.length > MOST_EXAMPLES) {
      yield {
        pointer: "/action/examples",
        message: `there are more than ${MOST_EXAMPLES} examples`,
        hint: "keep those that show something",
      };
    }
  },
});
