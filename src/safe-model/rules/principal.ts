import { parseRoute, type Segment, segmentText, startsWithRoute, withoutSlash } from "../../catalog/route.ts";
import { toPointer } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { quote } from "../../text/quote.ts";
import { body, query } from "../examples.ts";
import { comparedNames } from "../expressions.ts";
import { fixedValuesOf, type InputNode, namedValuesOf } from "../inputs.ts";
import { asksToActAs, namesPeople, namesPerson } from "../names/person.ts";
import { isListed, squash, wholeSays, wordSet, wordsOf } from "../names/words.ts";
import { principalValues } from "../principal.ts";
import { judgeRoute } from "../routes.ts";
import { type ActionSubject, defineActionRule, defineInputRule, type Edit } from "../rule.ts";
import { kindOf, mayHoldIdentity, spells } from "../values.ts";

const TEXT = { type: "string", maxLength: 64 };

export const principalInput = defineInputRule({
  id: "principal/input",
  summary: "No query parameter or body field chooses a person to act as or for",
  why: "A fixed path is no bound if the body can hand the meeting to somebody else. Names are read as words, in every usual spelling; only values that can hold an identity count.",
  examples: {
    good: [
      query({ host_video: { type: "boolean" } }),
      query({ join_before_host: { type: "boolean" }, deleted_at: { type: "string", format: "date" } }),
      query({ timezone: TEXT, user_type: { type: "string", enum: ["basic", "licensed"] } }),
      query({ to: { type: "string", format: "date" }, sort_by: TEXT, iCalUID: TEXT }),
      query({ assignee: { type: "string", enum: ["none", "*"] } }),
      body({ operator: { type: "string", enum: ["EQ", "BETWEEN"] } }),
    ],
    bad: [
      body({ schedule_for: TEXT }),
      body({ operator: TEXT }),
      query({ user_id: TEXT }),
      query({ userid: { type: "integer", minimum: 1, maximum: 9 } }),
      query({ "filter[ownerEmail]": TEXT }),
      body({ settings: { type: "object", properties: { hostEmail: { type: "string" } } } }),
      body({ alternativeHosts: { type: "array", items: TEXT, maxItems: 9 } }),
      body({ created_by: TEXT }),
      body({ to: TEXT }),
      query({ with_user: { type: "integer", minimum: 1, maximum: 99 } }),
      query({ user_id: { type: "string", pattern: "^[0-9]{4}-?[0-9]{1,12}$" } }),
      query({ account_id: { type: "string", const: "me" } }),
      query({ q: { type: "string", pattern: "^owner_email = '[A-Za-z0-9 ]{1,40}'$" } }),
      query({ filter: { type: "array", items: { type: "string", pattern: "^user:[a-z]{1,9}$" } } }),
      query({ field: { type: "string", const: "owner_email" }, value: TEXT }),
      query({ user: { type: "string", pattern: "^(?:[0-9]{4}-)?U[0-9A-Z]{8}$" } }),
      query({ box: { type: "string", pattern: "^[a-z]{1,9}@example\\.com$" } }),
      // The policy lists it, so that a person's approval would do.
      query({ user_id: TEXT }, { path: "/past_meetings/{meetingId}/participants" }),
    ],
  },
  words: "person",
  *checkInput(node, { port }) {
    const { name, schema, place, isItem } = node;
    const { identityNames, keyword } = port.policy.principal;
    const proxy = namedValuesOf(schema).find((value) => typeof value === "string" && asksToActAs(value));
    if (proxy !== undefined) {
      const message = `${quote(name)} with ${quote(proxy)} asks to act as somebody`;
      yield { message, hint: "leave the value out" };
      return;
    }
    const isPerson = (said: string): boolean =>
      isListed(said, identityNames) || namesPerson(said, kindOf(schema));
    // Placeholders of the path have a rule of their own; a list's entries bear its name.
    const isSomebody =
      place !== "path" &&
      (saysPerson(node, isPerson) ||
        ((!isItem || spells(schema, "@")) &&
          (isPerson(name) || spells(schema, "@") || (place === "body" && isAddressee(name)))));
    if (isSomebody && (mayHoldIdentity(schema, principalValues(port)) || isWholeAccount(node, keyword))) {
      const hint = "remove it: agents act as the signed-in user, and for nobody else";
      yield { message: `${quote(name)} can choose another person`, hint };
    }
  },
});

/** Whether a value is compared with a person's name within it, or names the person that another value is. */
function saysPerson({ name, schema }: InputNode, isPerson: (said: string) => boolean): boolean {
  const fixed = fixedValuesOf(schema);
  return fixed === undefined
    ? comparedNames(schema).some((said) => isPerson(said) || isAddressee(said))
    : wholeSays(name, "names a value") && fixed.some((said) => typeof said === "string" && isPerson(said));
}

/** The keyword after an account isn't the principal, but the account that they are in. */
function isWholeAccount({ name, schema }: InputNode, keyword: string | undefined): boolean {
  return (
    wordsOf(name).some((word) => /^(?:accounts?|organi[sz]ations?|tenants?)$/.test(word)) &&
    keyword !== undefined &&
    namedValuesOf(schema).includes(keyword)
  );
}

/** In a body `to` is who gets it; in a query it is mostly a moment. */
function isAddressee(name: string): boolean {
  const words = wordsOf(name);
  return words.length === 1 && (words[0] === "to" || words[0] === "from");
}

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
