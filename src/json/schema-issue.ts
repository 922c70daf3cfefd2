import type * as z from "zod";

/** What a schema calls a kind of value, for people. */
const KINDS: Readonly<Record<string, string>> = {
  array: "a list",
  object: "an object",
  record: "an object",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  null: "null",
};

/** What a value must be by its schema, and what it is: "must be a list, and is an object". */
export function issueText(issue: z.core.$ZodIssue, value: unknown): string {
  const wanted = wantedBy(issue);
  const isOther = issue.code === "invalid_type" || issue.code === "invalid_union";
  return wanted === undefined
    ? `isn't right: ${issue.message}`
    : `must be ${wanted}${isOther ? `, and is ${kindOf(value)}` : ""}`;
}

function wantedBy(issue: z.core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected];
    case "invalid_value":
      return listed(issue.values.map((value) => JSON.stringify(value)));
    case "invalid_union": {
      // Where the kind is right, what is wrong within it says more.
      const options = issue.errors.map(([first]) => (first === undefined ? undefined : wantedBy(first)));
      return options.includes(undefined) || options.length === 0 ? undefined : listed(options as string[]);
    }
    case "too_small":
      return issue.origin === "array"
        ? `a list of at least ${issue.minimum}`
        : issue.origin === "number" || issue.origin === "int"
          ? `at least ${issue.minimum}`
          : undefined;
    default:
      return undefined;
  }
}

function listed(options: readonly string[]): string {
  const different = [...new Set(options)];
  const last = different.pop() ?? "";
  return different.length === 0 ? last : `${different.join(", ")} or ${last}`;
}

function kindOf(value: unknown): string {
  return value === null
    ? "null"
    : typeof value === "boolean"
      ? String(value)
      : (KINDS[Array.isArray(value) ? "array" : typeof value] ?? typeof value);
}
