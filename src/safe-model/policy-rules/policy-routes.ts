import { problemOfDeed } from "../../catalog/capability/plain-deed.ts";
import { isOpenToDrafts, isRead, takesBody } from "../../catalog/listed-route.ts";
import type { Policy } from "../../catalog/policy.ts";
import { routeKey } from "../../catalog/route.ts";
import { clashOf, fieldOf, isFieldPath } from "../../gateway/fields.ts";
import { toPointer } from "../../json/pointer.ts";
import { quote } from "../../text/quote.ts";
import { definePolicyRule, definePolicyTextRule } from "../catalog-rule.ts";
import { contacts } from "../examples.ts";
import { keyOf, LISTED_PLACES, type ListedInputs, type ListedPlace, parseKey } from "../listed-inputs.ts";
import { problemsOfText } from "../port-texts.ts";
import type { Problem } from "../rule.ts";

type ListedRoute = Policy["routes"][number];

export const policyRoutes = definePolicyRule({
  id: "policy/routes",
  summary: "Each route is listed once, with a plain reason, and with inputs and scopes that count",
  why: "Of two entries for one route only one is heeded; and inputs listed where none are sent look like a bound and are none.",
  examples: {
    good: [
      {},
      { route: { method: "DELETE", path: "/users/me/meetings", tier: "refused", reason: "destroys" } },
      contacts({ method: "PATCH", body: { note: true } }),
    ],
    bad: [
      { route: { method: "GET", path: "/meetings/{id}", tier: "refused" } },
      { route: { method: "GET", path: "/users/me/zak", tier: "refused", query: { type: true } } },
      contacts({ body: { all: true } }),
      contacts({ scopes: ["contact:read"] }),
      contacts({ method: "POST", scopes: ["meeting:read:list_meetings"] }),
      contacts({ reason: "<b>fine</b>" }),
      contacts({ reads: true }),
      contacts({ method: "PUT", reads: true, body: {} }),
    ],
  },
  *check(policy) {
    const known = new Map<string, number>();
    for (const [index, route] of policy.routes.entries()) {
      const key = routeKey(route);
      const twin = known.get(key);
      known.set(key, twin ?? index);
      if (twin !== undefined) {
        yield {
          pointer: `/routes/${index}/path`,
          message: `${route.method} ${route.path} is listed already: /routes/${twin}`,
          hint: "keep one of the two",
        };
      }
      if (route.reads === true && route.method !== "POST") {
        yield {
          pointer: `/routes/${index}/reads`,
          message: `reads is for a POST, and a ${route.method} ${route.method === "GET" ? "reads anyhow" : "changes something"}`,
          hint: "remove reads",
        };
      }
      yield* unusedParts(route, `/routes/${index}`);
      yield* unknownScopes(route, policy, `/routes/${index}/scopes`);
      if (route.reason !== undefined) {
        const place = { pointer: `/routes/${index}/reason`, text: route.reason };
        yield* problemsOfText({ ...place, like: "description", reader: "reviewers" }, policy);
      }
    }
  },
});

/** What binds nothing, since no request of the route is sent, or none with a body. */
function* unusedParts(route: ListedRoute, pointer: string): Generator<Problem> {
  for (const part of ["scopes", "query", "body"] as const) {
    const isRefused = route.tier === "refused";
    if (route[part] !== undefined && (isRefused || (part === "body" && route.method === "GET"))) {
      yield {
        pointer: `${pointer}/${part}`,
        message: isRefused ? `the route is refused, so its ${part} binds nothing` : "a GET sends no body",
        hint: `remove ${part}`,
        severity: "warning",
      };
    }
  }
}

function* unknownScopes(
  { scopes = [], ...route }: ListedRoute,
  policy: Policy,
  pointer: string,
): Generator<Problem> {
  const isWrite = !isRead(route, policy);
  const isFitting = scopes.some((scope) => policy.scopes[scope] !== (isWrite ? "read" : "write"));
  if (route.tier !== "refused" && scopes.length > 0 && !isFitting) {
    yield {
      pointer,
      message: `none of the scopes is one to ${isWrite ? "write" : "read"}, so every draft of the route is refused`,
      hint: `list the scope that the API asks for a ${route.method}`,
    };
  }
  for (const [index, scope] of scopes.entries()) {
    if (!Object.hasOwn(policy.scopes, scope)) {
      yield {
        pointer: `${pointer}/${index}`,
        message: `the policy's scopes have no ${quote(scope)}, so no action can name it`,
        hint: "add it to scopes, as read or write, or correct it",
      };
    }
  }
}

export const policyTiers = definePolicyRule({
  id: "policy/tiers",
  summary: "No write is automatic, and no DELETE admitted",
  why: "These are the model's own limits: an entry beyond them promises what every draft is refused.",
  examples: {
    good: [
      {},
      { route: { method: "POST", path: "/users/me/contacts", tier: "approval" } },
      { route: { method: "GET", path: "/users/me/zak", tier: "refused" } },
      { route: { method: "POST", path: "/users/me/search", tier: "automatic", reads: true, body: {} } },
    ],
    bad: [
      { route: { method: "POST", path: "/users/me/contacts", tier: "automatic" } },
      { route: { method: "DELETE", path: "/meetings/{meetingId}", tier: "approval" } },
    ],
  },
  *check(policy) {
    for (const [index, route] of policy.routes.entries()) {
      const { method, tier } = route;
      const pointer = `/routes/${index}/tier`;
      if (tier === "refused") {
        continue;
      }
      if (method === "DELETE") {
        yield { pointer, message: "DELETE destroys, and agents may not", hint: 'write "refused"' };
      } else if (tier === "automatic" && takesBody(route) && !isRead(route, policy)) {
        const hint = 'write "approval"';
        yield { pointer, message: `a ${method} needs a person's approval each time`, hint };
      }
    }
  },
});

