import { type Bench, MANIFEST } from "../bench.ts";
import { HAR, type Smuggled } from "./start.ts";

/** What isn't a regular file at a plain path. */
export const FILES: readonly Smuggled[] = [
  {
    name: "an executable manifest",
    kind: "mixed",
    rule: "verify/mode",
    says: /mode of .* changes from 100644 to 100755/,
    edits: ({ honest, asked }) => ({ ...honest, [MANIFEST]: { mode: "100755", text: asked } }),
  },
  {
    name: "an executable recording",
    kind: "mixed",
    rule: "verify/mode",
    says: /is executable/,
    edits: ({ honest }) => ({ ...honest, [HAR]: { mode: "100755", text: honest[HAR] as string } }),
  },
  {
    name: "a mode that changes elsewhere",
    kind: "mixed",
    rule: "verify/mode",
    says: /src\/tool\.txt/,
    edits: () => ({ "src/tool.txt": { mode: "100755", text: "Not part of the catalogue.\n" } }),
  },
  {
    name: "a link for the manifest",
    kind: "mixed",
    rule: "verify/mode",
    says: /symbolic link/,
    edits: ({ honest }) => ({ ...honest, [MANIFEST]: { mode: "120000", text: "../../../src/tool.txt" } }),
  },
  {
    name: "a link for the recording",
    kind: "mixed",
    rule: "verify/mode",
    says: /symbolic link/,
    edits: ({ honest }) => ({ ...honest, [HAR]: { mode: "120000", text: "get-me.har" } }),
  },
  {
    name: "a link for a folder",
    kind: "mixed",
    rule: "verify/mode",
    says: /drafts is a symbolic link/,
    edits: () => ({ drafts: { mode: "120000", text: "catalog" } }),
  },
  {
    name: "a link elsewhere",
    kind: "mixed",
    rule: "verify/mode",
    says: /src\/link is a symbolic link/,
    edits: () => ({ "src/link": { mode: "120000", text: "../catalog" } }),
  },
  {
    name: "a submodule for the catalogue",
    kind: "mixed",
    rule: "verify/mode",
    says: /catalog is a submodule/,
    edits: ({ bench }) => ({ catalog: { submodule: tip(bench) } }),
  },
  {
    name: "a submodule elsewhere",
    kind: "mixed",
    rule: "verify/mode",
    says: /vendor is a submodule/,
    edits: ({ bench }) => ({ vendor: { submodule: tip(bench) } }),
  },
  {
    name: "a file where the folder was",
    kind: "mixed",
    rule: "verify/path",
    says: /where the folder drafts\/ belongs/,
    edits: () => ({ drafts: "Gone.\n" }),
  },
  ...(
    [
      ["a folder in another case", "Catalog/integrations/zoom/zoom-api.json"],
      ["a manifest in another case", "catalog/integrations/zoom/Zoom-Api.json"],
      ["characters that can't be seen", "cata\u200dlog/integrations/zoom/zoom-api.json"],
      ["wide letters", "\uff43atalog/integrations/zoom/zoom-api.json"],
      ["a long s", "draft\u017f/zoom-api/get-meeting.json"],
      ["a trailing dot", "catalog./integrations/zoom/zoom-api.json"],
      ["a trailing space", "drafts /zoom-api/get-meeting.json"],
      ["a short name", "CATALO~1/integrations/zoom/zoom-api.json"],
      ["a hashed short name", "CA12ab~1/integrations/zoom/zoom-api.json"],
      ["a short name inside", "catalog/INTEGR~1/zoom/zoom-api.json"],
      ["a stream's name", "catalog::$INDEX_ALLOCATION/integrations/zoom/zoom-api.json"],
      ["back slashes", "catalog\\integrations\\zoom\\zoom-api.json"],
      ["a configuration in another case", "Harbor.Config.json"],
      ["workflows in another case", ".GitHub/workflows/ci.yml"],
      ["code owners in another case", "docs/CodeOwners"],
      ["git's own folder by a short name", "GIT~1/hooks/pre-commit"],
    ] as const
  ).map(
    ([name, path]): Smuggled => ({
      name,
      kind: "mixed",
      rule: "verify/path",
      says: /passes for/,
      edits: () => ({ [path]: "{}\n" }),
    }),
  ),
];

/** Any commit will do for a submodule. */
function tip(bench: Bench): string {
  return bench.commit("main", {});
}
