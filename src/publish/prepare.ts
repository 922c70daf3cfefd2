import { REMOTE } from "../base.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Context, Remote } from "../context.ts";
import { type Draft, draftSchema } from "../drafts/draft.ts";
import { HarborError } from "../errors.ts";
import type { Files } from "../io/files.ts";
import type { CommitInfo } from "../io/git.ts";
import { testDraft } from "../recordings/test-draft.ts";
import { checkFile } from "../safe-model/check-file.ts";
import type { Verdict } from "../safe-model/evaluate.ts";
import { RULES } from "../safe-model/rules/index.ts";
import { type Plan, planRequest, requestPaths } from "./plan.ts";
import { hasMoved, requestBranch } from "./requests.ts";

/** A draft on its way to a request: planned, or live already so that nothing is left to ask for. */
export type Prepared =
  | { kind: "planned"; plan: Plan; existing: CommitInfo | undefined }
  | { kind: "published"; draft: Draft; port: LivePort };

/**
 * Checks and tests a draft against the remote's base, and plans its request.
 * @throws HarborError REFUSED or UNTESTED for a draft that may not go on
 */
export async function prepareRequest(
  file: string,
  { files, clock }: Pick<Context, "clock"> & { files: Pick<Files, "entry" | "tree"> },
  { git, base, catalogue }: Remote,
  requestedBy: string | undefined,
): Promise<Prepared> {
  const { draft, port, verdict } = await admit(file, files, catalogue);
  const { slug } = draft.action;
  const test = await testDraft(file, draft, port, { work: files.tree, base: base.tree, now: clock.now() });
  if (!test.passed) {
    throw new HarborError("UNTESTED", `the test of ${file} fails`, `run \`harbor-drafts test ${file}\``);
  }
  const branch = requestBranch(port.slug, slug);
  const tip = (await git.refs(`refs/remotes/${REMOTE}/${branch}`)).get(`refs/remotes/${REMOTE}/${branch}`);
  const existing = tip === undefined ? undefined : await git.readCommit(tip);
  // While neither manifest nor policy moved, a request stays on the commit that it was made from:
  // other work on the base is no reason to push again.
  const parent = existing?.parents[0];
  const isFresh =
    existing !== undefined &&
    parent !== undefined &&
    (await git.isAncestor(parent, base.commit)) &&
    !(await hasMoved(git, existing, port, base.tree));
  const baseCommit = isFresh ? parent : base.commit;
  const tree = git.treeAt(baseCommit, base.ref);
  const paths = requestPaths(port, slug);
  const there = await Promise.all(
    paths.map(async (path) => ((await tree.read(path)) === undefined ? [] : [path])),
  );
  const plan = planRequest({
    draft,
    verdict,
    test,
    age: test.age,
    recording: test.broughtRecording,
    port,
    basePaths: new Set([...there.flat(), port.files.manifest]),
    baseCommit,
    baseBranch: base.branch,
    requestedBy,
    rules: RULES.map((rule) => rule.id),
  });
  return plan.comparison.level === "none"
    ? { kind: "published", draft, port }
    : { kind: "planned", plan, existing };
}

async function admit(
  file: string,
  files: Pick<Files, "entry">,
  catalogue: Remote["catalogue"],
): Promise<{ draft: Draft; port: LivePort; verdict: Verdict }> {
  const checked = await checkFile(files, catalogue, file);
  const parsed = draftSchema.safeParse(checked.draft);
  const port = parsed.success ? await catalogue.find(parsed.data.port) : undefined;
  if (
    checked.verdict === "refused" ||
    checked.verdict === "invalid" ||
    !parsed.success ||
    port === undefined
  ) {
    const errors = checked.findings.filter(({ severity }) => severity === "error");
    const word = checked.verdict === "invalid" ? "invalid" : "refused";
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
    throw new HarborError(
      "REFUSED",
      `${file} is ${word}: ${errors[0]?.message ?? "it can't be read"}${more}`,
      `run \`harbor-drafts check ${file}\``,
    );
  }
  return { draft: parsed.data, port, verdict: checked.verdict };
}