const post = (route: object) => contacts({ method: "POST", reason: "adds one", ...route });

export const policyInputs = definePolicyRule({
  id: "policy/inputs",
  summary: "A listed write says what it may send, and names each input once, by its path",
  why: "Without a body, a write's entry opens whatever the API takes there; and a key that is no path names nothing, so the input that was meant stays closed.",
  examples: {
    good: [
      post({ body: {} }),
      post({
        body: { note: true, "labels[]": ["new"], 'fields["Due date"]': true, "phones[].kind": ["home"] },
      }),
      post({ body: { note: true }, query: { "filter[state]": true, "expand[]": ["owner"], $top: true } }),
      post({ tier: "refused" }),
      post({ body: { private: [true] }, required: ["private"] }),
    ],
    bad: [
      post({}),
      post({ body: { "fields.Due date": true } }),
      post({ body: { "note.": true } }),
      post({ body: { "[].note": true } }),
      post({ body: { note: true, "note.text": true } }),
      post({ body: { labels: true, "labels[]": ["new"] } }),
      post({ body: {}, query: { "page size": true } }),
      post({ body: {}, query: { size: true, "size[]": true } }),
      post({ body: { note: true }, required: ["private"] }),
    ],
  },
  *check(policy) {
    for (const [index, route] of policy.routes.entries()) {
      const pointer = `/routes/${index}`;
      if (route.tier !== "refused" && !isOpenToDrafts(route)) {
        yield {
          pointer,
          message: `no draft on ${route.method} ${route.path} is admitted until its body says what may be sent`,
          hint: 'add "body" with each field that an action may send, or {} where nothing is sent',
          severity: "warning",
        };
      }
      for (const [at, name] of (route.required ?? []).entries()) {
        if (!LISTED_PLACES.some((place) => Object.hasOwn(route[place] ?? {}, name))) {
          yield {
            pointer: `${pointer}/required/${at}`,
            message: `${quote(name)} is required and isn't listed`,
            hint: "list it in query or body, by its name",
          };
        }
      }
      for (const place of LISTED_PLACES) {
        yield* problemsOfKeys(place, route[place] ?? {}, `${pointer}/${place}`);
      }
    }
  },
});

function* problemsOfKeys(place: ListedPlace, listed: ListedInputs, pointer: string): Generator<Problem> {
  const known: [key: string, name: string][] = [];
  for (const key of Object.keys(listed)) {
    const steps = parseKey(place, key);
    const at = `${pointer}${toPointer([key])}`;
    if (steps === undefined) {
      // `fields.Due date` is most likely `fields["Due date"]`.
      const meant = place === "body" ? fieldOf(key.split(".")) : "";
      yield {
        pointer: at,
        message: `${quote(key)} is no path of an input`,
        candidates: [meant].filter(isFieldPath),
        hint:
          place === "body"
            ? 'write it as result.fields has it: a.b, list[].c, fields["Due date"]'
            : 'write the parameter\'s name: page_size, filter[state], ["Due date"]',
      };
      continue;
    }
    const name = keyOf(place, steps);
    const twin = known.find(([, other]) => isSameInput(place, name, other))?.[0];
    known.push([key, name]);
    if (twin !== undefined) {
      yield {
        pointer: at,
        message: `${quote(key)} and ${quote(twin)} name one input twice`,
        hint: "keep the one that says what you mean: a list or an object as a whole, or its parts",
      };
    }
  }
}

/** Whether two keys stand for one input, or one for what holds the other. */
function isSameInput(place: ListedPlace, one: string, other: string): boolean {
  const isBody = place === "body";
  return (
    one === other ||
    `${one}[]` === other ||
    one === `${other}[]` ||
    (isBody && (clashOf(one, other) === "holds" || clashOf(other, one) === "holds"))
  );
}

export const policyCapability = definePolicyTextRule({
  id: "policy/capability",
  summary: "A route's own sentence is a short, plain verb phrase",
  why: "It follows \"agents could now\" in each request for the route; one that can't is left out, and the sentence made from the route's words in its place.",
  examples: {
    good: [
      contacts({ capability: "list the signed-in user's contacts" }),
      contacts({ capability: "search issues, by title or label" }),
    ],
    bad: [
      contacts({ capability: "" }),
      contacts({ capability: "Agents could list the contacts" }),
      contacts({ capability: "agents could now list the contacts" }),
      contacts({ capability: "list the contacts." }),
      contacts({ capability: "list the contacts. Nothing else is seen" }),
      contacts({ capability: "list the\ncontacts" }),
      contacts({ capability: "list the **contacts**" }),
      contacts({ capability: "list [the contacts](x)" }),
      contacts({ capability: `list the contacts ${"of friends ".repeat(12)}` }),
    ],
  },
  texts: {
    "routes[].capability"(capability) {
      const problem = problemOfDeed(capability);
      return problem === undefined
        ? undefined
        : {
            message: `the capability can't follow "agents could now": ${problem}`,
            hint: 'write a verb phrase in lower case, such as "list the signed-in user\'s unread notifications"',
          };
    },
  },
});
