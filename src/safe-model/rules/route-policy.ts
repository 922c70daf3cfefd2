import type { ReadableAction } from "../../catalog/action.ts";
import { takesBody } from "../../catalog/listed-route.ts";
import type { Policy } from "../../catalog/policy.ts";
import { quote } from "../../text/quote.ts";
import { query } from "../examples.ts";
import { fixedValuesOf, hasParts, type InputNode, inputNodes } from "../inputs.ts";
import { keyOf, LISTED_PLACES, type ListedInputs, type ListedPlace, listedAs } from "../listed-inputs.ts";
import { judgeRoute } from "../routes.ts";
import { defineActionRule, type Problem, type Related } from "../rule.ts";

export const routePolicy = defineActionRule({
  id: "route/policy",
  summary: "The port's policy admits the route",
  why: "Reviewers decide once, in the policy, what may be proposed at all; an unknown write or family is refused until they do.",
  examples: {
    good: [{ action: { method: "GET", path: "/meetings/{meetingId}" } }],
    bad: [
      { action: { method: "GET", path: "/users/me/token", input: {} } },
      { action: { method: "GET", path: "/accounts/me/settings", input: {} } },
      { action: { method: "POST", path: "/meetings/{meetingId}" } },
    ],
  },
  *check({ action, port }) {
    const { tier, reason, listed, isOpen = false } = judgeRoute(action, port.policy);
    if (tier === "refused") {
      const isListable = isOpen && (takesBody(action) || action.method === "GET");
      yield {
        pointer: "/action/path",
        message: `the policy refuses ${action.method} ${action.path}: ${reason}`,
        hint: `choose a route that ${port.files.policy} admits${isListable ? ", or ask a reviewer to list it (candidates hold the entry)" : ""}`,
        candidates: isListable ? [policyEntryFor(action, listed)] : [],
        related: relatedEntry(port.policy, listed),
      };
    }
  },
});

type Entry = Policy["routes"][number];

function relatedEntry({ routes }: Policy, listed: Entry | undefined): Related[] {
  const index = listed === undefined ? -1 : routes.indexOf(listed);
  return index === -1
    ? []
    : [{ in: "policy", pointer: `/routes/${index}`, message: "the policy's entry that decides" }];
}

/**
 * The policy's entry that would admit an action with the inputs that it has, for a reviewer to judge. It is
 * for approval, and without a reason: that is the reviewer's.
 *
 * @param listed the entry that is there already
 */
function policyEntryFor(action: ReadableAction, listed?: Entry): Entry {
  const { method, path, scopes } = action;
  const query = inputsOf("query", action);
  return {
    method: method as Entry["method"],
    path,
    tier: "approval",
    ...(scopes.length > 0 ? { scopes } : {}),
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...listed,
    ...(takesBody(action) ? { body: inputsOf("body", action) } : {}),
  };
}

function inputsOf(place: ListedPlace, action: ReadableAction): ListedInputs {
  const inputs = inputNodes(action).filter(
    (node) => node.place === place && node.depth > 0 && !hasParts(node.schema),
  );
  return Object.fromEntries(inputs.map(({ steps, schema }) => [keyOf(place, steps), valuesOf(schema)]));
}

function valuesOf(schema: Record<string, unknown>): ListedInputs[string] {
  const fixed = fixedValuesOf(schema) ?? [];
  const isPlain = fixed.every(
    (value) => typeof value === "string" || typeof value === "number" || typeof value === "boolean",
  );
  return isPlain && fixed.length > 0 ? [...fixed] : true;
}

const patch = (properties: object) => ({
  action: { method: "PATCH", path: "/users/me", input: { body: { type: "object", properties } } },
});

export const routeInputs = defineActionRule({
  id: "route/inputs",
  summary: "Where the policy lists a route's inputs, an action takes no others",
  why: "For a write, the route alone says little: a wider body hands the meeting to somebody else. The policy's owners say once what may be sent.",
  examples: {
    good: [
      { action: { path: "/users/me", input: {} } },
      patch({
        timezone: { type: "string" },
        type: { type: "integer", const: 1 },
        address: { type: "object", properties: { city: { type: "string" } } },
        labels: { type: "array", items: { type: "string" } },
        "Due date": { type: "string", format: "date" },
      }),
    ],
    bad: [
      patch({ nickname: { type: "string" } }),
      patch({ type: { type: "integer", enum: [1, 2] } }),
      patch({ address: { type: "object", properties: { "city.name": { type: "string" } } } }),
      patch({ address: { type: "object", properties: {} } }),
      patch({ "address.city": { type: "string" } }),
      query({ encrypted_email: { type: "boolean" } }, { path: "/users/me" }),
    ],
  },
  *check({ action, port }) {
    const { listed } = judgeRoute(action, port.policy);
    for (const place of LISTED_PLACES) {
      // Of a POST that reads, whatever it takes is listed.
      const admitted = listed?.[place] ?? (listed?.reads === true ? {} : undefined);
      if (admitted !== undefined) {
        yield* problemsOf(action, place, admitted);
        const required = (listed?.required ?? []).filter((key) => Object.hasOwn(admitted, key));
        yield* missingOf(action, place, required);
      }
    }
  },
});

function* problemsOf(action: ReadableAction, place: ListedPlace, admitted: ListedInputs): Generator<Problem> {
  for (const node of inputNodes(action).filter((one) => one.place === place)) {
    const problem = problemOf(node, place, admitted);
    yield* problem === undefined ? [] : [{ pointer: node.pointer, ...problem }];
  }
}

function* missingOf(
  { input }: ReadableAction,
  place: ListedPlace,
  names: readonly string[],
): Generator<Problem> {
  const schema = input[place];
  const required: unknown[] = Array.isArray(schema?.required) ? schema.required : [];
  for (const name of names.filter((one) => !required.includes(one))) {
    yield {
      pointer: schema === undefined ? "/action/input" : `/action/input/${place}`,
      message: `each call must send ${quote(name)}, which the policy requires on this route`,
      hint: `declare it in input.${place}, and list it in its "required"`,
    };
  }
}

/** An input that is listed is judged whole, others by their parts. */
function problemOf(
  { steps, schema }: InputNode,
  place: ListedPlace,
  admitted: ListedInputs,
): Omit<Problem, "pointer"> | undefined {
  const valuesAt = (depth: number) => listedAs(place, steps.slice(0, depth), admitted);
  const values = valuesAt(steps.length);
  const isJudgedAbove = steps.some((_, depth) => valuesAt(depth) !== undefined);
  // The body itself has no name.
  if (isJudgedAbove || steps.length === 0 || (values === undefined && hasParts(schema))) {
    return undefined;
  }
  const key = quote(keyOf(place, steps));
  if (values === undefined) {
    const known = Object.keys(admitted).join(", ") || "none";
    return {
      message: `the policy doesn't admit ${key} on this route`,
      hint: `remove it; admitted: ${known}`,
    };
  }
  const isWithin =
    values === true ||
    fixedValuesOf(schema)?.every((value) => (values as readonly unknown[]).includes(value)) === true;
  return isWithin
    ? undefined
    : {
        message: `the policy admits ${key} only with ${values.map(quote).join(", ")}`,
        hint: `write "enum": ${quote(values)}`,
      };
}
