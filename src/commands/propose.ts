import { draftFile, draftRecordingFile, isSlug } from "../catalog/layout.ts";
import { type Catalogue, type LivePort, liveAction } from "../catalog/load.ts";
import type { Arguments } from "../command-line.ts";
import { composeDraft } from "../drafts/compose.ts";
import { canonicalDraft } from "../drafts/draft.ts";
import { fill } from "../drafts/fill.ts";
import type { LoadedDraft } from "../drafts/read.ts";
import { HarborError } from "../errors.ts";
import { applyEdits } from "../json/edits.ts";
import { parseJson } from "../json/parse.ts";
import { isRecord } from "../json/record.ts";
import { BYTES } from "../limits.ts";
import { descriptionOf } from "../openapi/description.ts";
import type { ProposeOutput } from "../output/check.ts";
import type { TestedOutput } from "../output/test.ts";
import type { Left, OperationDraft } from "../propose/draft-of-operation.ts";
import type { GivenAnswer } from "../recordings/record/given.ts";
import { evaluateDraft } from "../safe-model/evaluate.ts";
import { portFacts, readFull } from "../safe-model/port-facts.ts";
import { findSecrets } from "../secrets/find.ts";
import { type Context, openContext } from "../workspace/context.ts";
import type { Host } from "../workspace/host.ts";
import { judgingIn, reportDrafts } from "./check.ts";
import type { Report } from "./report.ts";
import { testFile } from "./test.ts";

export { prettyPropose as pretty } from "../reporters/pretty/check.ts";

/**
 * Writes a draft and judges it at once. A refused draft is kept for editing; one that can't be read
 * or that holds a secret is never written.
 */
export async function run(host: Host, args: Arguments<"propose">): Promise<Report<ProposeOutput>> {
  const context = await openContext(host);
  const catalogue = await context.catalogue();
  const port = await catalogue.get(args.port);
  refuseWrong(args);
  const file = draftFile(port.slug, args.slug);
  const given = args.answer === undefined ? undefined : await readAnswer(context, args.answer);
  const described = await describedRoute(context, port, args);
  const source =
    args.from === undefined
      ? encode(withBlanks(composeDraft(port, args.slug, routeArgs(args, described), described?.draft), port))
      : await readSource(context, port, args, args.from);
  const read = await readFull(file, source, catalogue.find);
  /** Nothing is written, so no more than the findings is shown. */
  const refuse = async (origin: string): Promise<Report<ProposeOutput>> => {
    const { output } = reportDrafts([await evaluateDraft(origin, source, catalogue.find)]);
    return { output: withRest(output, "", { left: [], test: null }, false), exit: 1 };
  };
  if (!read.ok) {
    // The place is in what was handed over.
    return refuse(args.from === undefined || args.from === "-" ? "the draft" : args.from);
  }
  const { draft } = read;
  if (findSecrets(draft).length > 0) {
    // A secret reaches neither the disk nor the output.
    return refuse(file);
  }
  if (draft.port !== port.slug || draft.action.slug !== args.slug) {
    throw new HarborError(
      "USAGE",
      `the draft is for ${draft.port}/${draft.action.slug}, not ${port.slug}/${args.slug}`,
      `run \`harbor-drafts propose\` with the draft's own port and slug`,
    );
  }
  const proposed = canonicalDraft(draft);
  const judging = judgingIn(context, catalogue);
  const checked = await evaluateDraft(file, encode(proposed), catalogue.find, judging);
  const { output, exit } = reportDrafts([{ ...checked, filled: read.filled }]);
  const { left = [] } = described ?? {};
  if (args.dryRun) {
    return { output: withRest(output, proposed, { left, test: null }, false), exit };
  }
  const isRecorded = await hasRecording(context, draft, given !== undefined && !args.force);
  await context.files.write(file, proposed, { replace: args.force });
  const isAdmitted = checked.verdict === "automatic" || checked.verdict === "approval";
  const answer = given ?? described?.answer;
  if (isAdmitted && answer !== undefined && (given !== undefined || !isRecorded)) {
    await bringRecording(context, catalogue, draft, answer);
  }
  const test = isAdmitted ? await testFile(context, catalogue, file) : null;
  // The recording's made-up values stand in the draft's examples, too.
  const content = new TextDecoder().decode(await context.files.tree.read(file));
  // Whoever brings an answer wants it tested.
  const isUntested = given !== undefined && test !== null && !test.passed;
  return { output: withRest(output, content, { left, test }, true), exit: isUntested ? 1 : exit };
}

