import { flag, integer, like, oneOf, text, time } from "../inputs.ts";
import type { Product } from "../product.ts";

const NAME = "^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$";
const repository = { owner: like("^[A-Za-z0-9][A-Za-z0-9-]{0,38}$", "octo-org"), repo: like(NAME, "hello") };
const page = { per_page: integer(1, 100, 30), page: integer(1, 1000, 1) };

export const github: Product = {
  product: "GitHub REST API",
  publisher: "github",
  slug: "github-rest-api",
  baseUrl: "https://api.github.com",
  documentation: "docs.github.com",
  principal: {
    collections: [],
    paths: ["/user", "/issues", "/notifications"],
    scopingPlaceholders: ["owner", "repo"],
  },
  scopes: { "read:user": "read", repo: "both", notifications: "both" },
  pagination: ["per_page", 100],
  families: ["/repos/{owner}/{repo}"],
  actions: {
    "get-me": {
      route: "GET /user",
      scopes: ["read:user"],
      answer: { login: "octo-dev", id: 4711, public_repos: 12, plan: { name: "pro" } },
    },
    "list-my-issues": {
      route: "GET /issues",
      scopes: ["repo"],
      query: {
        filter: oneOf("assigned", "created", "mentioned", "subscribed"),
        state: oneOf("open", "closed", "all"),
        ...page,
      },
      answer: [
        { number: 7, title: "Crash on start", state: "open", repository: { full_name: "octo-org/hello" } },
      ],
    },
    "list-notifications": {
      route: "GET /notifications",
      scopes: ["notifications"],
      query: { all: flag(), since: time("2026-11-01T00:00:00Z"), per_page: integer(1, 50, 20) },
      answer: [
        {
          id: "101",
          reason: "review_requested",
          unread: true,
          subject: { title: "Fix it", type: "PullRequest" },
        },
      ],
    },
    "list-my-repos": {
      route: "GET /user/repos",
      scopes: ["repo"],
      query: { sort: oneOf("updated", "created", "pushed", "full_name"), ...page },
      answer: [
        {
          full_name: "octo-dev/hello",
          private: false,
          default_branch: "main",
          updated_at: "2026-11-02T10:00:00Z",
        },
      ],
    },
    "get-repo": {
      route: "GET /repos/{owner}/{repo}",
      scopes: ["repo"],
      path: repository,
      answer: {
        full_name: "octo-org/hello",
        description: "Says hello",
        default_branch: "main",
        open_issues_count: 3,
      },
    },
    "list-pulls": {
      route: "GET /repos/{owner}/{repo}/pulls",
      scopes: ["repo"],
      path: repository,
      query: { state: oneOf("open", "closed", "all"), ...page },
      answer: [{ number: 9, title: "Say hello", state: "open", draft: false, head: { ref: "hello" } }],
    },
    "list-branches": {
      route: "GET /repos/{owner}/{repo}/branches",
      scopes: ["repo"],
      path: repository,
      query: { protected: flag(), ...page },
      answer: [{ name: "main", commit: { sha: "0a1b2c3d" }, protected: true }],
    },
    "list-commits": {
      route: "GET /repos/{owner}/{repo}/commits",
      scopes: ["repo"],
      path: repository,
      query: { since: time("2026-11-01T00:00:00Z"), ...page },
      answer: [
        { sha: "0a1b2c3d", commit: { message: "Say hello", author: { date: "2026-11-02T10:00:00Z" } } },
      ],
    },
    "get-issue": {
      route: "GET /repos/{owner}/{repo}/issues/{issue_number}",
      scopes: ["repo"],
      path: { ...repository, issue_number: integer(1, 9_999_999, 7) },
      answer: { number: 7, title: "Crash on start", state: "open", comments: 2 },
    },
    "get-contents": {
      route: "GET /repos/{owner}/{repo}/contents/{path}",
      scopes: ["repo"],
      path: { ...repository, path: like(NAME, "README.md") },
      query: { ref: like("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", "main") },
      answer: { name: "README.md", path: "README.md", sha: "0a1b2c3d", size: 120 },
    },
    "create-repo": {
      route: "POST /user/repos",
      scopes: ["repo"],
      reason: "makes a repository in the account",
      body: {
        name: like(NAME, "notes"),
        description: text(200, "My notes"),
        private: oneOf(true),
        auto_init: flag(),
      },
      status: 201,
      answer: { id: 4712, full_name: "octo-dev/notes", private: true, default_branch: "main" },
    },
    "create-pull": {
      route: "POST /repos/{owner}/{repo}/pulls",
      scopes: ["repo"],
      reason: "asks people for a review",
      path: repository,
      body: {
        title: text(200, "Say hello"),
        head: like(NAME, "hello"),
        base: like(NAME, "main"),
        body: text(4000, "It says hello."),
        draft: flag(),
      },
      status: 201,
      answer: { number: 10, title: "Say hello", state: "open", draft: true },
    },
    "merge-pull": {
      route: "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge",
      scopes: ["repo"],
      reason: "changes the base branch",
      path: { ...repository, pull_number: integer(1, 9_999_999, 10) },
      body: {
        merge_method: oneOf("squash", "merge", "rebase"),
        sha: like("^[0-9a-f]{40}$", "0123456789abcdef0123456789abcdef01234567"),
      },
      answer: { sha: "fedcba98", merged: true, message: "Pull Request successfully merged" },
    },
  },
};
