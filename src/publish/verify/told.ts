import { draftFile, draftRecordingFile } from "../../catalog/layout.ts";
import type { LivePort } from "../../catalog/load.ts";
import type { Finding } from "../../finding.ts";
import type { DraftTest } from "../../recordings/test-draft.ts";
import type { ReadManifest } from "./manifests.ts";
import { refuse } from "./reasons.ts";

/** Where an action stands in a manifest; where the list does, if it is gone. */
export function locate(
  { manifest, document }: ReadManifest,
  slug: string,
): Pick<Finding, "line" | "column" | "pointer"> {
  const index = manifest.actions.findIndex((action) => action.slug === slug);
  const pointer = index === -1 ? "/actions" : `/actions/${index}`;
  return { ...document.locate(pointer), pointer };
}

/** Tells what was found in the draft at the place of its action, and of its recording. */
export function placer(
  port: LivePort,
  slug: string,
  path: string,
  after: ReadManifest,
): (finding: Finding) => Finding {
  const start = locate(after, slug).pointer;
  return (finding) => {
    if (finding.file === draftRecordingFile(port.slug, slug)) {
      return { ...finding, file: port.files.recording(slug), fix: null };
    }
    if (finding.file !== draftFile(port.slug, slug)) {
      return finding;
    }
    const related = finding.related.filter(({ file }) => file !== finding.file);
    const below = finding.pointer.startsWith("/action/") ? finding.pointer.slice("/action".length) : "";
    const pointer = `${start}${below}`;
    return { ...finding, file: path, ...after.document.locate(pointer), pointer, fix: null, related };
  };
}

export function notAdmitted(path: string, slug: string, verdict: string, place: Partial<Finding>): Finding {
  const message = `${slug} is ${verdict} by the base's policy`;
  return refuse("verify/check", path, message, "mend the draft, and ask for its publication anew", place);
}

export function notTested(
  path: string,
  slug: string,
  { examples, probes }: DraftTest,
  place: Partial<Finding>,
): Finding {
  const failed = examples.find(({ passed }) => !passed)?.name;
  const escaped = probes.escaped[0]?.name;
  const why =
    failed !== undefined
      ? `: its example ${JSON.stringify(failed)} fails`
      : escaped !== undefined
        ? `: a bad input is accepted (${escaped})`
        : "";
  const hint = "run `harbor-drafts test` on the draft and its recording, and ask for its publication anew";
  return refuse("verify/test", path, `the test of ${slug} fails${why}`, hint, place);
}
