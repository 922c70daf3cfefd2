import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CATALOG_FOLDER } from "../../src/catalog/layout.ts";
import { openFiles } from "../../src/io/files.ts";
import {
  type CheckedCatalogFile,
  checkCatalogFile,
  isCatalogFile,
} from "../../src/safe-model/check-catalog.ts";
import { catalogueFolder, read, readJson, write } from "../support/repository.ts";
import { FAKE_SECRET } from "../support/sample.ts";

const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const POLICY = "catalog/integrations/zoom/zoom-api.policy.json";

async function check(root: string, file: string): Promise<CheckedCatalogFile> {
  const files = openFiles(root, root);
  return checkCatalogFile(files, file, new Set(await files.tree.list(CATALOG_FOLDER)));
}

/** This project's catalogue with one file changed, and that file judged. */
async function checkChanged(file: string, change: (text: string) => string): Promise<CheckedCatalogFile> {
  const root = catalogueFolder();
  write(root, file, change(read(root, file)));
  return check(root, file);
}

const told = ({ findings }: CheckedCatalogFile) =>
  findings.map(({ rule, severity, pointer }) => `${rule} ${severity} ${pointer}`);

interface Action {
  slug: string;
  approvalMode: string;
  path: string;
  description: string;
}

describe("a file of the catalogue", () => {
  test("is every JSON file under catalog/integrations, well placed or not", () => {
    const paths = [
      MANIFEST,
      POLICY,
      "catalog/integrations/a.json",
      "catalog/a.json",
      "drafts/zoom-api/a.json",
    ];
    expect(paths.filter(isCatalogFile)).toEqual(paths.slice(0, 3));
  });

  test.each([
    [MANIFEST, "manifest"],
    [POLICY, "policy"],
  ] as const)("%s of this project passes without a finding", async (file, kind) => {
    expect(await check(catalogueFolder(), file)).toEqual({ file, kind, passed: true, findings: [] });
  });

  test.each<[what: string, file: string, change: (text: string) => string, found: string[]]>([
    ["that isn't JSON", MANIFEST, () => "{", ["file/json error "]],
    ["that has a member twice", POLICY, (text) => text.replace("{", '{ "policy": 1,'), ["file/json error "]],
    ["that is something else", MANIFEST, () => "[]", ["manifest/schema error "]],
    [
      "that has many faults",
      MANIFEST,
      (text) =>
        text
          .replace('"version": "1.0.0"', '"version": "1.0"')
          .replace('"GET"', '"DELETE"')
          .replace('"category"', '"kind"'),
      [
        "manifest/schema error /actions/1/method",
        "manifest/schema error /category",
        "manifest/schema error /kind",
        "manifest/schema error /version",
      ],
    ],
    [
      "whose member has a slip",
      POLICY,
      (text) => text.replace('"families"', '"familes"'),
      ["policy/schema error /familes", "policy/schema error /families"],
    ],
  ])("%s has a finding for each, with its place", async (_, file, change, found) => {
    const checked = await checkChanged(file, change);
    expect(checked.passed).toBe(false);
    expect(told(checked).sort()).toEqual(found);
    for (const { line, column } of checked.findings) {
      expect([line >= 1, column >= 1]).toEqual([true, true]);
    }
  });

  test.each<[what: string, change: () => object, found: string]>([
    ["a list of routes", () => ({ routes: {} }), "/routes must be a list, and is an object"],
    ["a route", () => ({ routes: [["GET", "/x"]] }), "/routes/0 must be an object, and is a list"],
    ["the principal", () => ({ principal: [] }), "/principal must be an object, and is a list"],
    ["the scopes", () => ({ scopes: ["read"] }), "/scopes must be an object, and is a list"],
    ["the kind of a scope", () => ({ scopes: { a: "x" } }), '/scopes/a must be "read", "write" or "both"'],
    ["the families", () => ({ families: { "/x": true } }), "/families must be a list, and is an object"],
    ["the answers", () => ({ answers: [] }), "/answers must be an object, and is a list"],
    [
      "a route's inputs",
      () => ({ routes: [{ method: "POST", path: "/x", tier: "approval", body: ["a"] }] }),
      "/routes/0/body must be an object, and is a list",
    ],
    [
      "what an input may be",
      () => ({ routes: [{ method: "POST", path: "/x", tier: "approval", body: { a: { b: true } } }] }),
      "/routes/0/body/a must be true or a list, and is an object",
    ],
    [
      "no value at all",
      () => ({ routes: [{ method: "POST", path: "/x", tier: "approval", body: { a: [] } }] }),
      "/routes/0/body/a must be a list of at least 1",
    ],
  ])("a policy with another kind of value for %s is told so in one sentence", async (_, change, found) => {
    const root = catalogueFolder();
    const policy = readJson(root, POLICY);
    write(root, POLICY, { ...policy, ...change() });
    const { findings } = await check(root, POLICY);
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([`policy/schema: ${found}`]);
    expect(findings.every(({ line }) => line > 1)).toBe(true);
  });

  test.each([MANIFEST, POLICY])(
    "%s that holds a secret tells that alone, and not the secret",
    async (file) => {
      const root = catalogueFolder();
      const document = readJson(root, file);
      write(root, file, { ...document, [FAKE_SECRET]: { note: FAKE_SECRET } });
      const checked = await check(root, file);
      expect(new Set(checked.findings.map(({ rule }) => rule))).toEqual(new Set(["secret/found"]));
      expect(JSON.stringify(checked)).not.toContain(FAKE_SECRET);
      write(root, file, `{ "${FAKE_SECRET}": 1, "${FAKE_SECRET}": 2 }`);
      expect(JSON.stringify(await check(root, file))).not.toContain(FAKE_SECRET);
    },
  );

  test("that is a link or a folder isn't read", async () => {
    const root = catalogueFolder();
    rmSync(join(root, POLICY));
    symlinkSync("/etc/passwd", join(root, POLICY));
    mkdirSync(join(root, "catalog/integrations/zoom/folder.json"));
    for (const file of [POLICY, "catalog/integrations/zoom/folder.json"]) {
      expect(told(await check(root, file))).toEqual(["file/kind error "]);
    }
  });

  test("with very many faults tells the first hundred, and how many more", async () => {
    const checked = await checkChanged(MANIFEST, () =>
      JSON.stringify({ manifest: 1, actions: Array.from({ length: 20_000 }, () => 1) }),
    );
    expect(checked.findings).toHaveLength(101);
    expect(checked.findings.some(({ message }) => /more values aren't right$/.test(message))).toBe(true);
  });
});

describe("a live action", () => {
  const change = (members: Partial<Action>) => (text: string) => {
    const manifest = JSON.parse(text) as { actions: Action[] };
    const [first, ...rest] = manifest.actions;
    return JSON.stringify({ ...manifest, actions: [{ ...first, ...members }, ...rest] }, null, 2).concat(
      "\n",
    );
  };

  test("is judged as a draft of it would be, by the policy beside it", async () => {
    const weak = await checkChanged(MANIFEST, change({ approvalMode: "automatic" }));
    expect(told(weak)).toEqual(["route/approval error /actions/0/approvalMode"]);
    expect(weak.findings).toMatchObject([{ fix: null, line: expect.any(Number) }]);
    expect(weak.findings[0]?.line).toBeGreaterThan(1);
    const hidden = await checkChanged(MANIFEST, change({ description: "Reads.\u202e" }));
    expect(told(hidden)).toEqual(["text/plain error /actions/0/description"]);
  });

  test("that a stricter policy no longer admits is found", async () => {
    const root = catalogueFolder();
    const policy = readJson<{ routes: Record<string, string>[] }>(root, POLICY);
    const routes = policy.routes.map((route) =>
      route.method === "GET" && route.path === "/users/me/meetings" ? { ...route, tier: "refused" } : route,
    );
    write(root, POLICY, { ...policy, routes });
    const slugs = readJson<{ actions: Action[] }>(root, MANIFEST).actions.map(({ slug }) => slug);
    const at = slugs.indexOf("list-meetings");
    expect(told(await check(root, MANIFEST))).toContain(`route/policy error /actions/${at}/path`);
  });

  test("without a recording is warned of", async () => {
    const root = catalogueFolder();
    rmSync(join(root, "catalog/integrations/zoom/zoom-api.recordings/get-me.har"));
    const checked = await check(root, MANIFEST);
    expect(checked.passed).toBe(true);
    expect(told(checked)).toEqual(["manifest/actions warning /actions/1"]);
  });

  test("isn't judged without a policy, which is told instead", async () => {
    const root = catalogueFolder();
    write(root, POLICY, "{");
    expect(told(await check(root, MANIFEST))).toEqual(["manifest/location error "]);
    rmSync(join(root, POLICY));
    expect(told(await check(root, MANIFEST))).toEqual(["manifest/location error "]);
  });
});

describe("a manifest's place", () => {
  test("is its own: a second one of the port is named", async () => {
    const root = catalogueFolder();
    const twin = "catalog/integrations/another/zoom-api.json";
    const publisher = { slug: "another", name: "Another" };
    write(root, twin, { ...readJson<object>(root, MANIFEST), publisher });
    write(root, twin.replace(".json", ".policy.json"), read(root, POLICY));
    for (const file of [MANIFEST, twin]) {
      const { findings } = await check(root, file);
      expect(findings.find(({ rule }) => rule === "manifest/location")).toMatchObject({
        pointer: "/slug",
        message: expect.stringMatching(/is of the port zoom-api, too$/),
      });
    }
  });
});
