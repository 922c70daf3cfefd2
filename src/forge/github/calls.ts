/**
 * Every call that this program can make to GitHub, and what for: whatever isn't in this list never
 * leaves the process. None of them merges, approves, deletes, or changes a setting or a file.
 * https://docs.github.com/rest
 */
const PURPOSES = {
  "GET /repos/{owner}/{repo}": "show the repository",
  "GET /repos/{owner}/{repo}/branches/{branch}": "show the branch",
  "GET /repos/{owner}/{repo}/branches/{branch}/protection": "show the branch's protection",
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": "show the checks",
  "GET /repos/{owner}/{repo}/commits/{ref}/status": "show the commit statuses",
  "GET /repos/{owner}/{repo}/forks": "list the forks",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": "list the comments",
  "GET /repos/{owner}/{repo}/pulls": "list the requests",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": "list the comments on lines",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews": "list the reviews",
  "GET /repos/{owner}/{repo}/rules/branches/{branch}": "list the branch's rules",
  "GET /repos/{owner}/{repo}/rulesets/{ruleset_id}": "show a ruleset",
  "GET /user": "say whose the token is",
  "PATCH /repos/{owner}/{repo}/pulls/{pull_number}": "change the request",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels": "label the request",
  "POST /repos/{owner}/{repo}/pulls": "open the request",
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers": "ask reviewers",
} as const;

export type Call = keyof typeof PURPOSES;
export const CALLS = Object.keys(PURPOSES) as Call[];

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

/** What GitHub was asked for, in words and as method and path: the host is in every call the same. */
export interface Asked {
  purpose: string;
  line: string;
}

export function describeCall(call: Call, parameters: Record<string, unknown>): Asked {
  const line = call.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parameters[name])));
  return { purpose: PURPOSES[call], line };
}
