import type { Operation } from "./shapes.ts";

export const TOKEN = "a-token-that-nobody-may-ever-see-0123456789";

const FILL = "Nobody0May1Ever2See3This4".repeat(4);

/** One token of each kind that GitHub hands out, put together so that no scanner takes them for real. */
export const TOKENS = {
  /** Of GitHub Enterprise or of before the prefixes: nothing can be told from it. */
  plain: TOKEN,
  classic: `ghp_${FILL.slice(0, 36)}`,
  "fine-grained": `github_pat_${FILL.slice(0, 22)}_${FILL.slice(0, 59)}`,
  oauth: `gho_${FILL.slice(0, 36)}`,
  installation: `ghs_${FILL.slice(0, 36)}`,
};
export type TokenKind = keyof typeof TOKENS;

/** What tests may say of the tokens. */
export interface TokenSettings {
  /** Of classic and OAuth tokens. */
  scopes: string;
  /** Such as `2026-04-01 12:00:00 UTC`, of personal access tokens; null is never. */
  expiration: string | null;
}

/** What a token needs, as GitHub says it with every answer to an app or a fine-grained token. */
const ACCEPTED: Record<Operation, string> = {
  "GET /user": "",
  "GET /repos/{owner}/{repo}": "metadata=read",
  "GET /repos/{owner}/{repo}/forks": "metadata=read",
  "GET /repos/{owner}/{repo}/branches/{branch}": "contents=read",
  "GET /repos/{owner}/{repo}/branches/{branch}/protection": "administration=read",
  "GET /repos/{owner}/{repo}/rules/branches/{branch}": "metadata=read",
  "GET /repos/{owner}/{repo}/rulesets/{ruleset_id}": "metadata=read",
  "GET /repos/{owner}/{repo}/pulls": "pull_requests=read",
  "POST /repos/{owner}/{repo}/pulls": "pull_requests=write",
  "PATCH /repos/{owner}/{repo}/pulls/{pull_number}": "pull_requests=write",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews": "pull_requests=read",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": "pull_requests=read",
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers": "pull_requests=write",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels": "issues=write; pull_requests=write",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": "issues=read; pull_requests=read",
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": "checks=read",
  "GET /repos/{owner}/{repo}/commits/{ref}/status": "statuses=read",
};

/** As GitHub says it with every answer to a token that has scopes. */
function acceptedScopes(operation: Operation): string {
  return operation === "GET /user" ? "" : "repo";
}

/** Whether a token's scopes do. What they don't reach isn't there for it; all may look at what is public. */
export function hasScope(
  kind: TokenKind,
  operation: Operation,
  { scopes, private: isPrivate }: Pick<TokenSettings, "scopes"> & { private: boolean },
): boolean {
  const held = scopes.split(/, */);
  const needsNone = acceptedScopes(operation) === "" || (!isPrivate && operation.startsWith("GET "));
  return (
    !hasScopes(kind) || needsNone || held.includes("repo") || (!isPrivate && held.includes("public_repo"))
  );
}

function hasScopes(kind: TokenKind): boolean {
  return kind === "classic" || kind === "oauth";
}

export function kindOf(authorization = ""): TokenKind | undefined {
  const token = /^(?:token|bearer) (.+)$/i.exec(authorization)?.[1];
  const found = Object.entries(TOKENS).find(([, known]) => known === token);
  return found?.[0] as TokenKind | undefined;
}

/** @param used requests so far */
export function headersFor(
  kind: TokenKind,
  operation: Operation,
  { scopes, expiration }: TokenSettings,
  used: number,
): Record<string, string> {
  const mayExpire = kind === "classic" || kind === "fine-grained";
  const isFine = kind === "fine-grained" || kind === "installation";
  return {
    ...(hasScopes(kind)
      ? { "x-oauth-scopes": scopes, "x-accepted-oauth-scopes": acceptedScopes(operation) }
      : {}),
    ...(mayExpire && expiration !== null ? { "github-authentication-token-expiration": expiration } : {}),
    ...(isFine && ACCEPTED[operation] !== "" ? { "x-accepted-github-permissions": ACCEPTED[operation] } : {}),
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": `${5000 - used}`,
    "x-ratelimit-used": `${used}`,
    "x-ratelimit-reset": `${Math.ceil(Date.now() / 1000) + 3600}`,
    "x-ratelimit-resource": "core",
  };
}
