import { isRead } from "../../catalog/listed-route.ts";
import type { Catalogue } from "../../catalog/load.ts";
import { HarborError } from "../../errors.ts";
import { fieldNames } from "../../gateway/fields.ts";
import { holdsCredential } from "../../safe-model/names/credential.ts";
import { shellWord } from "../../text/shell-word.ts";
import type { RecordOptions, RecordRun } from "./plan.ts";
import type { Target } from "./target.ts";

/** What the operator says elsewhere than on the command line. */
export interface Operator {
  /** The values of a setting in the operator's own configuration, outside of any clone. */
  userSettings(name: string): Promise<string[]>;
  /** False where nobody is there to ask. */
  confirm(question: string): Promise<boolean>;
  log(line: string): void;
}

/**
 * A clone may be hostile, and its base is what its refs say: the base URL in the manifest counts only
 * where the operator named the same, by `--to` or for this port in their own configuration.
 *
 * Texts are compared, not URLs: manifest/connection has the manifest's in normal form, so that what a
 * person reads in either is what gets the token. A slash at the end says nothing.
 */
export async function isNamed(
  { port }: Target,
  { to }: RecordOptions,
  { userSettings }: Operator,
): Promise<boolean> {
  const named = to === undefined ? await userSettings(settingOf(port.slug)) : [to];
  return named.some((url) => url.replace(/\/$/, "") === port.manifest.port.baseUrl);
}

/** The setting of the user's git configuration that names a port's base URL: the token is the port's own, too. */
function settingOf(port: string): string {
  return `harbor-drafts.${port}.recordTo`;
}

/** @throws HarborError PERMISSION where the operator didn't name the base URL */
export async function refuseUnnamed(
  target: Target,
  options: RecordOptions,
  operator: Operator,
  { tree }: Pick<Catalogue, "tree">,
): Promise<void> {
  if (!(await isNamed(target, options, operator))) {
    const { slug, manifest, files } = target.port;
    const url = shellWord(manifest.port.baseUrl);
    const why = options.to === undefined ? "you haven't named it" : "--to names another one";
    throw new HarborError(
      "PERMISSION",
      `nothing is sent to ${url}, the base URL in ${files.manifest} (${tree.label}): ${why}`,
      `if the token belongs there, add --to ${url}, or say so for good: git config --global --add ${settingOf(slug)} ${url}`,
    );
  }
}

/** Each question that no option answers, with the option that would. */
function openQuestions({ target, steps, options }: RecordRun): [option: string, question: string][] {
  const { keep, via, from, yes, sendWrites } = options;
  const { action, port } = target;
  const { baseUrl } = port.manifest.port;
  const asked = steps.filter(({ isAsked }) => isAsked);
  const requests = asked.length === 1 ? "this request" : `these ${asked.length} requests`;
  const where = via === undefined ? baseUrl : `${baseUrl} via ${via}`;
  // What a write sends may be somebody's: a person's terminal alone shows it.
  const bodies = asked.map(({ request: { url, body } }) => `${url} ${JSON.stringify(body ?? null)}`);
  const isWrite = from === undefined && !isRead(action, port.policy);
  const questions: [isOpen: boolean, option: string, question: string][] = [
    [
      !yes && keep.length > 0,
      "--yes",
      `Write the real values of ${keep.join(", ")} into the recording? They are published with it.`,
    ],
    [!yes && from === undefined, "--yes", `Send ${requests} to ${where}?`],
    [
      !sendWrites && isWrite,
      "--send-writes",
      `Each ${action.method} happens for real: ${bodies.join("; ")}. Send ${requests} all the same?`,
    ],
  ];
  return questions.flatMap(([isOpen, ...open]) => (isOpen ? [open] : []));
}

/** Which of the options that allow a run aren't given. */
export function missingOptions(run: RecordRun): string[] {
  return [...new Set(openQuestions(run).map(([option]) => option))];
}

/** Shows the routes, without the inputs, and asks a person what no option answers. */
export async function isAllowed(run: RecordRun, { confirm, log }: Operator): Promise<boolean> {
  const { target, steps, options } = run;
  const { method, path } = target.action;
  for (const { example } of options.from === undefined ? steps.filter(({ isAsked }) => isAsked) : []) {
    log(`${example.name}: ${method} ${target.port.manifest.port.baseUrl}${path}`);
  }
  for (const [, question] of openQuestions(run)) {
    if (!(await confirm(question))) {
      return false;
    }
  }
  return true;
}

/** @throws HarborError USAGE for a field that isn't listed, or that a credential stands in by its name */
export function refuseKept({ keep }: RecordOptions, { action, port }: Target): void {
  const { fields } = action.result;
  if (keep.some((field) => !fields.includes(field))) {
    throw new HarborError(
      "USAGE",
      "--keep names no field that the action lists",
      `those are: ${fields.join(", ") || "none"}`,
    );
  }
  const secret = keep.find((field) =>
    [field, ...fieldNames(field)].some((name) => holdsCredential(name, port.policy.credentials)),
  );
  if (secret !== undefined) {
    throw new HarborError(
      "USAGE",
      `${secret} is a credential by its name, and no real one is kept`,
      "leave it out of --keep",
    );
  }
}
