import type { ReadableAction } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import type { Policy, Tier } from "../catalog/policy.ts";
import { isEquivalentRoute, parseRoute, type Segment, startsWithRoute } from "../catalog/route.ts";
import { validate } from "../gateway/validate.ts";
import { isRecord, ownMember } from "../json/record.ts";

/** What the policy says of a route, and why. */
export interface RouteVerdict {
  tier: Tier;
  reason: string;
}

/** Methods that a draft may use; of these only GET may be unlisted. */
export const WRITING_METHODS: readonly string[] = ["POST", "PUT", "PATCH"];

/**
 * The tier of an action's route by the policy. A listed route counts by method and template;
 * a placeholder never covers a literal. An unlisted GET under a listed family needs approval,
 * unless its placeholders could reach a route that the policy lists. All else is refused.
 */
export function judgeRoute(action: ReadableAction, policy: Policy): RouteVerdict {
  const route = parseRoute(action.path);
  const ofMethod = policy.routes.filter((listed) => listed.method === action.method);
  const reached = ofMethod.find(
    (listed) => listed.tier === "refused" && reaches(action, route, parseRoute(listed.path)),
  );
  if (reached !== undefined) {
    return { tier: "refused", reason: reasonOf(reached) };
  }
  const listed = ofMethod.find((entry) => isEquivalentRoute(route, parseRoute(entry.path)));
  if (listed !== undefined) {
    return { tier: listed.tier, reason: listed.reason ?? "" };
  }
  if (action.method !== "GET") {
    return { tier: "refused", reason: `the policy lists no ${action.method} ${action.path}` };
  }
  const siblings = ofMethod.find((entry) => reaches(action, route, parseRoute(entry.path)));
  if (siblings !== undefined) {
    return { tier: "refused", reason: `a placeholder could stand for a part of ${siblings.path}` };
  }
  const family = policy.families.find((prefix) => startsWithRoute(route, parseRoute(prefix)));
  return family === undefined
    ? { tier: "refused", reason: `the policy admits nothing under ${action.path}` }
    : { tier: "approval", reason: `the policy doesn't list this read under ${family}` };
}

function reasonOf({ reason, method, path }: Policy["routes"][number]): string {
  return reason ?? `the policy refuses ${method} ${path}`;
}

/** Whether some input that the schemas admit turns the route into the listed one. */
function reaches(action: ReadableAction, route: readonly Segment[], listed: readonly Segment[]): boolean {
  return (
    route.length === listed.length &&
    route.every((segment, index) => {
      const other = listed[index];
      if (segment.kind === "literal" || other?.kind !== "literal") {
        return (
          segment.kind === other?.kind &&
          (segment.kind === "placeholder" || segment.text === (other as { text: string }).text)
        );
      }
      return admits(action, segment.name, other.text);
    })
  );
}

/** Undeclared placeholders admit everything: another rule refuses them. */
function admits(action: ReadableAction, name: string, text: string): boolean {
  const properties = action.input.path?.properties;
  const schema = isRecord(properties) ? (ownMember(properties, name) as JsonSchema | undefined) : undefined;
  if (schema === undefined) {
    return true;
  }
  const value = schema.type === "integer" || schema.type === "number" ? Number(text) : text;
  return validate(schema, value).length === 0;
}
