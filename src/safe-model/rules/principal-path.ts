import { parseRoute, type Segment, segmentText, startsWithRoute, withoutSlash } from "../../catalog/route.ts";
import { toPointer } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { quote } from "../../text/quote.ts";
import { namesPeople, namesPerson } from "../names/person.ts";
import { isListed, squash, wordSet } from "../names/words.ts";
import { judgeRoute } from "../routes.ts";
import { type ActionSubject, defineActionRule, type Edit } from "../rule.ts";

export const principalPath = defineActionRule({
  id: "principal/path",
  summary: "No part of the path chooses a user or account",
  why: "The port stands for one person; a free user id turns each of their reads and writes into everybody's. The principal's keyword stands for them only where the policy says so: in /accounts/me it is the whole account.",
  examples: {
    good: [
      { action: { path: "/users/me/meetings" } },
      { action: { path: "/meetings/{meetingId}" } },
      { action: { path: "/users/me/meetings/{meetingId}" } },
      // The policy lists /profile as the principal's own path.
      { action: { path: "/profile" } },
      { action: { path: "/profile/languages" } },
    ],
    bad: [
      { action: { path: "/users/{userId}/meetings" } },
      { action: { path: "/users/{id}" } },
      { action: { path: "/teams/{ownerEmail}" } },
      { action: { path: "/members/{id}/meetings" } },
      { action: { path: "/users/jane/meetings" } },
      { action: { path: "/accounts/me/settings" } },
      { action: { path: "/profile/{meetingId}" } },
      { action: { path: "/profile/followers/{username}" } },
    ],
  },
  words: "person",
  *check({ action, port }) {
    const { principal, routes } = port.policy;
    const { tier, listed } = judgeRoute(action, port.policy);
    const isListedRoute = tier !== "refused" && listed !== undefined;
    const segments = withoutSlash(parseRoute(action.path));
    const isOwn = isBelow(segments, principal.paths);
    for (const [index, segment] of segments.entries()) {
      const collection = segments.slice(0, index);
      const isOfPrincipal = isCollection(collection, principal.collections);
      const problem =
        segment.kind === "placeholder"
          ? judgePlaceholder(segment.name, collection, { isOfPrincipal, isListedRoute, principal })
          : isOfPrincipal
            ? judgePlace(segment.text, collection, principal.keyword, routes)
            : isListedRoute || isOwn
              ? undefined
              : judgeLiteral(segment.text, collection, principal.keyword);
      if (problem !== undefined) {
        const hint = isOfPrincipal
          ? `write ${principal.keyword ?? "a route that the policy lists"} in place of it`
          : hintOf(principal);
        yield { pointer: "/action/path", message: problem, hint };
      }
    }
  },
  fix: rewriteToPrincipal,
});

/** Whether a path is one of the principal's own, or lies below one. */
function isBelow(route: readonly Segment[], paths: readonly string[] = []): boolean {
  return paths.some((path) => startsWithRoute(route, parseRoute(path)));
}

function hintOf({ paths = [] }: Principal): string {
  const examples = paths.length === 0 ? "" : `, such as those below ${paths.join(", ")}`;
  return `choose a route of the signed-in user${examples}`;
}

interface Principal {
  keyword?: string | undefined;
  paths?: string[] | undefined;
  collections: string[];
  identityNames: string[];
  scopingPlaceholders: string[];
}

/** Whether a path so far is, however spelt, one of the collections after which the keyword names the principal. */
function isCollection(path: readonly Segment[], collections: readonly string[]): boolean {
  const spelt = path.map(partText).join("/");
  return (
    path.length > 0 &&
    collections.some((collection) => parseRoute(collection).map(partText).join("/") === spelt)
  );
}

function partText(segment: Segment): string {
  return segment.kind === "literal" ? squash(segment.text) : "{}";
}

function judgePlaceholder(
  name: string,
  collection: readonly Segment[],
  place: { isOfPrincipal: boolean; isListedRoute: boolean; principal: Principal },
): string | undefined {
  const { identityNames, scopingPlaceholders } = place.principal;
  const last = collection.at(-1);
  const isAmongPeople = place.isOfPrincipal || (last?.kind === "literal" && namesPeople(last.text));
  const isScope = scopingPlaceholders.includes(name) && (!isAmongPeople || place.isListedRoute);
  const isSomebody = isAmongPeople || namesPerson(name) || isListed(name, identityNames);
  return isSomebody && !isScope ? `{${name}} chooses whose data it is` : undefined;
}

/** After the principal's collection stands the keyword, or a literal that the policy knows. */
function judgePlace(
  text: string,
  collection: readonly Segment[],
  keyword: string | undefined,
  routes: readonly { path: string }[],
): string | undefined {
  const isKnown =
    text === keyword ||
    routes.some(({ path }) => {
      const place = parseRoute(path)[collection.length];
      return place?.kind === "literal" && place.text === text;
    });
  return isKnown ? undefined : `${quote(text)} is somebody's place there, and not the principal's`;
}

/** Elsewhere the keyword isn't the principal, but, say, their whole account; and a name after /users is a user's. */
function judgeLiteral(
  text: string,
  collection: readonly Segment[],
  keyword: string | undefined,
): string | undefined {
  const last = collection.at(-1);
  if (last?.kind !== "literal") {
    return undefined;
  }
  if (keyword !== undefined && squash(text) === squash(keyword)) {
    return `${quote(text)} isn't the principal after ${quote(last.text)}`;
  }
  return USERS.has(squash(last.text)) ? `${quote(text)} may be somebody after ${last.text}` : undefined;
}

const USERS = wordSet("user users people persons account accounts profile profiles employees staff u");

/** `/users/{userId}/…` becomes `/users/me/…`, and the input goes. */
function rewriteToPrincipal({ action, port }: ActionSubject): Edit[] | undefined {
  const { keyword, collections } = port.policy.principal;
  const segments = parseRoute(action.path);
  const index = segments.findIndex(
    (segment, position) =>
      segment.kind === "placeholder" && isCollection(segments.slice(0, position), collections),
  );
  const segment = segments[index];
  if (segment?.kind !== "placeholder" || keyword === undefined) {
    return undefined;
  }
  const path = segments.map((part, position) => segmentText(part, position === index ? keyword : undefined));
  return [{ pointer: "/action/path", value: `/${path.join("/")}` }, ...withoutInput(action, segment.name)];
}

function withoutInput(action: ActionSubject["action"], name: string): Edit[] {
  const { path: schema } = action.input;
  const { properties, required } = schema ?? {};
  if (!isRecord(properties) || !Object.hasOwn(properties, name)) {
    return [];
  }
  const isOnly = Object.keys(properties).length === 1;
  const inSchema: Edit[] = isOnly
    ? [{ pointer: "/action/input/path", value: undefined }]
    : [
        { pointer: toPointer(["action", "input", "path", "properties", name]), value: undefined },
        {
          pointer: "/action/input/path/required",
          value: Array.isArray(required) ? required.filter((other) => other !== name) : [],
        },
      ];
  const inExamples = action.examples.flatMap(({ input }, index): Edit[] => {
    const place = ["action", "examples", index, "input", "path"];
    return input.path === undefined
      ? []
      : [{ pointer: toPointer(isOnly ? place : [...place, name]), value: undefined }];
  });
  return [...inSchema, ...inExamples];
}
