import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import type { PolicyRoute } from "../../src/catalog/listed-route.ts";
import { placeholdersOf } from "../../src/catalog/route.ts";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { schemaOfListed } from "../../src/safe-model/listed-inputs.ts";
import { type Base, type Case, caseOf, matching } from "../safe-model/cases/ports.ts";
import { HOMES } from "./homes.ts";

const TEXT = { type: "string", maxLength: 20 } as const;

/** Routes by which other people's things would be reached. */
const PEOPLE: Readonly<Record<string, readonly string[]>> = {
  github: [
    "/users/ava-lindqvist",
    "/users/{username}/events",
    "/user/{account_id}",
    "/orgs/{org}/repos",
    "/repos/{owner}",
    "/repos/{owner}/{repo}/collaborators/{username}/permission",
    "/teams/{team_id}/members",
  ],
  gmail: [
    "/gmail/v1/users/ava.lindqvist/messages",
    "/gmail/v1/users/{userId}/settings/filters",
    "/gmail/v1/users/{id}/labels",
    "/gmail/v1/users/me/settings/sendAs/{sendAsEmail}",
    "/gmail/v1/users/ME/profile",
    "/gmail/v1/user/me/profile",
  ],
  "google-calendar": [
    "/calendar/v3/calendars/ava.lindqvist/events",
    "/calendar/v3/calendars/{id}/events",
    "/calendar/v3/calendars/me/events",
    "/calendar/v3/users/{userId}/settings",
    "/calendar/v3/users/primary/calendarList",
    "/calendar/v3/calendars/primary/acl/{ruleId}",
  ],
  slack: [
    "/users.identity",
    "/users.profile.get/{user}",
    "/admin.users.session.list",
    "/im.list",
    "/{method}",
  ],
};

/** A draft of a route with its placeholders, what it requires and, of a write, all that its body may hold. */
function fullDraft(route: PolicyRoute, home: Base): Case {
  const { method, path, tier, scopes = [], query = {}, body = {}, required = [] } = route;
  const names = placeholdersOf(path);
  const ids = names.map((name) => [name, matching("^[a-f0-9]{16,20}$", "0123456789abcdef")] as const);
  const base: Base = {
    ...home,
    slug: "full-draft",
    label: "Do what the route does",
    description: "Does what the route does.",
    method,
    path,
    mode: tier === "automatic" ? "automatic" : "require_approval",
    at: Object.fromEntries(ids),
    query: {},
    body: {},
    fields: [],
    scopes: scopes.slice(0, 1),
  };
  const needed = Object.entries(query).filter(([name]) => required.includes(name));
  const isEmpty = Object.keys(body).length === 0;
  const input = {
    ...(names.length === 0
      ? {}
      : {
          path: {
            type: "object",
            properties: Object.fromEntries(ids.map(([name, [schema]]) => [name, schema])),
            required: names,
            additionalProperties: false,
          },
        }),
    ...(needed.length === 0
      ? {}
      : {
          query: {
            ...finished(schemaOfListed("query", Object.fromEntries(needed), TEXT)),
            required: needed.map(([name]) => name),
          },
        }),
    ...(isEmpty
      ? {}
      : {
          body: {
            ...finished(schemaOfListed("body", body, TEXT)),
            required: required.filter((name) => Object.hasOwn(body, name)),
          },
        }),
  };
  return caseOf("full", base, {
    action: { input, examples: [], requestBodyMode: isEmpty ? "none" : "json" },
  });
}

/** A schema in which values have their type, lists a bound, and objects no other members. */
function finished(schema: JsonSchema): object {
  return JSON.parse(JSON.stringify(schema), (_, part: unknown) => {
    const { type, enum: values } = (part ?? {}) as JsonSchema;
    const more =
      type === "array"
        ? { maxItems: 5 }
        : type === "object"
          ? { additionalProperties: false }
          : Array.isArray(values)
            ? { type: typeof values[0] }
            : undefined;
    return more === undefined ? part : { ...(part as object), ...more };
  });
}

async function judge(route: PolicyRoute, { read, write }: { read: Base; write: Base }) {
  const home = route.method === "GET" ? read : write;
  const { file, bytes } = fullDraft(route, home);
  // Without live actions, each route can be asked for.
  const port = { ...home.port, manifest: { ...home.port.manifest, actions: [] } };
  const { verdict, findings } = await evaluateDraft(file, bytes, async () => port);
  const errors = findings.filter(({ severity }) => severity === "error").map(({ message }) => message);
  return { name: `${route.method} ${route.path}`, verdict, errors };
}

/** What a server may take for a route: its last word in the other number, with an ending or a slash. */
function takenFor(path: string): string[] {
  const other = path.endsWith("s") ? path.slice(0, -1) : `${path}s`;
  return [
    other,
    `${path}.json`,
    `${path}/`,
    path.replace(/[a-z](?=[a-z]*$)/i, (letter) => letter.toUpperCase()),
  ];
}

// Zoom's routes have tables of their own.
describe.each(Object.entries(HOMES).filter(([port]) => port !== "zoom-api"))(
  "the policy of %s",
  (slug, home) => {
    const { routes } = home.read.port.policy;

    test("refuses what it says that it refuses, for that", async () => {
      for (const route of routes.filter(({ tier }) => tier === "refused")) {
        const { name, verdict, errors } = await judge(route, home);
        expect([name, verdict]).toEqual([name, "refused"]);
        expect(errors.join("\n")).toContain(route.reason);
      }
    });

    test("refuses what a server may take for one of them", async () => {
      const listed = new Set(routes.map(({ path }) => path));
      const reads = routes.filter(
        ({ tier, method, path }) => tier === "refused" && method === "GET" && !path.endsWith("}"),
      );
      for (const path of reads.flatMap((route) => takenFor(route.path)).filter((one) => !listed.has(one))) {
        const { verdict } = await judge({ method: "GET", path, tier: "approval", scopes: [] }, home);
        expect([path, verdict]).toEqual([path, "refused"]);
      }
    });

    test.each(PEOPLE[slug] ?? [])("refuses another person's %s", async (path) => {
      const route: PolicyRoute = {
        method: "GET",
        path,
        tier: "approval",
        scopes: home.read.scopes.slice(0, 1),
      };
      const { verdict, errors } = await judge(route, home);
      expect([errors, verdict]).toEqual([expect.anything(), "refused"]);
    });

    test("admits a draft of every other route, with all that its body may hold", async () => {
      for (const route of routes.filter(({ tier }) => tier !== "refused")) {
        const { name, verdict, errors } = await judge(route, home);
        expect([name, verdict, errors]).toEqual([name, route.tier, []]);
      }
    });
  },
);
