import type { VerifyOutput } from "../../output/verify.ts";

const WORDS: Record<VerifyOutput["kind"], string> = {
  drafts: "drafts alone",
  "publish-request": "a publish request",
  unrelated: "nothing that is guarded",
  maintenance: "maintenance",
  mixed: "a mixed change",
};

/** `may land: a publish request, zoom-api/get-meeting (automatic)`. */
export function verdictOn({
  kind,
  allowed,
  port,
  slug,
  verdict,
}: Pick<VerifyOutput, "kind" | "allowed" | "port" | "slug" | "verdict">): string {
  const about =
    port === null || slug === null ? "" : `, ${port}/${slug}${verdict === null ? "" : ` (${verdict})`}`;
  return `${allowed ? "may land" : "may not land"}: ${WORDS[kind]}${about}`;
}
