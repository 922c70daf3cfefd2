import { isRead } from "../../catalog/listed-route.ts";
import type { Catalogue } from "../../catalog/load.ts";
import { HarborError } from "../../errors.ts";
import { fieldNames } from "../../gateway/fields.ts";
import { holdsCredential } from "../../safe-model/names/credential.ts";
import { shellWord } from "../../text/shell-word.ts";
import type { RecordPlan } from "./plan.ts";
import type { Target } from "./target.ts";

/** What the operator says on the command line of what may be sent, and where. */
export interface Consent {
  /** The base URL that may get the token. */
  to?: string | undefined;
  /** Answers the question for the host. */
  yes: boolean;
  /** Answers the question for writes. */
  sendWrites: boolean;
}

/** What the operator says elsewhere. */
export interface Operator {
  /** The values of a setting in the operator's own configuration, outside of any clone. */
  userSettings(name: string): Promise<string[]>;
  /** False where nobody is there to ask. */
  confirm(question: string): Promise<boolean>;
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
  { to }: Consent,
  { userSettings }: Pick<Operator, "userSettings">,
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
  consent: Consent,
  operator: Pick<Operator, "userSettings">,
  { tree }: Pick<Catalogue, "tree">,
): Promise<void> {
  if (!(await isNamed(target, consent, operator))) {
    const { slug, manifest, files } = target.port;
    const url = shellWord(manifest.port.baseUrl);
    const why = consent.to === undefined ? "you haven't named it" : "--to names another one";
    throw new HarborError(
      "PERMISSION",
      `nothing is sent to ${url}, the base URL in ${files.manifest} (${tree.label}): ${why}`,
      `if the token belongs there, add --to ${url}, or say so for good: git config --global --add ${settingOf(slug)} ${url}`,
    );
  }
}

/** Which of the options that allow to send aren't given; each is a question to a person, too. */
export function missingOptions({ action, port }: Target, { yes, sendWrites }: Consent): string[] {
  return [...(yes ? [] : ["--yes"]), ...(isRead(action, port.policy) || sendWrites ? [] : ["--send-writes"])];
}

/**
 * Asks what no option answered. Routes are shown before, without the inputs, which may be somebody's; what
 * a write sends is part of the question, which a person's terminal alone shows.
 */
export async function mayBeSent(
  target: Target,
  { steps }: RecordPlan,
  { via, ...consent }: Consent & { via?: string | undefined },
  { confirm, log }: Pick<Operator, "confirm"> & { log(line: string): void },
): Promise<boolean> {
  const { port, action } = target;
  const { baseUrl } = port.manifest.port;
  for (const { example } of steps) {
    log(`${example.name}: ${action.method} ${baseUrl}${action.path}`);
  }
  const count = steps.length === 1 ? "this request" : `these ${steps.length} requests`;
  const bodies = steps.map(({ request: { url, body } }) => `${url} ${JSON.stringify(body ?? null)}`);
  const questions: Record<string, string> = {
    "--yes": `Send ${count} to ${via === undefined ? baseUrl : `${baseUrl} via ${via}`}?`,
    "--send-writes": `Each ${action.method} happens for real: ${bodies.join("; ")}. Send ${count} all the same?`,
  };
  for (const option of missingOptions(target, consent)) {
    if (!(await confirm(questions[option] ?? ""))) {
      return false;
    }
  }
  return true;
}

/** @throws HarborError USAGE for a field that isn't listed, or that a credential stands in by its name */
export function refuseKept(keep: readonly string[], { action, port }: Target): void {
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

/** Asks whether real values may be written, where no option said so. */
export async function mayBeKept(
  { keep, yes }: { keep: readonly string[]; yes: boolean },
  { confirm }: Pick<Operator, "confirm">,
): Promise<boolean> {
  const what = `the real values of ${keep.join(", ")}`;
  return keep.length === 0 || yes || confirm(`Write ${what} into the recording? They are published with it.`);
}
