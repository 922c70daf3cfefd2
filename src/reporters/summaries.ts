import type { CheckOutput } from "../output/check.ts";
import type { VerifyOutput } from "../output/verify.ts";

/** Every verdict with its number, and how many catalogue files failed, in a line. */
export function totalOf({ summary, catalog }: CheckOutput): string {
  const { automatic, approval, refused, invalid } = summary;
  const drafts = `${automatic} automatic, ${approval} approval, ${refused} refused, ${invalid} invalid`;
  const failed = catalog.filter(({ passed }) => !passed).length;
  return catalog.length === 0
    ? drafts
    : `${drafts}; manifests and policies: ${catalog.length - failed} passed, ${failed} failed`;
}

const KINDS: Record<VerifyOutput["kind"], string> = {
  drafts: "drafts alone",
  "publish-request": "a publish request",
  unrelated: "nothing that is guarded",
  maintenance: "maintenance",
  mixed: "a mixed change",
};

type Judgement = Pick<VerifyOutput, "kind" | "allowed" | "port" | "slug" | "verdict">;

/** `may land: a publish request, zoom-api/get-meeting (automatic)`. */
export function verdictOn({ kind, allowed, port, slug, verdict }: Judgement): string {
  const how = verdict === null ? "" : ` (${verdict})`;
  const about = port === null || slug === null ? "" : `, ${port}/${slug}${how}`;
  return `${allowed ? "may land" : "may not land"}: ${KINDS[kind]}${about}`;
}
