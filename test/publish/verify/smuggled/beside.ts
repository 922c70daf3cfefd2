import { MANIFEST, POLICY } from "../bench.ts";
import { along, type Smuggled, withManifest } from "./start.ts";

/** What is changed beside the action. */
export const BESIDE: readonly Smuggled[] = [
  {
    name: "an extra file",
    kind: "mixed",
    rule: "verify/kind",
    says: /README\.md doesn't belong/,
    edits: along({ "README.md": "Hello\n" }),
  },
  {
    name: "an extra file beside the manifest",
    kind: "mixed",
    rule: "verify/kind",
    says: /notes\.txt doesn't belong/,
    edits: along({ "catalog/integrations/zoom/notes.txt": "Hello\n" }),
  },
  {
    name: "the policy along",
    kind: "mixed",
    rule: "verify/kind",
    says: /policy\.json doesn't belong/,
    edits: (start) => ({
      ...start.honest,
      [POLICY]: start.bench.show("main", POLICY).replace('"never"', '"reads"'),
    }),
  },
  {
    name: "the policy alone",
    kind: "maintenance",
    rule: "verify/maintenance",
    says: /maintenance alone/,
    edits: ({ bench }) => ({ [POLICY]: bench.show("main", POLICY).replace('"never"', '"reads"') }),
  },
  {
    name: "the configuration along",
    kind: "mixed",
    rule: "verify/kind",
    says: /harbor\.config\.json doesn't belong/,
    edits: along({ "harbor.config.json": "{}\n" }),
  },
  {
    name: "a workflow along",
    kind: "mixed",
    rule: "verify/kind",
    says: /guard\.yml doesn't belong/,
    edits: along({ ".github/workflows/guard.yml": "on: push\n" }),
  },
  {
    name: "a workflow alone",
    kind: "maintenance",
    rule: "verify/maintenance",
    says: /guard\.yml is changed/,
    edits: () => ({ ".github/workflows/guard.yml": "on: push\n" }),
  },
  {
    name: "code owners along",
    kind: "mixed",
    rule: "verify/kind",
    says: /CODEOWNERS doesn't belong/,
    edits: along({ ".github/CODEOWNERS": "* @mallory\n" }),
  },
  {
    name: "code owners at another place",
    kind: "maintenance",
    rule: "verify/maintenance",
    says: /CODEOWNERS/,
    edits: () => ({ CODEOWNERS: "* @mallory\n" }),
  },
  {
    name: "attributes that hide differences",
    kind: "maintenance",
    rule: "verify/maintenance",
    says: /\.gitattributes/,
    edits: () => ({ ".gitattributes": "catalog/** -diff linguist-generated\n" }),
  },
  {
    name: "the base URL along",
    kind: "mixed",
    rule: "verify/kind",
    says: /\/port\/baseUrl changes along/,
    edits: withManifest((text) => text.replace("https://api.zoom.us/v2", "https://zoom.example.com/v2")),
  },
  {
    name: "the base URL alone",
    kind: "maintenance",
    rule: "verify/maintenance",
    says: /zoom-api\.json is changed/,
    edits: ({ base }) => ({
      [MANIFEST]: base.replace("https://api.zoom.us/v2", "https://zoom.example.com/v2"),
    }),
  },
  {
    name: "the token's header along",
    kind: "mixed",
    rule: "verify/kind",
    says: /\/port\/authHeaderName/,
    edits: withManifest((text) =>
      text.replace('"authHeaderName": "Authorization"', '"authHeaderName": "X-Token"'),
    ),
  },
  {
    name: "code and a workflow in one",
    kind: "mixed",
    rule: "verify/kind",
    says: /of other kinds besides/,
    edits: () => ({ "src/tool.txt": "x\n", ".github/workflows/ci.yml": "on: push\n" }),
  },
  {
    name: "the manifest deleted",
    kind: "maintenance",
    rule: "verify/maintenance",
    says: /zoom-api\.json is changed/,
    edits: () => ({ [MANIFEST]: null }),
  },
  {
    name: "the port renamed",
    kind: "maintenance",
    rule: "verify/manifest",
    says: /the port of .* is removed, and .* stays/,
    edits: ({ base, bench }) => ({
      [MANIFEST]: null,
      "catalog/integrations/zoom/zoom-two.json": base.replace('"zoom-api"', '"zoom-two"'),
      "catalog/integrations/zoom/zoom-two.policy.json": bench.show("main", POLICY),
    }),
  },
  {
    name: "a new port with a lax policy",
    kind: "maintenance",
    rule: "verify/evidence",
    says: /doesn't pass its test/,
    edits: ({ base, bench }) => ({
      "catalog/integrations/zoom/lax.json": base.replace('"zoom-api"', '"lax"'),
      "catalog/integrations/zoom/lax.policy.json": bench
        .show("main", POLICY)
        .replaceAll('"refused"', '"automatic"'),
    }),
  },
  {
    name: "the port of another publisher",
    kind: "maintenance",
    rule: "verify/manifest",
    says: /claim the same port/,
    edits: ({ base, bench }) => ({
      "catalog/integrations/zoom-two/zoom-api.json": base.replace('"slug": "zoom",', '"slug": "zoom-two",'),
      "catalog/integrations/zoom-two/zoom-api.policy.json": bench.show("main", POLICY),
    }),
  },
  {
    name: "everything deleted",
    kind: "mixed",
    rule: "verify/kind",
    says: /of other kinds besides/,
    edits: ({ bench }) => Object.fromEntries(bench.paths("main").map((path) => [path, null])),
  },
];
