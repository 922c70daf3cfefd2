import type { Finding } from "../../finding.ts";
import type { FileChange } from "../../io/git.ts";
import type { Change } from "../../io/git-objects.ts";
import type { ChangeSet } from "./change-set.ts";
import { refuse } from "./reasons.ts";

/** What a request's files are called in a sentence. */
interface Names {
  manifest: string;
  recording: string;
  version: { from: string; to: string };
}

/** Where a step's tree isn't exactly what publishing would make of `before`. */
export async function fileFindings(
  { before, after, changes }: Pick<ChangeSet, "before" | "after" | "changes">,
  expected: readonly FileChange[],
  names: Names,
): Promise<Finding[]> {
  const found: Finding[] = [];
  const left = new Map<string, Change>(changes.map((change) => [change.path, change]));
  for (const { path, text: wanted } of expected) {
    left.delete(path);
    const text = wanted === null ? null : Buffer.from(wanted, "utf8").toString("latin1");
    const is = await textOf(after, path);
    if (is !== text && !(text === null && is === undefined)) {
      found.push(difference(path, is, text, names));
    }
  }
  for (const path of left.keys()) {
    const isRecording = path === names.recording;
    const isGone = (await textOf(after, path)) === undefined;
    const what = isGone
      ? "is removed"
      : (await textOf(before, path)) === undefined
        ? "is added"
        : "is changed";
    const rule = isRecording ? "verify/recording" : "verify/files";
    found.push(
      refuse(rule, path, `${path} ${what}, which publishing this action doesn't do`, "leave it as it is"),
    );
  }
  return found;
}

/** Bytes as text, one character each: decoding could make one of two that differ. */
async function textOf(tree: ChangeSet["after"], path: string): Promise<string | undefined> {
  const bytes = await tree.read(path);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("latin1");
}

function difference(path: string, is: string | undefined, text: string | null, names: Names): Finding {
  if (text === null) {
    const why = path === names.recording ? "the action is retired, and its recording stays" : `${path} stays`;
    const hint =
      path === names.recording ? "remove it along" : "publishing removes the draft that it came from";
    return refuse("verify/files", path, why, hint);
  }
  if (is === undefined) {
    return refuse("verify/files", path, `${path} is missing`, "ask for the publication anew");
  }
  const line = firstDifference(is, text);
  if (path === names.recording) {
    const message = `the recording isn't what publishing makes of its exchanges, from line ${line} on`;
    const hint = "it holds the exchanges that answer examples, in one form: ask for the publication anew";
    return refuse("verify/recording", path, message, hint, { line });
  }
  const version = /^ {2}"version": "([0-9.]+)",?$/m;
  const said = version.exec(is)?.[1];
  const message =
    said !== undefined && said !== names.version.to
      ? `the version is ${said}, and this change makes ${names.version.to} of ${names.version.from}`
      : `the manifest isn't the base's with this action folded in, from line ${line} on`;
  return refuse(
    "verify/fold",
    path,
    message,
    "fold it anew with `harbor-drafts refresh`, or ask for it again: the tool writes every byte of it",
    {
      line,
    },
  );
}

/** The first line in which two texts differ, 1-based. */
function firstDifference(a: string, b: string): number {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const index = left.findIndex((line, at) => line !== right[at]);
  return (index === -1 ? left.length - 1 : index) + 1;
}
