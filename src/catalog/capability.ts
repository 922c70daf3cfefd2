import type { Action } from "./action.ts";
import { compareActions } from "./compare.ts";
import type { Policy } from "./policy.ts";
import { parseRoute, type Segment } from "./route.ts";

type Route = Pick<Action, "method" | "path">;

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
  if (before === undefined) {
    return `agents could now ${deed(after, policy)}`;
  }
  const [old, now] = [deed(before, policy), deed(after, policy)];
  return old === now
    ? `agents could still ${now}, ${extent(before, after)}`
    : `agents could now ${now}, and no longer ${old}`;
}

function extent(before: Action, after: Action): string {
  if (before.approvalMode !== after.approvalMode) {
    return after.approvalMode === "automatic"
      ? "now without asking a person"
      : "from now on with a person's approval";
  }
  const { widening, level } = compareActions(before, after);
  if (widening) {
    return "with wider inputs or results";
  }
  return level === "major" ? "within narrower bounds" : "as before";
}

const VERBS: Record<string, string> = { GET: "read", PUT: "replace", PATCH: "change" };

function deed({ method, path }: Route, policy: Policy): string {
  const [last, ...owners] = thingsOf(parseRoute(path), policy);
  const known = last ?? { words: "API's root", isOne: false };
  if (method === "POST" && !known.isOne) {
    // A POST to a collection makes one member of it.
    return ["create", [withArticle(singular(known.words)), ...owners.map(named)].join(" for ")].join(" ");
  }
  const verb = method === "POST" ? "send data to" : (VERBS[method] ?? `send ${method} to`);
  return `${verb} ${[known, ...owners].map(named).join(" of ")}`;
}

/** One thing that a path speaks of. */
interface Thing {
  words: string;
  /** One of a collection, its article with it; else a collection or a part. */
  isOne: boolean;
}

function named({ words, isOne }: Thing): string {
  return isOne ? words : `the ${words}`;
}

/** A path's things from the last to the first: participants, then a past meeting. */
function thingsOf(route: readonly Segment[], { principal }: Policy): Thing[] {
  const things: Thing[] = [];
  let collection = "";
  let pending: string[] = [];
  const flush = (): void => {
    if (pending.length > 0) {
      things.unshift({ words: pending.join(" "), isOne: false });
    }
    pending = [];
  };
  for (const segment of route) {
    const isPrincipal =
      segment.kind === "literal" &&
      segment.text === principal.keyword &&
      principal.collections.includes(collection);
    collection += segment.kind === "literal" ? `/${segment.text}` : "/{}";
    if (isPrincipal) {
      pending.pop();
      flush();
      things.unshift({ words: "the signed-in user", isOne: true });
    } else if (segment.kind === "placeholder") {
      const noun = pending.pop();
      flush();
      const words = noun === undefined ? `the given ${inWords(segment.name)}` : withArticle(singular(noun));
      things.unshift({ words, isOne: true });
    } else if (segment.text !== "") {
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

/** By the sound with which a word begins: an account, a user, a unit, an upload. */
function withArticle(noun: string): string {
  return `${/^(?:[aeio]|u(?!s|ni))/.test(noun) ? "an" : "a"} ${noun}`;
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
