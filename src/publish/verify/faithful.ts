import type { Finding } from "../../finding.ts";
import type { FileChange } from "../../io/git.ts";
import type { ChangeSet } from "./change-set.ts";
import { refuse } from "./reasons.ts";

/** What a sentence about a request's files needs: all else is the manifest, or the draft that goes. */
interface Named {
  /** Path of the action's recording. */
  recording: string;
  version: { from: string; to: string };
}

/** Where a change's tree isn't exactly what publishing would make of `before`. */
export async function fileFindings(
  { before, after, changes }: Pick<ChangeSet, "before" | "after" | "changes">,
  expected: readonly FileChange[],
  named: Named,
): Promise<Finding[]> {
  const found: Finding[] = [];
  const left = new Set(changes.map(({ path }) => path));
  for (const { path, text } of expected) {
    left.delete(path);
    const is = asText(await after.read(path));
    const wanted = text === null ? undefined : asText(Buffer.from(text, "utf8"));
    if (is !== wanted) {
      found.push(difference(path, is, wanted, named));
    }
  }
  for (const path of left) {
    const [was, is] = [await before.read(path), await after.read(path)];
    const what = is === undefined ? "is removed" : was === undefined ? "is added" : "is changed";
    const rule = path === named.recording ? "verify/recording" : "verify/files";
    const message = `${path} ${what}, which publishing this action doesn't do`;
    found.push(refuse(rule, path, message, "leave it as it is"));
  }
  return found;
}

/** Bytes as text, one character each: decoding could make one of two that differ. */
function asText(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("latin1");
}

function difference(
  path: string,
  is: string | undefined,
  wanted: string | undefined,
  { recording, version }: Named,
): Finding {
  const isRecording = path === recording;
  if (wanted === undefined) {
    return isRecording
      ? refuse("verify/files", path, "the action is retired, and its recording stays", "remove it along")
      : refuse("verify/files", path, `${path} stays`, "publishing removes the draft that it came from");
  }
  if (is === undefined) {
    return refuse(
      isRecording ? "verify/recording" : "verify/files",
      path,
      `${path} is missing`,
      "ask for the publication anew",
    );
  }
  const line = firstDifference(is, wanted);
  if (isRecording) {
    const message = `the recording isn't what publishing makes of its exchanges, from line ${line} on`;
    const hint = "it holds the exchanges that answer examples, in one form: ask for the publication anew";
    return refuse("verify/recording", path, message, hint, { line });
  }
  const said = /^ {2}"version": "([0-9.]+)",?$/m.exec(is)?.[1] ?? version.to;
  const message =
    said === version.to
      ? `the manifest isn't the base's with this action folded in, from line ${line} on`
      : `the version is ${said}, and this change makes ${version.to} of ${version.from}`;
  const hint =
    "fold it anew with `harbor-drafts refresh`, or ask for it again: the tool writes every byte of it";
  return refuse("verify/fold", path, message, hint, { line });
}

/** The first line in which two texts differ, 1-based. */
function firstDifference(a: string, b: string): number {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const index = left.findIndex((line, at) => line !== right[at]);
  return (index === -1 ? left.length - 1 : index) + 1;
}
