import type { Action } from "../../catalog/action.ts";
import type { Policy } from "../../catalog/policy.ts";
import { HarborError } from "../../errors.ts";
import { EACH, fieldOf, type Step } from "../../gateway/fields.ts";
import { fromPointer } from "../../json/pointer.ts";
import { holdsCredential } from "../../safe-model/names/credential.ts";
import { findSecrets } from "../../secrets/find.ts";
import type { AnsweredExample, Exchange } from "../exchange.ts";
import { parseBody } from "../har/har.ts";
import { keptValues, type ProjectedExample } from "../replacement/values.ts";
import { isOpen, scalarsOf } from "./scalars.ts";
import { searchFor } from "./token-search.ts";

/** What a listed field holds that nobody may see; its value is never told. */
export interface InField {
  field: string;
  kind: string;
}

/**
 * Searches the real values of the listed fields for tokens, secrets and links that open something.
 *
 * @param body an answer as its projection has it
 * @param tokens what may be nowhere, in whatever spelling
 */
export function findInFields(body: unknown, tokens: readonly string[]): InField[] {
  const isIn = searchFor(tokens);
  const texts = [...scalarsOf(body)].map(({ value, steps }) => ({
    text: String(value),
    field: fieldOf(steps),
  }));
  const whole = texts.map(({ text }) => text).join("");
  const held = texts.filter(({ text }) => isIn(text));
  const split = held.length === 0 && isIn(whole) ? texts.slice(0, 1) : [];
  return [
    ...[...held, ...split].map(({ field }) => ({
      field,
      kind: "the token or a credential of the same file",
    })),
    ...findSecrets(body).map(({ kind, pointer }) => ({ kind, field: fieldOf(stepsOf(pointer, body)) })),
  ];
}

/**
 * Refuses answers of which a listed field holds a secret: an agent would get it as well.
 * @throws HarborError REFUSED, which names field and kind
 */
export function refuseSecrets(
  rows: readonly Pick<ProjectedExample, "example" | "exchange" | "isReal">[],
  { result }: Pick<Action, "result">,
  tokens: readonly string[],
): void {
  for (const { example, exchange, isReal } of rows) {
    const body = isReal ? exchange?.response.body : undefined;
    const [found] = findInFields(parseBody(body), tokens);
    if (found !== undefined) {
      const where = result.fields.length === 0 ? "the error's code" : `the listed field ${found.field}`;
      throw new HarborError(
        "REFUSED",
        `${where} of the example ${JSON.stringify(example.name)} holds a secret (${found.kind}); nothing was written`,
        "take the field out of result.fields; if the secret was real, and somebody saw it, revoke it",
      );
    }
  }
}

/** What stands in a text by chance. */
const SHORTEST = 4;

/**
 * Refuses to keep the real value of a field that repeats a credential of the same answers: one that a cookie
 * brought, or that stands under a credential's name, listed or not. Where nothing is kept it is replaced.
 *
 * @param answered as they came
 * @param rows what is left of them
 * @throws HarborError REFUSED, which names the fields and nothing of them
 */
export function refuseKeptCredentials(
  answered: readonly AnsweredExample[],
  rows: readonly ProjectedExample[],
  keep: readonly string[],
  policy: Policy,
): void {
  const isCredential = (name: string) => holdsCredential(name, policy.credentials);
  const credentials = answered.flatMap(({ exchange }) => credentialsIn(exchange, isCredential));
  const kept = rows.flatMap(({ output, isReal }) => (isReal ? keptValues(output, keep) : []));
  const isIn = searchFor(credentials);
  if (kept.some((text) => isIn(text) || credentials.some((one) => text.includes(one)))) {
    throw new HarborError(
      "REFUSED",
      "a field that --keep names repeats a credential of the same answers; nothing was written",
      "leave the field out of --keep",
    );
  }
}

function credentialsIn({ response }: Exchange, isCredential: (name: string) => boolean): string[] {
  const cookies = response.headers
    .filter(({ name }) => name.toLowerCase() === "set-cookie")
    .map(({ value }) => value.replace(/^[^=]*=|;.*$/gs, ""));
  const named = [...scalarsOf(parseBody(response.body))].flatMap(({ value, steps }) =>
    isOpen(value) && steps.some((step) => step !== EACH && isCredential(step)) ? [String(value)] : [],
  );
  return [...cookies, ...named].filter((text) => text.length >= SHORTEST);
}

/** The steps of a pointer; a list's items are one. */
function stepsOf(pointer: string, body: unknown): Step[] {
  let value = body;
  return fromPointer(pointer).map((token) => {
    const isItem = Array.isArray(value);
    value = (value as Record<string, unknown> | undefined)?.[token];
    return isItem ? EACH : token;
  });
}
