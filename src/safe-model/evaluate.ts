import type { LivePort } from "../catalog/load.ts";
import type { ReadableDraft } from "../drafts/draft.ts";
import type { Filled } from "../drafts/fill.ts";
import type { DraftResult, LoadedDraft } from "../drafts/read.ts";
import { arrangeFindings, errorFinding, type Finding } from "../finding.ts";
import type { Position } from "../json/parse.ts";
import type { CheckOutput } from "../output/check.ts";
import { findInText } from "../secrets/find.ts";
import { quote } from "../text/quote.ts";
import { applyRules } from "./apply.ts";
import { RULES } from "./draft-rules.ts";
import { readFull } from "./port-facts.ts";
import { judgeRoute } from "./routes.ts";
import type { Proposal, Rule } from "./rule.ts";
import { secretFound } from "./rules/secret.ts";
import { findingWithoutSecret, secretFindings } from "./secret-findings.ts";
import { actionOf, createSubject } from "./subject.ts";
import { findExcess } from "./volume.ts";

export type Verdict = CheckOutput["drafts"][number]["verdict"];

/** A draft file, judged. `loaded` is there whenever the file could be read as one, and be shown. */
export interface CheckedDraft {
  file: string;
  port: string | null;
  slug: string | null;
  verdict: Verdict;
  findings: Finding[];
  /** For whoever goes on with it. */
  loaded: LoadedDraft | undefined;
  /** What its file leaves out. */
  filled: Filled[];
}

export interface Judging {
  rules?: readonly Rule[];
  /** What others propose at the same time; without it they count as silent. */
  findProposals?: FindProposals | undefined;
}

/** Other drafts and open requests of a draft's port that propose its route, or its slug. */
export type FindProposals = (file: string, draft: ReadableDraft) => Promise<readonly Proposal[]>;

/** The verdict of a file that can't be a draft at all: a folder, a link, nothing. */
export function invalidFile(file: string, message: string, hint: string): CheckedDraft {
  const findings = [errorFinding({ rule: "file/kind", message, hint, file })];
  return { file, ...NOTHING, verdict: "invalid", findings };
}

const NOTHING = { port: null, slug: null, loaded: undefined, filled: [] };

/**
 * Judges a draft's bytes: schema, then every rule, everything found reported in one run. Fails
 * closed: a rule that throws refuses.
 *
 * @param findPort the live port by slug; undefined for one that doesn't exist
 */
export async function evaluateDraft(
  file: string,
  bytes: Uint8Array,
  findPort: FindPort,
  judging?: Judging,
): Promise<CheckedDraft> {
  return judgeDraft(await readFull(file, bytes, findPort), findPort, judging);
}

type FindPort = (slug: string) => Promise<LivePort | undefined>;

/** The same of a draft that was read before, by the same ports. */
export async function judgeDraft(
  read: DraftResult,
  findPort: FindPort,
  { rules = RULES, findProposals }: Judging = {},
): Promise<CheckedDraft> {
  const { file } = read;
  if (!read.ok) {
    const { port, slug, locate } = read;
    const isUnknown = port !== null && locate !== undefined && (await findPort(port)) === undefined;
    const findings = isUnknown ? [...read.findings, unknownPort(file, port, locate)] : read.findings;
    return {
      file,
      ...NOTHING,
      port: withoutSecret(port),
      slug: withoutSecret(slug),
      verdict: "invalid",
      findings: arrangeFindings(findings.map(findingWithoutSecret)),
    };
  }
  const { draft, value, filled, strict, locate } = read;
  const secrets = secretFindings(file, draft, locate);
  if (secrets.length > 0) {
    // Nothing else is told: what other rules quote could be the secret.
    return { file, ...NOTHING, verdict: "refused", findings: arrangeFindings(secrets) };
  }
  const names = { port: draft.port, slug: draft.action.slug };
  const excess = findExcess(draft);
  if (excess !== undefined) {
    return { file, ...NOTHING, ...names, verdict: "refused", findings: [tooMuch(file, excess)] };
  }
  const port = await findPort(draft.port);
  const findings =
    port === undefined
      ? [unknownPort(file, draft.port, locate)]
      : applyRules(
          // It was asked first, above.
          rules.filter((rule) => rule !== secretFound),
          createSubject(
            file,
            draft,
            port,
            await findProposals?.(file, draft),
            { document: value, filled },
            strict(),
          ),
          locate,
        );
  return {
    file,
    ...names,
    verdict: verdictOf(draft, port, findings),
    findings: arrangeFindings(findings),
    loaded: read,
    filled,
  };
}

function tooMuch(file: string, excess: string): Finding {
  return errorFinding({
    rule: "file/volume",
    message: `the draft holds ${excess}, more than anybody reviews`,
    hint: "propose one route with the inputs, fields and examples that agents need",
    file,
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

function unknownPort(file: string, port: string, locate: (pointer: string) => Position): Finding {
  const message = `no port ${quote(port)} is live`;
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

function withoutSecret(text: string | null): string | null {
  return text === null || findInText(text).length > 0 ? null : text;
}
