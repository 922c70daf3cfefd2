import { isDeepStrictEqual } from "node:util";
import type { Catalogue } from "../catalog/load.ts";
import { canonicalDraft, type ReadableDraft, readableIssues } from "../drafts/draft.ts";
import { type Filled, fill } from "../drafts/fill.ts";
import type { LoadedDraft } from "../drafts/read.ts";
import { HarborError } from "../errors.ts";
import type { Files } from "../io/files.ts";
import { findMendable } from "./apply.ts";
import { RULES } from "./draft-rules.ts";
import { type CheckedDraft, evaluateDraft, invalidFile, type Judging } from "./evaluate.ts";
import { type AppliedFix, fixDraft } from "./fix.ts";
import { portFacts } from "./port-facts.ts";
import { createSubject } from "./subject.ts";

/**
 * Reads and judges one draft file of the working folder.
 * @throws HarborError NOT_FOUND where nothing is there
 */
export async function checkFile(
  files: Pick<Files, "entry">,
  catalogue: Catalogue,
  file: string,
  judging?: Judging,
): Promise<CheckedDraft> {
  const entry = isOutside(file) ? undefined : await files.entry(file);
  switch (entry?.kind) {
    case undefined:
      return invalidFile(file, `${file} stands outside the repository`, "put the draft into drafts/<port>/");
    case "file":
      return evaluateDraft(file, entry.bytes, catalogue.find, judging);
    case "none":
      throw new HarborError(
        "NOT_FOUND",
        `there is no file ${file}`,
        "`harbor-drafts inspect` lists the drafts",
      );
    case "folder":
      return invalidFile(file, `${file} is a folder, not a draft`, "name a .json file in it, or use --all");
    case "link":
      return invalidFile(
        file,
        `${file} is a symbolic link, or stands behind one`,
        "put the draft itself there",
      );
    case "other":
      return invalidFile(file, `${file} is no regular file`, "put a JSON file there");
  }
}

/** A file judged and mended. The verdict is on the file as it stands then. */
export interface FixResult {
  checked: CheckedDraft;
  /** What changed, null where nothing did; or why the file couldn't be written, and so is as it was. */
  fixed: { applied: AppliedFix[]; before: string; after: string } | HarborError | null;
}

/**
 * Judges one draft file, applies the fixes of what it finds, and writes the draft anew in its
 * canonical form. A file that is no readable draft, or holds a secret, stays as it is.
 *
 * @throws HarborError NOT_FOUND where nothing is there
 */
export async function fixFile(
  files: Pick<Files, "entry" | "rewrite">,
  catalogue: Catalogue,
  file: string,
  judging: Judging = {},
): Promise<FixResult> {
  const asRead = await checkFile(files, catalogue, file, judging);
  const { loaded } = asRead;
  if (loaded === undefined) {
    return { checked: asRead, fixed: null };
  }
  const before = new TextDecoder().decode(loaded.bytes);
  const { draft, filled, applied } = await mend(loaded, catalogue, judging);
  const after = canonicalDraft(draft);
  const bytes = new TextEncoder().encode(after);
  const checked = await evaluateDraft(file, bytes, catalogue.find, judging);
  if (Buffer.compare(bytes, loaded.bytes) === 0) {
    return { checked: asRead, fixed: null };
  }
  if (!isDeepStrictEqual(checked.loaded?.draft, draft)) {
    // It grew too large, or holds what canonical JSON can't say, such as a number beyond all bounds.
    const error = new HarborError("REFUSED", `${file} can't be written in its canonical form`, "shorten it");
    return { checked: asRead, fixed: error };
  }
  try {
    await files.rewrite(file, after, loaded.bytes);
  } catch (error) {
    if (error instanceof HarborError) {
      return { checked: asRead, fixed: error };
    }
    throw error;
  }
  return { checked: { ...checked, filled }, fixed: { applied, before, after } };
}

/** The draft of a file, mended and in full form. */
async function mend(
  { file, value, draft, filled }: LoadedDraft,
  catalogue: Catalogue,
  { rules = RULES, findProposals }: Judging,
): Promise<{ draft: ReadableDraft; filled: Filled[]; applied: AppliedFix[] }> {
  const port = await catalogue.find(draft.port);
  if (port === undefined) {
    return { draft, filled, applied: [] };
  }
  const facts = portFacts(port);
  // They only warn, and nothing that only warns of others has a fix: asked once is enough.
  const proposals = await findProposals?.(file, draft);
  const start = () => ({ line: 1, column: 1 });
  const fixed = fixDraft(value, (now) => {
    const form = fill(now, facts);
    return readableIssues(form.value).length > 0
      ? undefined
      : findMendable(
          rules,
          createSubject(file, form.value as ReadableDraft, port, proposals, { document: now, ...form }),
          start,
        );
  });
  const form = fill(fixed.document, facts);
  return { draft: form.value as ReadableDraft, filled: form.filled, applied: fixed.applied };
}

function isOutside(file: string): boolean {
  return file.startsWith("../") || file.startsWith("/");
}
