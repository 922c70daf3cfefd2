import { EACH, parseField, type Step } from "../gateway/fields.ts";
import { isRecord } from "../json/record.ts";
import type { Described } from "../openapi/described.ts";
import type { GivenAnswer } from "../recordings/record/given.ts";

/** What a description shows an operation to answer, or else what fits the fields that it names. */
export function answerOf({ answer }: Described): Omit<GivenAnswer, "source"> {
  const { status = 200, fields, example } = answer;
  if (example !== undefined) {
    return { status, body: example, provenance: "documented" };
  }
  let body: unknown;
  for (const { path, type } of fields) {
    body = withValue(body, parseField(path) ?? [], SAMPLES[type] ?? "made-up text");
  }
  return { status, body, provenance: "assumed" };
}

const SAMPLES: Record<string, unknown> = { integer: 12, number: 12.5, boolean: true };

/** A value put where a field's path leads; a list gets one item. */
function withValue(into: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) {
    return value;
  }
  if (step === EACH) {
    return [withValue(Array.isArray(into) ? into[0] : undefined, rest, value)];
  }
  const known = isRecord(into) ? into : {};
  return { ...known, [step]: withValue(known[step], rest, value) };
}
