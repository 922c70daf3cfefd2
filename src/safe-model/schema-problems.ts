import type * as z from "zod";
import { toPointer, valueAt } from "../json/pointer.ts";
import { issueText } from "../json/schema-issue.ts";
import { quote } from "../text/quote.ts";
import type { Problem } from "./rule.ts";
import { unwritableMember, unwritableValue } from "./unwritable.ts";

/** More would bury what they say, and finding each one's line takes time. */
const MOST_PROBLEMS = 100;

/** What a schema has to say of a document, each thing at its place. */
export function schemaProblems(value: unknown, error: z.ZodError | undefined, hint: string): Problem[] {
  const problems = (error?.issues ?? []).flatMap((issue) => describe(value, issue));
  const told = problems.slice(0, MOST_PROBLEMS).map((problem) => ({ hint, ...problem }));
  const more = problems.length - told.length;
  return more === 0 ? told : [...told, { pointer: "", message: `${more} more values aren't right`, hint }];
}

const OF_REQUESTS = /^(?:port|actions)$/;

type Described = Omit<Problem, "hint"> & { hint?: string };

function describe(value: unknown, issue: z.core.$ZodIssue): Described[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      pointer: toPointer([...path, key]),
      // A policy's members ask for nothing that is sent.
      ...((OF_REQUESTS.test(path[0] ?? "") ? unwritableMember(key) : undefined) ?? {
        message: `${quote(key)} is no member there`,
      }),
    }));
  }
  const pointer = toPointer(path);
  const unwritable = unwritableValue(path.at(-1) ?? "", valueAt(value, path));
  if (unwritable !== undefined) {
    return [{ pointer, ...unwritable }];
  }
  const name = pointer === "" ? "the document" : pointer;
  const found = valueAt(value, path);
  return [{ pointer, message: `${name} ${found === undefined ? "is missing" : issueText(issue, found)}` }];
}
