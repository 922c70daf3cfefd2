import type { ManifestRule } from "../catalog-rule.ts";
import { schemaProblems } from "../schema-problems.ts";

export const manifestSchemaRule: ManifestRule = {
  id: "manifest/schema",
  summary: "A manifest has the members that its schema lists, each of its kind",
  why: "A gateway that can't read the manifest imports nothing, and a member that only some readers heed is authority that nobody reviewed.",
  examples: {
    good: [{}, { manifest: { $schema: "../../../docs/schemas/manifest.schema.json" } }],
    bad: [
      { manifest: { version: "1.0" } },
      { manifest: { token: null } },
      { port: { authMode: "none" } },
      { actions: [{ method: "DELETE" }] },
      { actions: [{ headers: { "X-On-Behalf-Of": "someone" } }] },
      { actions: [{}, {}] },
    ],
  },
  check: ({ value, strict }) =>
    schemaProblems(
      value,
      strict.error,
      "`harbor-drafts schema manifest` prints what a manifest holds; nothing else of it is judged until then",
    ),
};
