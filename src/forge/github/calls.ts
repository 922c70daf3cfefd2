/**
 * Every call that this program can make to GitHub: whatever isn't in this list never leaves the
 * process. None of them merges, approves, deletes, or changes a setting or a file.
 * https://docs.github.com/rest
 */
export const CALLS = [
  "GET /repos/{owner}/{repo}",
  "GET /repos/{owner}/{repo}/branches/{branch}",
  "GET /repos/{owner}/{repo}/branches/{branch}/protection",
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
  "GET /repos/{owner}/{repo}/commits/{ref}/status",
  "GET /repos/{owner}/{repo}/forks",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "GET /repos/{owner}/{repo}/pulls",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "GET /repos/{owner}/{repo}/rules/branches/{branch}",
  "GET /repos/{owner}/{repo}/rulesets/{ruleset_id}",
  "GET /user",
  "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
  "POST /repos/{owner}/{repo}/pulls",
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
] as const;

export type Call = (typeof CALLS)[number];

/** A call's method and path as a pattern; a parameter is one segment, in which `/` is escaped. */
const SHAPES = CALLS.map((call) => {
  const pattern = call.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^${pattern}$`);
});

/**
 * Whether a request is one of the calls.
 * @param base the API's own path, such as `/api/v3` on GitHub Enterprise
 */
export function isCall(method: string, url: string, base: string): boolean {
  const { pathname } = new URL(url);
  if (!pathname.startsWith(base)) {
    return false;
  }
  const line = `${method.toUpperCase()} ${pathname.slice(base.length)}`;
  return SHAPES.some((shape) => shape.test(line));
}
