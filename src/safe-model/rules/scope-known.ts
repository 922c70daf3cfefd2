import type { ReadableAction } from "../../catalog/action.ts";
import { isRead, takesBody } from "../../catalog/listed-route.ts";
import type { Policy } from "../../catalog/policy.ts";
import { lazily } from "../../lazily.ts";
import { quote } from "../../text/quote.ts";
import { wordsOf } from "../names/words.ts";
import { judgeRoute } from "../routes.ts";
import { defineActionRule, type Problem } from "../rule.ts";

/** Where the policy doesn't say which: what one call needs, with one more that some APIs ask for. */
const MOST_SCOPES = 2;
/** Nobody mends more at once. */
const MOST_JUDGED = 10;

/** What makes a scope reach beyond the principal, wherever it stands in it. */
const WIDE = /^(?:admin|master|root|superuser|sudo)$/;

export const scopeKnown = defineActionRule({
  id: "scope/known",
  summary:
    "Scopes are known to the policy, not wider than the principal, and fit the method; none where it has none",
  why: "A scope is authority that the token keeps after the call: an admin or write scope for a read is a gift to whoever comes next.",
  examples: {
    good: [
      { action: { scopes: ["meeting:read:meeting"] } },
      { action: { path: "/users/me", scopes: ["user:read:user"] } },
    ],
    bad: [
      { action: { scopes: ["meeting:read:meeting:admin"] } },
      { action: { scopes: ["anything"] } },
      { action: { scopes: ["meeting:write:meeting"] } },
      { action: { method: "POST", path: "/users/me/meetings", scopes: ["meeting:read:meeting"] } },
      { action: { path: "/users/me", scopes: ["meeting:read:meeting"] } },
      { action: { scopes: ["meeting:read:meeting", "meeting:read:meeting"] } },
      { action: { scopes: [] } },
    ],
  },
  *check({ action, port }) {
    if (action.method !== "GET" && !takesBody(action)) {
      // No scope fits a method that no action may have; route/method tells of that.
      return;
    }
    const { scopes: known } = port.policy;
    const needed = isRead(action, port.policy) ? "read" : "write";
    const ofRoute = judgeRoute(action, port.policy).listed?.scopes;
    if ((ofRoute ?? Object.keys(known)).length === 0) {
      yield* askNothing(action.scopes, ofRoute === undefined ? "the API has" : "the route needs");
      return;
    }
    // Looked for where something is wrong: that is rare, and takes longer than to find it.
    const fitting = lazily(() => fittingScopes(action, port.policy).slice(0, MOST_TOLD));
    const listed = port.policy.routes.findIndex((route) => route.scopes === ofRoute);
    const advice = lazily(() => ({
      hint: `use the narrowest that the policy knows for ${ofRoute === undefined ? `a ${needed}` : "the route"}: ${fitting().join(", ")}`,
      related:
        ofRoute === undefined
          ? []
          : [{ in: "policy" as const, pointer: `/routes/${listed}/scopes`, message: "the route's scopes" }],
    }));
    for (const message of problemsTogether(action.scopes, { known, needed, ofRoute })) {
      const candidates = fitting().map((scope) => [scope]);
      yield { pointer: "/action/scopes", message, ...advice(), candidates };
    }
    for (const [index, scope] of action.scopes.slice(0, MOST_JUDGED).entries()) {
      const problem = problemOf(scope, { known, needed, ofRoute });
      if (problem !== undefined || action.scopes.indexOf(scope) !== index) {
        const message = problem ?? `the scope ${quote(scope)} stands there twice`;
        const candidates = fitting().filter((one) => !action.scopes.includes(one));
        yield { pointer: `/action/scopes/${index}`, message, ...advice(), candidates } satisfies Problem;
      }
    }
  },
  fix: ({ action, port }, { pointer }) => {
    if (pointer === "/action/scopes") {
      const { listed } = judgeRoute(action, port.policy);
      const isNone = (listed?.scopes ?? Object.keys(port.policy.scopes)).length === 0;
      return isNone ? [{ pointer, value: [] }] : undefined;
    }
    // `meeting:read:meeting:admin` for everybody's meetings, `meeting:read:meeting` for one's own.
    const scope = action.scopes[Number(pointer.split("/").at(-1))];
    const narrower = scope?.replace(/:(?:admin|master)$/, "");
    const isKnown =
      narrower !== undefined && narrower !== scope && Object.hasOwn(port.policy.scopes, narrower);
    return isKnown && !action.scopes.includes(narrower) ? [{ pointer, value: narrower }] : undefined;
  },
});

/** What is wrong with an action's scopes as a whole. */
function* problemsTogether(
  scopes: readonly string[],
  { known, needed, ofRoute }: Expected,
): Generator<string> {
  const writing = scopes.filter((scope) => serves(known[scope], "write"));
  const most = ofRoute === undefined ? MOST_SCOPES : ofRoute.length;
  if (scopes.length === 0) {
    yield "the action names no scope";
  } else if (needed === "write" && writing.length === 0) {
    yield "a write names no writing scope";
  }
  if (scopes.length > most || (ofRoute === undefined && writing.length > 1)) {
    yield `there are more scopes than one route needs: at most ${most}, one of them for writing`;
  }
}

function* askNothing(scopes: readonly string[], who: string): Generator<Problem> {
  if (scopes.length > 0) {
    yield { pointer: "/action/scopes", message: `${who} no scopes`, hint: 'write "scopes": []' };
  }
}

/** Nobody reads on. */
const MOST_TOLD = 8;

/** The scopes that an action may name: the route's own, else all that serve its method, the nearest first. */
export function fittingScopes(action: ReadableAction, policy: Policy): readonly string[] {
  const needed = isRead(action, policy) ? "read" : "write";
  const serving = Object.keys(policy.scopes).filter((scope) => serves(policy.scopes[scope], needed));
  return judgeRoute(action, policy).listed?.scopes ?? nearest(action.path, serving);
}

/** The scopes whose words the path shares most, first. */
function nearest(path: string, scopes: readonly string[]): string[] {
  const words = new Set(wordsOf(path).map((word) => word.replace(/s$/, "")));
  const shared = (scope: string): number =>
    wordsOf(scope).filter((word) => words.has(word.replace(/s$/, ""))).length;
  return [...scopes].sort((a, b) => shared(b) - shared(a));
}

interface Expected {
  known: Policy["scopes"];
  needed: "read" | "write";
  ofRoute: readonly string[] | undefined;
}

/** Whether a scope of this kind is one to read or write with: some APIs have one for both. */
function serves(kind: Policy["scopes"][string] | undefined, needed: "read" | "write"): boolean {
  return kind === needed || kind === "both";
}

function problemOf(scope: string, { known, needed, ofRoute }: Expected): string | undefined {
  const shown = quote(scope);
  // Of a scope that the route lists a reviewer knows what it opens.
  if (ofRoute?.includes(scope) !== true && wordsOf(scope).some((word) => WIDE.test(word))) {
    return `the scope ${shown} reaches beyond the principal`;
  }
  if (!Object.hasOwn(known, scope)) {
    return `the policy doesn't know the scope ${shown}`;
  }
  if (needed === "read" && known[scope] === "write") {
    return `a read asks for the writing scope ${shown}`;
  }
  return ofRoute === undefined || ofRoute.includes(scope)
    ? undefined
    : `the route doesn't need the scope ${shown}`;
}
