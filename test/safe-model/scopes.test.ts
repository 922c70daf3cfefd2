import { expect, test } from "vitest";
import type { Policy } from "../../src/catalog/policy.ts";
import { errorsOf, judgeSmall } from "../support/small-port.ts";

// What the policy says of scopes: none, one for reads and writes, or one whose name sounds wide.

type Scopes = Policy["scopes"];

test.each<
  [
    what: string,
    method: string,
    known: Scopes,
    ofRoute: string[] | undefined,
    named: string[],
    problems: string[],
  ]
>([
  ["an API without scopes", "GET", {}, undefined, [], []],
  ["an API without scopes, write", "POST", {}, undefined, [], []],
  ["an API without scopes, of which one is named", "GET", {}, undefined, ["all"], ["the API has no scopes"]],
  ["a route that needs none", "GET", { read: "read" }, [], [], []],
  [
    "a route that needs none, of which one is named",
    "GET",
    { read: "read" },
    [],
    ["read"],
    ["the route needs no scopes"],
  ],
  ["none where one is needed", "GET", { read: "read" }, undefined, [], ["the action names no scope"]],
  ["one for both, read", "GET", { api: "both" }, undefined, ["api"], []],
  ["one for both, write", "POST", { api: "both" }, undefined, ["api"], []],
  [
    "one to write for a read",
    "GET",
    { api: "write" },
    undefined,
    ["api"],
    ['a read asks for the writing scope "api"'],
  ],
  [
    "one to read for a write",
    "POST",
    { api: "read" },
    undefined,
    ["api"],
    ["a write names no writing scope"],
  ],
  [
    "a wide word that the route lists",
    "GET",
    { root_readonly: "read" },
    ["root_readonly"],
    ["root_readonly"],
    [],
  ],
  [
    "a wide word that nobody listed for the route",
    "GET",
    { root_readonly: "read" },
    undefined,
    ["root_readonly"],
    ['the scope "root_readonly" reaches beyond the principal'],
  ],
])("%s (%s)", async (_, method, scopes, ofRoute, named, problems) => {
  const route = {
    method: method as "POST",
    path: "/things",
    tier: "approval" as const,
    ...(method === "POST" ? { body: { title: true as const } } : {}),
    ...(ofRoute === undefined ? {} : { scopes: ofRoute }),
  };
  const body = method === "POST" ? { body: { title: { type: "string", maxLength: 9 } } } : {};
  const judged = await judgeSmall(
    { routes: [route], scopes },
    { route: `${method} /things`, ...body, scopes: named },
  );
  expect(errorsOf(judged)).toEqual(problems.map((problem) => `scope/known: ${problem}`));
});
