import { parseRoute, type Segment, startsWithRoute } from "../../catalog/route.ts";
import { quote } from "../../text/quote.ts";
import { definePolicyRule } from "../catalog-rule.ts";

export const policyFamilies = definePolicyRule({
  id: "policy/families",
  summary: "A family begins with a fixed segment, and is no refused route or part of one",
  why: "Every read under a family may be asked for: the root is the whole API, and one under a refused route opens what was closed.",
  examples: {
    good: [
      { policy: { families: ["/users/me", "/meetings/{meetingId}"] } },
      // Whoever may not list all meetings may read the one that they have the number of.
      { route: { method: "GET", path: "/meetings", tier: "refused" } },
    ],
    bad: [
      { policy: { families: ["/"] } },
      { policy: { families: ["/{collection}"] } },
      { policy: { families: ["/users/me/token"] } },
      { policy: { families: ["/users/me/token/scopes"] } },
    ],
  },
  *check(policy) {
    const refused = policy.routes
      .filter(({ method, tier }) => method === "GET" && tier === "refused")
      .map(({ path }) => ({ path, segments: parseRoute(path) }));
    for (const [index, family] of policy.families.entries()) {
      const pointer = `/families/${index}`;
      const segments = parseRoute(family);
      const closed = refused.find((route) => liesUnder(segments, route.segments, policy.principal.keyword));
      if (!beginsFixed(segments)) {
        yield {
          pointer,
          message: `${quote(family)} admits any read that there is`,
          hint: "list the families whose reads may be asked for, each with its first segment",
        };
      } else if (closed !== undefined) {
        yield {
          pointer,
          message: `the family opens what lies under GET ${closed.path}, which is refused`,
          hint: "remove it, or list the routes that are meant",
          severity: "warning",
        };
      } else if (opensRefused(segments, policy.routes)) {
        yield {
          pointer,
          message: "every read that is listed under the family is refused",
          hint: "remove it: what nobody listed there is most likely alike",
          severity: "warning",
        };
      }
    }
  },
});

/** Whether the reads that are listed under a family are all refused, and there are some. */
function opensRefused(
  family: readonly Segment[],
  routes: readonly { method: string; path: string; tier: string }[],
): boolean {
  const inside = routes.filter(
    ({ method, path }) => method === "GET" && startsWithRoute(parseRoute(path), family),
  );
  return inside.length > 0 && inside.every(({ tier }) => tier === "refused");
}

function beginsFixed([first]: readonly Segment[]): boolean {
  return first?.kind === "literal" && first.text !== "";
}

/** One entry of a collection isn't under the list of all: neither the principal, nor one by its id. */
function liesUnder(
  family: readonly Segment[],
  route: readonly Segment[],
  keyword: string | undefined,
): boolean {
  const next = family[route.length];
  const isEntry = next !== undefined && (next.kind === "placeholder" || next.text === keyword);
  return startsWithRoute(family, route) && !isEntry;
}
