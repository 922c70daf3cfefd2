/** What a token is, by its prefix: https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/ */
const KINDS = {
  ghp_: "classic",
  github_pat_: "fine-grained",
  gho_: "oauth",
  ghu_: "app-user",
  ghs_: "installation",
} as const;

export type TokenKind = (typeof KINDS)[keyof typeof KINDS] | "unknown";

/** In a sentence. */
export const KIND_NAMES: Record<TokenKind, string> = {
  classic: "a classic personal access token",
  "fine-grained": "a fine-grained personal access token",
  oauth: "an OAuth token, as gh has it",
  "app-user": "a GitHub App's token for a user",
  installation: "a GitHub App's or a workflow's own token",
  unknown: "a token of a kind that its form doesn't tell",
};

export function kindOf(token: string): TokenKind {
  const found = Object.entries(KINDS).find(([prefix]) => token.startsWith(prefix));
  return found?.[1] ?? "unknown";
}

/** Whether it may be the token that GitHub Actions made for this very workflow. */
export function mayBeWorkflowsOwn(kind: TokenKind, environment: NodeJS.ProcessEnv): boolean {
  return kind === "installation" && environment.GITHUB_ACTIONS === "true";
}
