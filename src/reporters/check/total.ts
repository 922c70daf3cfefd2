import type { CheckOutput } from "../../output/check.ts";

/** Every verdict with its number, and how many catalogue files failed, in a line. */
export function totalOf({ summary, catalog }: CheckOutput): string {
  const { automatic, approval, refused, invalid } = summary;
  const drafts = `${automatic} automatic, ${approval} approval, ${refused} refused, ${invalid} invalid`;
  const failed = catalog.filter(({ passed }) => !passed).length;
  return catalog.length === 0
    ? drafts
    : `${drafts}; manifests and policies: ${catalog.length - failed} passed, ${failed} failed`;
}
