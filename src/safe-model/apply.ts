import type { Finding } from "../finding.ts";
import type { Position } from "../json/parse.ts";
import type { Edit, Problem, RuleFor } from "./rule.ts";

/** A finding with the edits that would mend it; none where a person has to decide. */
export interface Told {
  finding: Finding;
  edits: readonly Edit[];
}

/** What a rule needs of whatever it judges. */
interface Judged {
  file: string;
}

/** Runs rules over a subject. Fails closed: a rule that throws gives an error finding of its own. */
export function applyRules<Subject extends Judged>(
  rules: readonly RuleFor<Subject, unknown>[],
  subject: Subject,
  locate: (pointer: string) => Position,
): Finding[] {
  return tellProblems(rules, subject, locate).map(({ finding }) => finding);
}

/** The same, each finding with its fix. */
export function tellProblems<Subject extends Judged>(
  rules: readonly RuleFor<Subject, unknown>[],
  subject: Subject,
  locate: (pointer: string) => Position,
): Told[] {
  return rules.flatMap((rule) => {
    const tell = ({ pointer, message, hint, severity = "error" }: Problem, edits: readonly Edit[]): Told => {
      const place = { file: subject.file, ...locate(pointer), pointer };
      const finding = { rule: rule.id, severity, message, hint, ...place, fixable: edits.length > 0 };
      return { finding, edits };
    };
    try {
      return [...rule.check(subject)].map((problem) => tell(problem, rule.fix?.(subject, problem) ?? []));
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      const message = `the rule failed (${what}), so the file doesn't pass`;
      return [tell({ pointer: "", message, hint: "report this as a bug" }, [])];
    }
  });
}
