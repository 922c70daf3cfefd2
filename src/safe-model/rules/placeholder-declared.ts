import { placeholdersOf } from "../../catalog/route.ts";
import { toPointer } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { quote } from "../../text/quote.ts";
import { defineActionRule } from "../rule.ts";

export const placeholderDeclared = defineActionRule({
  id: "placeholder/declared",
  summary: "Each placeholder of the path is declared and required in input.path, and nothing else is",
  why: "An undeclared placeholder has no bounds, and an optional one leaves a hole in the URL.",
  examples: {
    good: [{}],
    bad: [
      { action: { input: {} } },
      { action: { path: "/users/me" } },
      { action: { path: "/meetings/{id}" } },
    ],
  },
  *check({ action }) {
    const { path: schema } = action.input;
    const properties = isRecord(schema?.properties) ? Object.keys(schema.properties) : [];
    const required: unknown[] = Array.isArray(schema?.required) ? schema.required : [];
    const placeholders = placeholdersOf(action.path);
    for (const name of placeholders) {
      if (!properties.includes(name) || !required.includes(name)) {
        yield {
          pointer: "/action/path",
          message: `the placeholder {${name}} isn't declared and required in input.path`,
          hint: `add ${name} to input.path.properties and input.path.required`,
        };
      }
    }
    for (const name of properties.filter((name) => !placeholders.includes(name))) {
      yield {
        pointer: toPointer(["action", "input", "path", "properties", name]),
        message: `input.path declares ${quote(name)}, which the path hasn't`,
        hint: "remove it, or name the placeholder alike",
      };
    }
    if (new Set(placeholders).size < placeholders.length) {
      yield {
        pointer: "/action/path",
        message: "the path has one placeholder twice",
        hint: "name each differently",
      };
    }
  },
});
