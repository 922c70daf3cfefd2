import type { ReadableAction } from "../../catalog/action.ts";
import { isSlug } from "../../catalog/layout.ts";
import type { LivePort } from "../../catalog/load.ts";
import { isEquivalentRoute, parseRoute, withoutSlash } from "../../catalog/route.ts";
import { quote } from "../../text/quote.ts";
import { defineActionRule, defineRule, type Proposal } from "../rule.ts";

export const identityRoute = defineActionRule({
  id: "identity/route",
  summary: "No second action has the same method and path, and no other proposal the same route or slug",
  why: "Two actions on one route split its bounds and its approval: the laxer one would decide. A proposal is only a proposal, so a twin among them warns and blocks nobody.",
  examples: {
    good: [
      { action: { path: "/meetings/{meetingId}" } },
      // The draft's own request.
      { proposals: [proposal("request", "get-meeting", "/meetings/{id}")] },
    ],
    bad: [
      { action: { path: "/users/me/meetings", input: {} } },
      { action: { path: "/users/me/meetings/", input: {} } },
      { proposals: [proposal("draft", "read-meeting", "/meetings/{id}")] },
      { proposals: [proposal("request", "get-meeting", "/past_meetings/{meetingId}")] },
    ],
  },
  *check({ action, port, proposals }) {
    const index = port.manifest.actions.findIndex(
      (live) => live.slug !== action.slug && isTwin(live, action),
    );
    const twin = port.manifest.actions[index];
    if (twin !== undefined) {
      yield {
        pointer: "/action/path",
        message: `the live action ${twin.slug} is ${twin.method} ${twin.path} already`,
        hint: `update ${twin.slug} instead`,
        related: [{ in: "manifest", pointer: `/actions/${index}`, message: "the live action" }],
      };
    }
    const open = proposals.filter((proposal) => !isLive(proposal, port));
    const sameRoute = open.filter(({ slug, ...other }) => slug !== action.slug && isTwin(other, action));
    if (sameRoute.length > 0) {
      yield {
        pointer: "/action/path",
        message: `${list(sameRoute)} the same route`,
        hint: "agree on one of them: once one is live, the others are refused",
        severity: "warning",
      };
    }
    // A request with this slug and route is this draft's own, as far as anybody can tell.
    const sameSlug = open.filter(
      ({ slug, kind, ...other }) => slug === action.slug && (kind === "draft" || !isTwin(other, action)),
    );
    if (sameSlug.length > 0) {
      yield {
        pointer: "/action/slug",
        message: `${list(sameSlug)} another action of this name`,
        hint: "choose another slug, unless this is to replace it",
        severity: "warning",
      };
    }
  },
});

type Route = Pick<ReadableAction, "method" | "path">;

function isTwin(one: Route, other: Route): boolean {
  return one.method === other.method && isTwinPath(one.path, other.path);
}

/** A slash at the end makes no other route to most servers. */
function isTwinPath(one: string, other: string): boolean {
  return isEquivalentRoute(withoutSlash(parseRoute(one)), withoutSlash(parseRoute(other)));
}

/** A branch may stay when its request was merged: what it asked for is then no proposal. */
function isLive(proposal: Proposal, port: LivePort): boolean {
  return port.manifest.actions.some((live) => live.slug === proposal.slug && isTwin(live, proposal));
}

const MOST_NAMED = 3;

function list(proposals: readonly Proposal[]): string {
  const named = proposals.slice(0, MOST_NAMED).map(({ where }) => where);
  const names = proposals.length > MOST_NAMED ? [...named, "others"] : named;
  const last = names.pop();
  return names.length === 0 ? `${last} proposes` : `${names.join(", ")} and ${last} propose`;
}

function proposal(kind: Proposal["kind"], slug: string, path: string): Proposal {
  const where = kind === "draft" ? `drafts/zoom-api/${slug}.json` : `publish/zoom-api/${slug}`;
  return { where, kind, slug, method: "GET", path };
}

export const identitySlug = defineRule({
  id: "identity/slug",
  summary: "A slug is lower-case words joined by hyphens, at most 64 characters",
  why: "The slug becomes a file name, a URL segment and a git branch, so it must be safe as each on every system.",
  examples: {
    good: [{ action: { slug: "get-meeting" } }],
    bad: [
      { action: { slug: "../../catalog/x" } },
      { action: { slug: "Get_Meeting" } },
      { action: { slug: "con" } },
      { action: { slug: "-rf" } },
    ],
  },
  *check({ draft }) {
    if (!isSlug(draft.action.slug)) {
      yield {
        pointer: "/action/slug",
        message: `${quote(draft.action.slug)} is no slug`,
        hint: "write lower-case letters and digits in words joined by single hyphens, such as get-meeting",
        candidates: [draft.action.slug.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")].filter(isSlug),
      };
    }
  },
});
