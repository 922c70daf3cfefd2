import type { Action } from "./action.ts";
import { compareActions } from "./compare.ts";
import type { Policy } from "./policy.ts";
import { parseRoute, type Segment } from "./route.ts";

type Route = Pick<Action, "method" | "path" | "approvalMode">;

/**
 * One sentence on what an agent gains or loses, told from the route alone: a draft's own words
 * could deceive. `GET /past_meetings/{meetingId}/participants` gives
 * "agents could now read the participants of a past meeting".
 */
export function capabilitySentence(
  before: Action | undefined,
  after: Action | undefined,
  policy: Policy,
): string {
  if (after === undefined) {
    return before === undefined ? "nothing changes" : `agents could no longer ${deed(before, policy)}`;
  }
  const condition = after.approvalMode === "automatic" ? "" : ", each time with a person's approval";
  if (before === undefined) {
    return `agents could now ${deed(after, policy)}${condition}`;
  }
  const old = deed(before, policy);
  const now = deed(after, policy);
  if (old !== now) {
    return `agents could now ${now}${condition}, and no longer ${old}`;
  }
  return `agents could still ${now}${condition}, ${extent(before, after)}`;
}

function extent(before: Action, after: Action): string {
  const { widening, level } = compareActions(before, after);
  if (before.approvalMode === "require_approval" && after.approvalMode === "automatic") {
    return "now without asking a person";
  }
  if (widening) {
    return "with wider inputs or results";
  }
  return level === "major" ? "within narrower bounds" : "as before";
}

const VERBS: Record<string, string> = { GET: "read", POST: "create", PUT: "replace", PATCH: "change" };

function deed({ method, path }: Route, policy: Policy): string {
  const thing = nameOf(parseRoute(path), policy);
  if (method === "POST") {
    // A POST to a collection makes one member of it.
    const [last, ...owners] = thing;
    return `create ${[withArticle(singular(last ?? "resource")), ...owners].join(" for ")}`;
  }
  const [last, ...owners] = thing;
  return `${VERBS[method] ?? `send ${method} to`} ${[owners.length > 0 ? `the ${last}` : (last ?? "the API's root"), ...owners].join(" of ")}`;
}

/**
 * A path's things from the last to the first: `/past_meetings/{id}/participants` gives
 * ["participants", "a past meeting"].
 */
function nameOf(route: readonly Segment[], { principal }: Policy): string[] {
  const things: string[] = [];
  let collection = "";
  let pending: string[] = [];
  const flush = (): void => {
    if (pending.length > 0) {
      things.unshift(pending.join(" "));
    }
    pending = [];
  };
  for (const segment of route) {
    const isPrincipal =
      segment.kind === "literal" &&
      segment.text === principal.keyword &&
      principal.collections.includes(collection);
    if (segment.kind === "literal") {
      collection += `/${segment.text}`;
    }
    if (isPrincipal) {
      pending.pop();
      flush();
      things.unshift("the signed-in user");
    } else if (segment.kind === "placeholder") {
      const noun = pending.pop();
      flush();
      things.unshift(noun === undefined ? `the given ${inWords(segment.name)}` : withArticle(singular(noun)));
    } else {
      pending.push(inWords(segment.text));
    }
  }
  flush();
  return things;
}

function inWords(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[-_.~]+/g, " ")
    .toLowerCase()
    .trim();
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

/** English plurals as they occur in paths; a wrong guess reads oddly, and does no harm. */
function singular(noun: string): string {
  if (/(?:ss|us|is)$/.test(noun)) {
    return noun;
  }
  return noun
    .replace(/ies$/, "y")
    .replace(/(ss|sh|ch|x|z)es$/, "$1")
    .replace(/([^s])s$/, "$1");
}
