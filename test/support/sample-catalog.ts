import { portFiles } from "../../src/catalog/layout.ts";
import { type Manifest, manifestSchema } from "../../src/catalog/manifest.ts";
import { policySchema } from "../../src/catalog/policy.ts";
import { canonicalJson } from "../../src/json/canonical.ts";
import type {
  ManifestExample,
  ManifestSubject,
  PolicyExample,
  PolicySubject,
} from "../../src/safe-model/catalog-rule.ts";
import { LIST_MEETINGS, SAMPLE_MANIFEST, SAMPLE_POLICY } from "./sample.ts";

const FILES = portFiles("zoom", "zoom-api");

/** The sample port's files, all in place. */
export const SAMPLE_PATHS: ReadonlySet<string> = new Set([
  FILES.manifest,
  FILES.policy,
  FILES.recording(LIST_MEETINGS.slug),
]);

/** The sample manifest with the differences of a rule's example. */
export function manifestOf({ manifest, port, actions }: ManifestExample = {}): unknown {
  return {
    ...SAMPLE_MANIFEST,
    port: { ...SAMPLE_MANIFEST.port, ...port },
    actions: (actions ?? [{}]).map((action) => ({ ...LIST_MEETINGS, ...action })),
    ...manifest,
  };
}

export function manifestSubject(example: ManifestExample = {}): ManifestSubject {
  const value = manifestOf(example);
  return {
    file: example.file ?? FILES.manifest,
    text:
      example.indent === undefined
        ? canonicalJson(manifestSchema, value)
        : `${JSON.stringify(value as Manifest, null, example.indent)}\n`,
    value,
    strict: manifestSchema.safeParse(value),
    paths: SAMPLE_PATHS,
    policy: example.file === undefined ? SAMPLE_POLICY : undefined,
  };
}

/** The sample policy with the differences of a rule's example. */
export function policyOf({ policy, route }: PolicyExample = {}): unknown {
  const routes = route === undefined ? SAMPLE_POLICY.routes : [...SAMPLE_POLICY.routes, route];
  return { ...SAMPLE_POLICY, routes, ...policy };
}

export function policySubject(example: PolicyExample = {}): PolicySubject {
  const value = policyOf(example);
  return {
    file: FILES.policy,
    text: canonicalJson(policySchema, value),
    value,
    strict: policySchema.safeParse(value),
    paths: SAMPLE_PATHS,
    manifest: SAMPLE_MANIFEST,
  };
}
