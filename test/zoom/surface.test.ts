import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { placeholdersOf } from "../../src/catalog/route.ts";
import { PROJECT } from "../support/repository.ts";
import { type Entry, judge, POLICY } from "./entry.ts";
import { shaped, text } from "./inputs.ts";
import { HEADINGS, SECTIONS, surfacePage } from "./page.ts";
import { SURFACE } from "./surface.ts";
import { CARELESS, READS } from "./variants.ts";

const ALL = [...SURFACE, ...READS, ...CARELESS];

/** Rules about how a draft is written. What an entry is refused for must not be that it is ill-written. */
const FORM = /^(?:draft|example|file|identity|placeholder|result|text)\/|^schema\/(?!raw|page-size)/;

describe("Zoom's surface, judged by this repository's policy", () => {
  test.each(ALL.map((entry) => [`${entry.method} ${entry.path} as ${entry.id}`, entry] as const))(
    "%s",
    async (_, entry) => {
      const { verdict, findings } = await judge(entry);
      const rules = findings.map(({ rule }) => rule);
      expect({ verdict, rules }).toMatchObject({ verdict: entry.verdict });
      if (entry.verdict === "refused") {
        expect(rules).toContain(entry.rule);
      } else {
        expect(findings).toEqual([]);
      }
      expect(rules.filter((rule) => rule !== entry.rule && FORM.test(rule))).toEqual([]);
    },
  );

  test("has an id of its own for each entry, and a rule for each that is refused", () => {
    const ids = ALL.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const odd = ALL.filter(({ verdict, rule }) => (verdict === "refused") !== (rule !== undefined));
    expect(odd.map(({ id }) => id)).toEqual([]);
  });

  test("has every action of the four sources", () => {
    const counts = SECTIONS.map(({ heading, rows }) => [heading, rows.length] as const);
    expect(Object.fromEntries(counts)).toMatchObject({
      [HEADINGS.harbor]: 3,
      [HEADINGS.sumoLogic]: 9,
      [HEADINGS.prismatic]: 25,
      [HEADINGS.hackForLa]: 4,
    });
  });
});

describe("the Zoom policy", () => {
  const admitted = POLICY.routes.filter(({ tier }) => tier !== "refused");
  const refused = POLICY.routes.filter(({ tier }) => tier === "refused");
  const named = (routes: typeof POLICY.routes) =>
    routes.map((route) => [`${route.method} ${route.path}`, route] as const);

  test.each(named(refused))("refuses %s, and says why", async (_, { method, path, reason }) => {
    const { verdict, findings } = await judge(plainEntry(method, path));
    expect({ verdict, rules: findings.map(({ rule }) => rule) }).toMatchObject({
      verdict: "refused",
      rules: expect.arrayContaining(["route/policy"]),
    });
    expect(reason).toMatch(/^[a-z].{10,}[^.]$/);
  });

  test.each(named(admitted))("bounds %s", (_, { method, path, tier, reason, scopes = [], query, body }) => {
    const known = new Map(Object.entries(POLICY.scopes));
    expect(scopes.map((scope) => known.get(scope))).toEqual([method === "GET" ? "read" : "write"]);
    expect(query).toBeDefined();
    expect(body !== undefined).toBe(method !== "GET");
    expect(reason !== undefined).toBe(tier === "approval");
    const entries = [...SURFACE, ...READS].filter((entry) => entry.verdict !== "refused");
    expect(entries.some((entry) => entry.method === method && entry.path === path)).toBe(true);
  });

  test("knows no scope that reaches beyond the signed-in user", () => {
    expect(Object.keys(POLICY.scopes).filter((scope) => scope.split(":").length !== 3)).toEqual([]);
  });

  test("lists its routes sorted, each once", () => {
    const routes = POLICY.routes.map(({ method, path }) => `${path} ${method}`);
    expect(routes).toEqual([...new Set(routes)].sort());
  });
});

/** `npm run generate` writes this file anew. */
test("docs/zoom-surface.md says what the rules do", async () => {
  await expect(await surfacePage()).toMatchFileSnapshot(join(PROJECT, "docs/zoom-surface.md"));
});

/** The least that a draft of a route can be. */
function plainEntry(method: string, path: string): Entry {
  const ids = placeholdersOf(path).map((name) => [name, shaped("^[0-9]{9,12}$", "810000001", 12)]);
  return {
    id: "plain",
    does: "The route and nothing more",
    method,
    path,
    ...(ids.length === 0 ? {} : { ids: Object.fromEntries(ids) }),
    ...(["GET", "DELETE"].includes(method) ? {} : { body: { topic: text("Example") } }),
    scopes: ["user:read:user"],
    shows: [],
    verdict: "refused",
  };
}
