import type { LivePort } from "../catalog/load.ts";
import type { ReadableDraft } from "../drafts/draft.ts";
import { readDraft } from "../drafts/read.ts";
import { arrangeFindings, errorFinding, type Finding } from "../finding.ts";
import type { Position } from "../json/parse.ts";
import { judgeRoute } from "./routes.ts";
import type { Rule, Subject } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { secretFound } from "./rules/secret-found.ts";
import { findInText, findSecrets } from "./secrets.ts";
import { actionOf, createSubject } from "./subject.ts";

export type Verdict = "automatic" | "approval" | "refused" | "invalid";

/** A draft file, judged. `draft` is there whenever the file could be read as one. */
export interface CheckedDraft {
  file: string;
  port: string | null;
  slug: string | null;
  verdict: Verdict;
  findings: Finding[];
  draft: ReadableDraft | undefined;
}

/** The verdict of a file that can't be a draft at all: a folder, a link, nothing. */
export function invalidFile(file: string, message: string, hint: string): CheckedDraft {
  const finding: Finding = errorFinding({ rule: "file/kind", message, hint, file });
  return { file, port: null, slug: null, verdict: "invalid", findings: [finding], draft: undefined };
}

/**
 * Judges a draft's bytes: schema, then every rule, everything found reported in one run. Fails
 * closed: a rule that throws refuses.
 *
 * @param findPort the live port by slug; undefined for one that doesn't exist
 */
export async function evaluateDraft(
  file: string,
  bytes: Uint8Array,
  findPort: (slug: string) => Promise<LivePort | undefined>,
  rules: readonly Rule[] = RULES,
): Promise<CheckedDraft> {
  const read = readDraft(file, bytes);
  if (!read.ok) {
    const { findings, port, slug } = read;
    return {
      file,
      port: withoutSecret(port),
      slug: withoutSecret(slug),
      verdict: "invalid",
      findings: arrangeFindings(findings.map(findingWithoutSecret)),
      draft: undefined,
    };
  }
  const { draft, locate } = read;
  const secrets = findSecrets(draft).map(({ kind, pointer }) => secretFinding(file, kind, pointer, locate));
  if (secrets.length > 0) {
    // Nothing else is told: what other rules quote could be the secret.
    const findings = arrangeFindings(secrets);
    return { file, port: null, slug: null, verdict: "refused", findings, draft: undefined };
  }
  const port = await findPort(draft.port);
  const findings =
    port === undefined
      ? [unknownPort(file, draft, locate)]
      : applyRules(
          // It was asked first, above.
          rules.filter((rule) => rule !== secretFound),
          createSubject(file, draft, port),
          locate,
        );
  return {
    file,
    port: draft.port,
    slug: draft.action.slug,
    verdict: verdictOf(draft, port, findings),
    findings: arrangeFindings(findings),
    draft,
  };
}

/** Runs rules over a subject; a rule that throws gives an error finding of its own. */
export function applyRules(
  rules: readonly Rule[],
  subject: Subject,
  locate: (pointer: string) => Position,
): Finding[] {
  return rules.flatMap((rule) => {
    const told = (
      pointer: string,
      message: string,
      hint: string,
      severity: Finding["severity"],
    ): Finding => ({
      rule: rule.id,
      severity,
      message,
      hint,
      file: subject.file,
      ...locate(pointer),
      pointer,
      fixable: false,
    });
    try {
      return [...rule.check(subject)].map(({ pointer, message, hint, severity = "error" }) =>
        told(pointer, message, hint, severity),
      );
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      return [
        told("", `the rule failed (${what}), so the draft is refused`, "report this as a bug", "error"),
      ];
    }
  });
}

function verdictOf(draft: ReadableDraft, port: LivePort | undefined, findings: readonly Finding[]): Verdict {
  if (port === undefined || findings.some(({ severity }) => severity === "error")) {
    return "refused";
  }
  const action = actionOf(draft);
  if (action === undefined) {
    return "approval";
  }
  const { tier } = judgeRoute(action, port.policy);
  return tier === "automatic" && action.approvalMode === "automatic" ? "automatic" : "approval";
}

function unknownPort(file: string, draft: ReadableDraft, locate: (pointer: string) => Position): Finding {
  const message = `no port ${JSON.stringify(draft.port)} is live`;
  const hint = "`harbor-drafts inspect` lists the ports";
  return errorFinding({
    rule: "draft/port",
    message,
    hint,
    file,
    ...locate("/port"),
    pointer: "/port",
  });
}

function secretFinding(
  file: string,
  kind: string,
  pointer: string,
  locate: (pointer: string) => Position,
): Finding {
  return errorFinding({
    rule: secretFound.id,
    message: `this looks like a secret (${kind})`,
    hint: "remove it, and replace it where it was issued; other findings are told once it is gone",
    file,
    ...locate(pointer),
    pointer,
  });
}

function withoutSecret(text: string | null): string | null {
  return text === null || findInText(text).length > 0 ? null : text;
}

/** A file that can't be read may hold a secret in the very name that a finding quotes. */
function findingWithoutSecret(finding: Finding): Finding {
  return findInText(`${finding.message} ${finding.pointer}`).length === 0
    ? finding
    : {
        ...finding,
        message: "the file can't be read as a draft, and holds what looks like a secret",
        pointer: "",
      };
}
