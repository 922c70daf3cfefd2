import { manifestText } from "../../catalog/load.ts";
import { compareText } from "../../finding.ts";
import { defineManifestRule } from "../catalog-rule.ts";

export const manifestCanonical = defineManifestRule({
  id: "manifest/canonical",
  summary: "A manifest is written canonically, its actions sorted by slug",
  why: "A publish request writes the whole manifest so; where it wasn't before, the request's diff shows more than the request changes.",
  examples: {
    good: [{}],
    bad: [{ indent: 4 }, { actions: [{ slug: "list-meetings" }, { slug: "get-me", path: "/users/me" }] }],
  },
  *check(manifest, { text }) {
    const slugs = manifest.actions.map(({ slug }) => slug);
    const misplaced = slugs.findIndex((slug, index) => compareText(slugs[index - 1] ?? "", slug) > 0);
    if (misplaced !== -1) {
      yield {
        pointer: `/actions/${misplaced}`,
        message: `${slugs[misplaced]} stands after ${slugs[misplaced - 1]}`,
        hint: "sort the actions by slug",
        severity: "warning",
      };
    }
    if (text !== manifestText(manifest)) {
      yield {
        pointer: "",
        message: "the manifest isn't written canonically",
        hint: "indent by two spaces, write members in the schema's order, and end with one line break",
        severity: "warning",
      };
    }
  },
});
