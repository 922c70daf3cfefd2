import { type Action, actionSchema, type Example, type ReadableAction } from "../../catalog/action.ts";
import { draftFile, draftRecordingFile, isSlug } from "../../catalog/layout.ts";
import type { Catalogue, LivePort } from "../../catalog/load.ts";
import { manifestSchema } from "../../catalog/manifest.ts";
import type { Draft } from "../../drafts/draft.ts";
import { HarborError } from "../../errors.ts";
import type { Files } from "../../io/files.ts";
import { checkFile } from "../../safe-model/check-file.ts";
import { RULES } from "../../safe-model/draft-rules.ts";
import { evaluateDraft, type Verdict } from "../../safe-model/evaluate.ts";
import { manifestConnection } from "../../safe-model/manifest-rules/manifest-connection.ts";
import { subjectOfAction } from "../../safe-model/subject.ts";
import { readHar } from "../har/har.ts";
import { type Evidence, evidenceOf } from "../replay.ts";
import type { ActionPlace } from "../test-findings.ts";

/** The action whose examples are recorded, and where everything about it stands. */
export interface Target extends ActionPlace {
  port: LivePort;
  action: Action;
  /** The draft with its file's bytes; undefined for a live action, whose examples stand as they are. */
  draft: { value: Draft & { action: Action }; bytes: Uint8Array } | undefined;
  /** Whether the recording is there already, */
  isThere: boolean;
  /** and what is known so far. */
  before: Evidence | undefined;
}

/**
 * Finds the action by its slug: the draft of the work tree, else the live action. Base URL and policy
 * are the base's, and so is the judgement.
 *
 * @throws HarborError REFUSED where the action isn't admitted, or the base's manifest isn't fit to
 * send a token by
 */
export async function findTarget(
  { port: name, slug }: { port: string; slug: string },
  files: Pick<Files, "entry">,
  catalogue: Catalogue,
): Promise<Target> {
  const port = await catalogue.get(name);
  if (!isSlug(slug)) {
    throw new HarborError(
      "USAGE",
      "the second word is no slug",
      `\`harbor-drafts inspect ${name}\` lists them`,
    );
  }
  refuseConnection(port);
  const file = draftFile(port.slug, slug);
  const entry = await files.entry(file);
  const found =
    entry.kind === "none" ? await findLive(port, slug) : await findDraft(port, file, files, catalogue);
  const known = await readKnown(found.recording, files);
  const live = found.draft === undefined ? undefined : await catalogue.tree.read(port.files.recording(slug));
  return { port, ...found, isThere: known !== undefined, before: known ?? readEvidence(live) };
}

/** A live action's examples stand in the manifest, which only a publish request changes. */
export function liveChange({ file }: Target, { name }: Example): HarborError {
  return new HarborError(
    "USAGE",
    `the recording would change expect.output of the example ${JSON.stringify(name)}, which is live (${file})`,
    "a live action changes by a request alone: propose an update, and record that",
  );
}

type Found = Omit<Target, "port" | "isThere" | "before">;

async function findDraft(
  port: LivePort,
  file: string,
  files: Pick<Files, "entry">,
  catalogue: Catalogue,
): Promise<Found> {
  const { loaded, verdict } = await checkFile(files, catalogue, file);
  refuseVerdict(verdict, file);
  const action = actionSchema.safeParse(loaded?.draft.action).data;
  if (loaded === undefined || loaded.draft.change === "retire" || action === undefined) {
    throw new HarborError(
      "USAGE",
      `${file} proposes nothing that could be recorded`,
      "record an add or an update",
    );
  }
  return {
    action,
    file,
    pointer: "/action",
    locate: loaded.locate,
    draft: { value: { ...loaded.draft, action } as Draft & { action: Action }, bytes: loaded.bytes },
    recording: draftRecordingFile(port.slug, action.slug),
  };
}

async function findLive(port: LivePort, slug: string): Promise<Found> {
  const index = port.manifest.actions.findIndex((action) => action.slug === slug);
  const action = port.manifest.actions[index];
  const { manifest, recording } = port.files;
  if (action === undefined) {
    throw new HarborError(
      "NOT_FOUND",
      `there is neither a draft ${draftFile(port.slug, slug)} nor a live action ${slug}`,
      `\`harbor-drafts inspect ${port.slug}\` lists both`,
    );
  }
  refuseVerdict(await judgeLive(port, action), `${port.slug}/${slug}`);
  const locate = port.locate?.manifest ?? (() => ({ line: 1, column: 1 }));
  const pointer = `/actions/${index}`;
  return { action, file: manifest, pointer, locate, draft: undefined, recording: recording(slug) };
}

/** As if it were proposed now, by the policy as it is now. What is about proposals says nothing of it. */
async function judgeLive(port: LivePort, action: Action): Promise<Verdict> {
  const { file, draft } = subjectOfAction(draftFile(port.slug, action.slug), action as ReadableAction, port);
  const bytes = new TextEncoder().encode(JSON.stringify(draft));
  const rules = RULES.filter(({ id }) => !id.startsWith("draft/"));
  return (await evaluateDraft(file, bytes, async () => port, { rules })).verdict;
}

function refuseVerdict(verdict: Verdict, what: string): void {
  if (verdict !== "automatic" && verdict !== "approval") {
    throw new HarborError(
      "REFUSED",
      `${what} is ${verdict}, so it isn't recorded`,
      "`harbor-drafts check` tells why",
    );
  }
}

/** A token is sent by what the manifest says: over an encrypted connection, in a well-formed header. */
function refuseConnection({ files, manifest, manifestText: text }: LivePort): void {
  const subject = {
    file: files.manifest,
    text,
    value: manifest,
    strict: manifestSchema.safeParse(manifest),
    paths: new Set<string>(),
    policy: undefined,
  };
  const [problem] = manifestConnection.check(subject);
  if (problem !== undefined) {
    throw new HarborError(
      "REFUSED",
      `${files.manifest} (base) ${problem.pointer}: ${problem.message}`,
      problem.hint,
    );
  }
}

/** What stands where the recording is to be written. */
async function readKnown(path: string, files: Pick<Files, "entry">): Promise<Evidence | undefined> {
  const entry = await files.entry(path);
  if (entry.kind === "none") {
    return undefined;
  }
  const evidence = entry.kind === "file" ? readEvidence(entry.bytes) : undefined;
  if (evidence === undefined) {
    throw new HarborError(
      "CONFLICT",
      `${path} is there, and is no recording`,
      "look at it, then move it away",
    );
  }
  return evidence;
}

function readEvidence(bytes: Uint8Array | undefined): Evidence | undefined {
  const read = bytes === undefined ? undefined : readHar("", bytes);
  return read?.ok ? evidenceOf(read.har) : undefined;
}