/** An answer that whoever proposes brings: plain JSON, to an example that expects success. @throws HarborError USAGE */
async function readAnswer({ files, readInput }: Context, from: string): Promise<GivenAnswer> {
  const bytes = from === "-" ? await readInput() : await files.readAnywhere(from);
  const parsed = parseJson(bytes, BYTES.answer);
  if (!parsed.ok) {
    const { line, column, message } = parsed.problem;
    // What stands there may be real, so none of it is repeated.
    const why = message.startsWith("isn't JSON") ? "isn't JSON" : message;
    throw new HarborError(
      "USAGE",
      `--answer: the file ${why} (line ${line}, column ${column})`,
      "hand over the body of the API's answer, as JSON alone",
    );
  }
  const { value: body } = parsed.document;
  return { status: 200, body, provenance: "assumed", source: "handed over with the proposal" };
}

/** @param isRefused whether one may not be there @throws HarborError CONFLICT */
async function hasRecording(
  { files }: Context,
  { port, action: { slug } }: LoadedDraft["draft"],
  isRefused: boolean,
): Promise<boolean> {
  const path = draftRecordingFile(port, slug);
  const isThere = (await files.entry(path)).kind !== "none";
  if (isThere && isRefused) {
    const message = `${path} is there already, and nothing was written`;
    throw new HarborError("CONFLICT", message, "look at it; --force replaces it and the draft");
  }
  return isThere;
}

/** Writes a draft's recording, of an answer that is described or was handed over. */
async function bringRecording(
  { files, log }: Context,
  catalogue: Catalogue,
  { port, action: { slug } }: LoadedDraft["draft"],
  answer: GivenAnswer,
): Promise<void> {
  const { recordGiven } = await import("../recordings/record/given.ts");
  try {
    await recordGiven({ port, slug }, answer, { files, catalogue });
  } catch (error) {
    if (!(error instanceof HarborError)) {
      throw error;
    }
    log(`no recording was made: ${error.message}`);
  }
}

function withRest(
  { drafts, summary }: Judged["output"],
  content: string,
  rest: { left: Left[]; test: TestedOutput | null },
  written: boolean,
): ProposeOutput {
  const entries = drafts.map((draft) => ({ ...draft, ...rest, next: nextAfter(draft, rest.test, content) }));
  return { drafts: entries, summary, written, content };
}

/** The one next step on a draft's way. */
function nextAfter(
  { file, verdict, findings }: Judged["output"]["drafts"][number],
  test: TestedOutput | null,
  content: string,
): ProposeOutput["drafts"][number]["next"] {
  const recording = file.replace(/json$/, "har");
  if (verdict === "invalid" || content === "") {
    return { command: "", why: "correct what is found, and propose again" };
  }
  if (verdict === "refused") {
    return findings.some(({ fix }) => fix !== null)
      ? { command: `harbor-drafts check ${file} --fix`, why: "mends some of it; edit what is left" }
      : { command: `harbor-drafts check ${file}`, why: "edit it first" };
  }
  if (test?.passed === true) {
    return { command: `harbor-drafts request-publish ${file}`, why: "it is admitted and tested" };
  }
  const isUpdate = content.includes('"change": "update"');
  return {
    command: `harbor-drafts test ${file}`,
    why: isUpdate
      ? `the live action's recording counts unless ${recording} is there`
      : `put its recording into ${recording} first`,
  };
}

interface DescribedRoute extends OperationDraft {
  answer: GivenAnswer;
}

type Judged = ReturnType<typeof reportDrafts>;

