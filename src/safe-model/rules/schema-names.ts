import { quote } from "../../text/quote.ts";
import { query } from "../examples.ts";
import { defineInputRule } from "../rule.ts";

/** Names of parameters and members as APIs have them, `filter[status]` and `$top` too. */
const NAME = /^[A-Za-z_$@][A-Za-z0-9_$@.:[\]-]{0,63}$/;

export const schemaNames = defineInputRule({
  id: "schema/names",
  summary: "Inputs have plain names",
  why: "A name that is encoded, split or shown differently than it is written names another input.",
  examples: {
    good: [query({ "filter[status]": { type: "boolean" } })],
    bad: ["", "a b", "a&b", "\ud800", "pagе_size", "constructor\u0000"].map((name) =>
      query({ [name]: { type: "boolean" } }),
    ),
  },
  words: "input",
  *checkInput({ name, isItem }) {
    if (!isItem && !NAME.test(name)) {
      const hint = "use the API's own name: letters, digits and _ $ @ . : [ ] -, at most 64";
      yield { message: `${quote(name)} is no plain name`, hint };
    }
  },
});
