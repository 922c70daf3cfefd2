import { parseManifestPath, portFiles } from "../../catalog/layout.ts";
import { defineManifestRule } from "../catalog-rule.ts";

export const manifestLocation = defineManifestRule({
  id: "manifest/location",
  summary: "A manifest stands where its slugs say, alone of its port, and its policy beside it",
  why: "Gateways, drafts and requests find a port by its path; a second one, or one without a policy, stops all of them.",
  examples: {
    good: [{}],
    bad: [
      { manifest: { slug: "another-api" } },
      { manifest: { publisher: { slug: "another", name: "Another" } } },
      { file: "catalog/integrations/zoom/Zoom_API.json" },
      { file: "catalog/integrations/zoom/zoom-api/zoom-api.json" },
      { file: "catalog/integrations/zoom/no-policy.json", manifest: { slug: "no-policy" } },
    ],
  },
  *check(manifest, { file, policy, paths }) {
    const { slug, publisher } = manifest;
    const expected = portFiles(publisher.slug, slug);
    if (file !== expected.manifest) {
      yield {
        pointer: "/slug",
        message: `the manifest of ${publisher.slug}/${slug} stands in ${file}`,
        hint: `move it to ${expected.manifest}, or write the slugs of its path`,
      };
    } else if (parseManifestPath(file) === undefined) {
      const hint = "choose slugs that are file names on every system";
      yield { pointer: "/slug", message: `${publisher.slug}/${slug} can't be a path`, hint };
    }
    const twin = [...paths].find((path) => path !== file && parseManifestPath(path)?.port === slug);
    if (twin !== undefined) {
      yield {
        pointer: "/slug",
        message: `${twin} is of the port ${slug}, too`,
        hint: "give one of them another slug",
      };
    }
    const path = file.replace(/\.json$/, ".policy.json");
    if (policy === undefined && paths.has(path)) {
      yield {
        pointer: "",
        message: `the port's policy can't be read, so nothing judges its actions: ${path}`,
        hint: "mend the policy; its own findings say where",
      };
    } else if (policy === undefined) {
      yield {
        pointer: "",
        message: `the port's policy isn't beside it: ${path}`,
        hint: `write it, and run \`harbor-drafts check ${path}\``,
      };
    }
  },
});
