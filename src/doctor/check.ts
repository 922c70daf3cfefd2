import type { DoctorOutput } from "../output/doctor.ts";
import type { Probe } from "../workspace/probe.ts";

/** What a check has to say. A hint is the fix. */
export type Outcome = Omit<DoctorOutput["checks"][number], "id">;

/**
 * One thing that doctor looks at. What it throws as a HarborError is what is wrong; undefined where there
 * is nothing to look at.
 */
export interface Check {
  id: string;
  look(probe: Probe): Promise<Outcome | undefined>;
}

export function ok(message: string): Outcome {
  return { status: "ok", message, hint: "" };
}

export function warning(message: string, hint: string): Outcome {
  return { status: "warning", message, hint };
}

export function failed(message: string, hint: string): Outcome {
  return { status: "failed", message, hint };
}

/** `a, b and c`; of many the first few. */
export function listOf(names: readonly string[], most = 4): string {
  const shown =
    names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** The answer, or undefined where there is none; why there is none is another check's to tell. */
export async function answered<Value>(question: Promise<Value>): Promise<Value | undefined> {
  return question.catch(() => undefined);
}

/** For what GitHub shows to admins alone. */
export const ASK = "ask one of the repository's admins to run `harbor-drafts doctor`";

/** Where the fix is made. */
export const SETTINGS = "in the branch's protection or ruleset on GitHub";