/** What the API's description, as the base has it, makes of the route; undefined where that doesn't know it. */
async function describedRoute(
  context: Context,
  port: LivePort,
  { from, operation: id, method = "GET", path, slug, change }: Arguments<"propose">,
): Promise<DescribedRoute | undefined> {
  const isNew = liveAction(port, slug) === undefined && (change ?? "add") === "add";
  if (from !== undefined || !isNew || (id === undefined && path === undefined)) {
    return undefined;
  }
  const { findOperation } = await import("../propose/find-routes.ts");
  const { answerOf } = await import("../propose/answer.ts");
  const { draftOfOperation } = await import("../propose/draft-of-operation.ts");
  const description = await descriptionOf((await context.catalogue()).tree, port);
  const found =
    description && findOperation(port, description, id ?? { method: method.toUpperCase(), path: path ?? "" });
  if (description !== undefined && found !== undefined) {
    const { pointer } = found.operation.node;
    const answer = { ...answerOf(found.described), source: `${description.file}#${pointer}` };
    return { ...draftOfOperation(port, slug, found.operation, found.described), answer };
  }
  if (id !== undefined) {
    throw new HarborError(
      "NOT_FOUND",
      description === undefined
        ? `${port.slug} has no API description beside its manifest`
        : `the description of ${port.slug} has no operation ${JSON.stringify(id)} that can be read`,
      `\`harbor-drafts inspect ${port.slug} WORD\` finds routes; or tell it with --method and --path`,
    );
  }
  return undefined;
}

/** The route as it was told, or as the description has it, where its path was rewritten for the signed-in user. */
function routeArgs(args: Arguments<"propose">, described: DescribedRoute | undefined): Arguments<"propose"> {
  const { method, path } = described?.draft.action ?? args;
  return { ...args, method, path };
}

/** A draft that is kept for editing has everything, also what only its author knows. */
function withBlanks(draft: unknown, port: LivePort): unknown {
  const { open } = fill(draft, portFacts(port));
  const blanks = open.map(({ pointer }) => ({ pointer, value: pointer === "/action/scopes" ? [] : {} }));
  return applyEdits(draft, blanks)?.value ?? draft;
}

/** @throws HarborError USAGE for words that say nothing, or contradict each other */
function refuseWrong(args: Arguments<"propose">): void {
  if (!isSlug(args.slug)) {
    throw new HarborError(
      "USAGE",
      `${JSON.stringify(args.slug)} is no slug`,
      "write lower-case words joined by hyphens, such as get-meeting",
    );
  }
  if (args.from === "-" && args.answer === "-") {
    throw new HarborError("USAGE", "--from and --answer both read stdin", "hand one of them over as a file");
  }
  refuseUnusedOptions(args);
}

/** A draft that is handed over whole says all this itself. */
function refuseUnusedOptions(args: Arguments<"propose">): void {
  const told = [
    ...(["method", "path", "operation", "label", "description", "approval", "input"] as const).filter(
      (name) => args[name] !== undefined,
    ),
    ...(["field", "scope", "example"] as const).filter((name) => args[name].length > 0),
  ];
  if (args.from !== undefined && told.length > 0) {
    throw new HarborError(
      "USAGE",
      `--from already tells what --${told[0]} would`,
      `change it in ${args.from === "-" ? "the draft" : args.from}, or leave --from out`,
    );
  }
}

/** The bytes of a whole draft; an action alone is wrapped with the options' reasons. */
async function readSource(
  context: Context,
  port: LivePort,
  args: Arguments<"propose">,
  from: string,
): Promise<Uint8Array> {
  const bytes = from === "-" ? await context.readInput() : await context.files.readAnywhere(from);
  const parsed = parseJson(bytes, BYTES.draft);
  const value = parsed.ok ? parsed.document.value : undefined;
  const isAction = isRecord(value) && !Object.hasOwn(value, "draft") && Object.hasOwn(value, "method");
  if (!isAction) {
    return bytes;
  }
  const live = port.manifest.actions.some((action) => action.slug === args.slug);
  const change = args.change ?? (live ? "update" : "add");
  const { rationale = "", reference } = args;
  return encode({ draft: 1, port: port.slug, change, action: value, rationale, references: reference });
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
}
