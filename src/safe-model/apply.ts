import type { LivePort } from "../catalog/load.ts";
import type { Filled } from "../drafts/fill.ts";
import type { Finding } from "../finding.ts";
import { applyEdits } from "../json/edits.ts";
import type { Position } from "../json/parse.ts";
import type { Edit, Problem, Related, RuleFor } from "./rule.ts";

/** A finding with the edits that would mend it; none where a person has to decide. */
export interface Mendable {
  finding: Finding;
  edits: readonly Edit[];
}

/** What a rule needs of whatever it judges. */
interface Judged {
  file: string;
  /** The draft that a fix is for, as its file has it, and the live port beside it. */
  written?: Written;
  port?: LivePort;
}

/** A draft's document before what it leaves out was filled in. */
export interface Written {
  document: unknown;
  filled: readonly Filled[];
}

type Locate = (pointer: string) => Position;

/** Runs rules over a subject. Fails closed: a rule that throws gives an error finding of its own. */
export function applyRules<Subject extends Judged>(
  rules: readonly RuleFor<Subject, unknown>[],
  subject: Subject,
  locate: Locate,
): Finding[] {
  return findMendable(rules, subject, locate).map(({ finding }) => finding);
}

/** The same, each finding with its fix. */
export function findMendable<Subject extends Judged>(
  rules: readonly RuleFor<Subject, unknown>[],
  subject: Subject,
  locate: Locate,
): Mendable[] {
  return rules.flatMap((rule) => {
    try {
      return [...rule.check(subject)].map((problem) =>
        toFinding(rule.id, problem, subject, locate, rule.fix?.(subject, problem) ?? []),
      );
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      const message = `the rule failed (${what}), so the file doesn't pass`;
      return [
        toFinding(rule.id, { pointer: "", message, hint: "report this as a bug" }, subject, locate, []),
      ];
    }
  });
}

function toFinding(
  rule: string,
  { pointer, message, hint, severity = "error", candidates = [], related = [] }: Problem,
  subject: Judged,
  locate: Locate,
  edits: readonly Edit[],
): Mendable {
  const all = subject.written === undefined ? edits : [...missingParents(edits, subject.written), ...edits];
  const mended = all.length === 0 ? undefined : applyEdits(subject.written?.document, all);
  const finding: Finding = {
    rule,
    severity,
    message,
    hint,
    file: subject.file,
    ...locate(pointer),
    pointer,
    fix: mended === undefined || mended.patch.length === 0 ? null : mended.patch,
    candidates: [...candidates],
    related: related.map((other) => placed(other, subject, locate)),
  };
  return { finding, edits: all };
}

/** What an edit is below must be in the file first, where that left it out. */
function missingParents(edits: readonly Edit[], { filled }: Written): Edit[] {
  return filled
    .filter(({ pointer }) => edits.some((edit) => edit.pointer.startsWith(`${pointer}/`)))
    .map(({ pointer, value }) => ({ pointer, value }));
}

function placed(
  { in: where, pointer, message }: Related,
  { file, port }: Judged,
  locate: Locate,
): Finding["related"][number] {
  if (where === undefined || port === undefined) {
    return { file, ...locate(pointer), message };
  }
  const { line, column } = port.locate?.[where](pointer) ?? { line: 1, column: 1 };
  return { file: port.files[where], line, column, message };
}
