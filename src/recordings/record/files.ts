import { isDeepStrictEqual } from "node:util";
import type { Action } from "../../catalog/action.ts";
import { canonicalDraft } from "../../drafts/draft.ts";
import { HarborError } from "../../errors.ts";
import type { Files } from "../../io/files.ts";
import { evaluateDraft } from "../../safe-model/evaluate.ts";
import { testedPort } from "../answer-to.ts";
import type { Origin } from "../exchange.ts";
import { faultsIn } from "../har/examine.ts";
import { readHar } from "../har/har.ts";
import { writeHar } from "../har/write-har.ts";
import { evidenceOf } from "../replay.ts";
import { type ActionTest, testAction } from "../test-action.ts";
import type { ReplacedRun } from "./replace-run.ts";
import type { Target } from "./target.ts";

/** What is to be written, whole and with nothing real in it. */
export interface RecordedFiles {
  action: Action;
  recording: string;
  /** The draft's new text; undefined where its examples stay as they are. */
  draft: string | undefined;
}

/** Makes the files of a run whose values are replaced. */
export function composeFiles(
  target: Target,
  { examples, exchanges }: Pick<ReplacedRun, "examples" | "exchanges">,
  origin: Origin,
): RecordedFiles {
  const { action: before, draft } = target;
  const action = {
    ...before,
    examples: before.examples.map((example) => examples.get(example.name) ?? example),
  };
  const inOrder = before.examples.flatMap(({ name }) => exchanges.get(name) ?? []);
  const isSame = isDeepStrictEqual(action.examples, before.examples);
  return {
    action,
    // One may answer two examples.
    recording: writeHar([...new Map(inOrder.map((one) => [JSON.stringify(one), one])).values()], origin),
    draft: isSame || draft === undefined ? undefined : canonicalDraft({ ...draft.value, action }),
  };
}

/**
 * A live action's examples stand in the manifest, which only a publish request changes.
 * @throws HarborError USAGE where what one says of its output would be another
 */
export function refuseLiveChange(
  { action, draft, file }: Target,
  { examples }: Pick<ReplacedRun, "examples">,
): void {
  const changed = action.examples.find(
    (live) => !isDeepStrictEqual((examples.get(live.name) ?? live).expect, live.expect),
  );
  if (draft === undefined && changed !== undefined) {
    throw new HarborError(
      "USAGE",
      `the recording would change expect.output of the example ${JSON.stringify(changed.name)}, which is live (${file})`,
      "a live action changes by a request alone: propose an update, and record that",
    );
  }
}

/**
 * Looks at the files once more as if they came from somebody else: for secrets, by the rules, and by
 * replaying the examples that have an exchange.
 *
 * @throws HarborError REFUSED or UNTESTED: nothing is to be written
 */
export async function verifyFiles(
  target: Target,
  { action, recording, draft }: RecordedFiles,
  answered: ReadonlySet<string>,
): Promise<ActionTest> {
  const { port, file, pointer } = target;
  const bytes = new TextEncoder().encode(recording);
  const read = readHar(target.recording, bytes);
  if (!read.ok) {
    throw new HarborError(
      "REFUSED",
      "the recording would be too large",
      "record fewer examples, or smaller answers",
    );
  }
  const [fault] = faultsIn(read);
  if (fault !== undefined) {
    const { pointer: at, message } = fault;
    throw new HarborError("REFUSED", `at ${at} of the recording ${message}; nothing was written`, fault.hint);
  }
  if (draft !== undefined) {
    const { verdict } = await evaluateDraft(file, new TextEncoder().encode(draft), async () => port);
    if (verdict !== "automatic" && verdict !== "approval") {
      throw new HarborError(
        "REFUSED",
        `with the values that were invented for its examples the draft would be ${verdict}; nothing was written`,
        "hand over the real inputs with --inputs, so that the draft's own examples stand",
      );
    }
  }
  const tested = testAction(testedPort(port, action), action, evidenceOf(read.har), {
    file,
    pointer,
    recording: target.recording,
  });
  const failed = tested.examples.find(({ name, passed }) => answered.has(name) && !passed);
  if (failed !== undefined) {
    const { name, mismatch } = failed;
    throw new HarborError(
      "UNTESTED",
      `the example ${JSON.stringify(name)} would fail its test: ${mismatch?.message}; nothing was written`,
      "correct the example or the action's result.fields",
    );
  }
  return tested;
}

/** Writes the recording, then the draft, each whole or not at all. Returns what was written. */
export async function writeFiles(
  target: Target,
  { recording, draft }: RecordedFiles,
  files: Pick<Files, "write" | "rewrite">,
): Promise<string[]> {
  // What wasn't there when it was looked at isn't replaced either.
  await files.write(target.recording, recording, { replace: target.isThere });
  if (draft === undefined || target.draft === undefined) {
    return [target.recording];
  }
  try {
    await files.rewrite(target.file, draft, target.draft.bytes);
  } catch (error) {
    if (error instanceof HarborError) {
      const message = `${error.message}; ${target.recording} is written already`;
      throw new HarborError(error.code, message, "run the command again with --force");
    }
    throw error;
  }
  return [target.recording, target.file];
}
