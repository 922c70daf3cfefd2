import { portFiles } from "../../catalog/layout.ts";
import { isEquivalentRoute, parseRoute, withoutSlash } from "../../catalog/route.ts";
import { defineManifestRule } from "../catalog-rule.ts";

export const manifestActions = defineManifestRule({
  id: "manifest/actions",
  summary: "Each live action has a route of its own, and a recording",
  why: "Of two actions on one route the laxer one would decide; and what no recording shows, no test can keep true.",
  examples: {
    good: [{}, { manifest: { actions: [] } }],
    bad: [
      { actions: [{}, { slug: "list-meetings-again" }] },
      { actions: [{ slug: "get-me", path: "/users/me" }] },
    ],
  },
  *check(manifest, { paths }) {
    const { recording } = portFiles(manifest.publisher.slug, manifest.slug);
    const routes = manifest.actions.map(({ method, path }) => ({
      method,
      segments: withoutSlash(parseRoute(path)),
    }));
    for (const [index, { method, segments }] of routes.entries()) {
      const twin = routes.findIndex(
        (other) => other.method === method && isEquivalentRoute(other.segments, segments),
      );
      if (twin !== index) {
        yield {
          pointer: `/actions/${index}/path`,
          message: `${manifest.actions[twin]?.slug} is ${method} ${manifest.actions[twin]?.path} already`,
          hint: "keep one of the two",
        };
      }
    }
    for (const [index, { slug }] of manifest.actions.entries()) {
      if (!paths.has(recording(slug))) {
        yield {
          pointer: `/actions/${index}`,
          message: `the live action ${slug} has no recording`,
          hint: `put one into ${recording(slug)}`,
          severity: "warning",
        };
      }
    }
  },
});
