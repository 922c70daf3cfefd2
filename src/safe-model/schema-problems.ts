import type * as z from "zod";
import { toPointer, valueAt } from "../json/pointer.ts";
import { issueText } from "../json/schema-issue.ts";
import { quote } from "../text/quote.ts";
import type { ManifestSubject, PolicySubject } from "./catalog-rule.ts";
import type { Problem } from "./rule.ts";
import { unwritableMember, unwritableValue } from "./unwritable.ts";

/** More would bury what they say, and finding each one's line takes time. */
const MOST_PROBLEMS = 100;

/** What the schema of a manifest or policy has to say of a document, each thing at its place. */
export function schemaProblems(
  kind: "manifest" | "policy",
  { value, strict }: Pick<ManifestSubject | PolicySubject, "value" | "strict">,
): Problem[] {
  const hint = `\`harbor-drafts schema ${kind}\` prints what a ${kind} holds; nothing else of it is judged until then`;
  const problems = (strict.error?.issues ?? []).flatMap((issue) => describe(value, issue));
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
