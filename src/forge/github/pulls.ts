import * as z from "zod";
import type { ForgeRequest } from "../forge.ts";

/** https://docs.github.com/en/rest/pulls/pulls */
export const pullSchema = z.object({
  number: z.int(),
  html_url: z.url({ protocol: /^https?$/ }),
  state: z.enum(["open", "closed"]),
  merged_at: z.string().nullish(),
  draft: z.boolean().optional(),
  title: z.string(),
  body: z.string().nullable(),
  head: z.object({
    ref: z.string(),
    sha: z.string(),
    repo: z.object({ full_name: z.string() }).nullable(),
  }),
});

export type Pull = z.infer<typeof pullSchema>;

/** How the body of a closed request begins that wasn't closed by a reviewer. */
export const WITHDRAWN = "<!-- harbor-drafts withdrawn -->";

/** Where a pull request's branch is: null for the repository itself; undefined where its fork is gone. */
export function forkOf({ head }: Pull, repository: string): string | null | undefined {
  const name = head.repo?.full_name;
  return name?.toLowerCase() === repository.toLowerCase() ? null : name?.split("/")[0];
}

export function toRequest(pull: Pull, repository: string): ForgeRequest {
  const { number, html_url, state, merged_at, draft = false, title, head } = pull;
  const body = pull.body ?? "";
  const ended =
    typeof merged_at === "string" ? "merged" : body.startsWith(WITHDRAWN) ? "withdrawn" : "closed";
  return {
    branch: head.ref,
    fork: forkOf(pull, repository) ?? null,
    state: state === "open" ? "open" : ended,
    isDraft: draft,
    number,
    url: html_url,
    commit: head.sha,
    title,
    body,
  };
}
