import {
  type Answers,
  codeIn,
  codePaths,
  type FailureSign,
  failureIn,
  isSomething,
} from "../../gateway/answers.ts";
import { isCode } from "../../gateway/error.ts";
import { EACH, parseField, type Step } from "../../gateway/fields.ts";
import { isRecord, ownMember } from "../../json/record.ts";

/** Stands for a text that tells failure by being there: what it says is nobody's business, and it is no code. */
const NOT_KEPT = "not kept";

/** As the usual signs tell failure: `ok` is false, or `error` is there. */
const USUAL = [{ is: false }, { present: true }] as const;

/** A path, and what of a scalar at its end stays; undefined where nothing does. */
interface Kept {
  steps: readonly Step[];
  keep: (value: unknown) => unknown;
}

/**
 * What a recording keeps of a failure's body: the code that an agent is told, and under a status of success
 * the member that tells the failure. A code, a number or a yes or no stays as it is; of a text or an
 * object it is enough that it is there.
 *
 * @param isTold whether the status tells the failure by itself
 */
export function projectFailure(
  body: unknown,
  isTold: boolean,
  fields: readonly string[],
  answers: Answers = {},
): unknown {
  const sign = isTold ? undefined : failureIn(body, fields, answers);
  const paths: Kept[] = [...signOf(sign, answers), ...codeOf(body, answers)];
  return paths.length === 0 ? undefined : keepLeaves(body, paths);
}

/** The place of the code that the gateway finds first. */
function codeOf(body: unknown, answers: Answers): Kept[] {
  const code = codeIn(body, answers, isCode);
  const keep = (value: unknown): unknown => (value === code ? value : undefined);
  return codePaths(answers)
    .map((path) => ({ steps: parseField(path) ?? [], keep }))
    .filter((kept) => code !== null && kept.steps.length > 0 && keepLeaves(body, [kept]) !== undefined)
    .slice(0, 1);
}

/** The place of what tells failure under a status of success. */
function signOf(sign: string | undefined, { failure }: Answers): Kept[] {
  const steps = sign === undefined ? undefined : parseField(sign);
  if (steps === undefined) {
    return [];
  }
  const signs: readonly Omit<FailureSign, "path">[] = failure?.filter(({ path }) => path === sign) ?? USUAL;
  const keep = (value: unknown): unknown => {
    if (signs.some((one) => one.present !== true && one.is === value)) {
      return value;
    }
    const isPlain = typeof value === "boolean" || isCode(value, false);
    const isTelling = isSomething(value) && signs.some(({ present }) => present);
    return isTelling ? (isPlain ? value : NOT_KEPT) : undefined;
  };
  // Without a text beside it a code may tell nothing.
  const text = failure === undefined && sign === "code" ? [{ steps: ["message"], keep: () => NOT_KEPT }] : [];
  return [{ steps, keep }, ...text];
}

/** A copy of a body with nothing but what its paths keep; undefined where that is nothing. */
function keepLeaves(value: unknown, paths: readonly Kept[]): unknown {
  const ended = paths.filter(({ steps }) => steps.length === 0);
  const below = paths.filter(({ steps }) => steps.length > 0);
  const inside = keepBelow(value, below);
  return inside ?? ended.map(({ keep }) => keep(value)).find((kept) => kept !== undefined);
}

function keepBelow(value: unknown, paths: readonly Kept[]): unknown {
  const after = (step: Step) =>
    paths
      .filter(({ steps }) => steps[0] === step)
      .map(({ steps, keep }) => ({ steps: steps.slice(1), keep }));
  if (Array.isArray(value)) {
    const items = value.map((item) => keepLeaves(item, after(EACH))).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (!isRecord(value)) {
    return undefined;
  }
  const names = new Set(paths.map(({ steps }) => steps[0]).filter((step) => typeof step === "string"));
  const members = [...names]
    .map((name) => [name, keepLeaves(ownMember(value, name), after(name))] as const)
    .filter(([, kept]) => kept !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
