import type { components, operations } from "@octokit/openapi-types";
import type { Operation } from "./shapes.ts";
import type { TokenKind } from "./tokens.ts";

// What GitHub takes and answers, as octokit's own types describe it: a wrong member or type doesn't compile.
type Schemas = components["schemas"];

/** Of those members that have a type of their own here. */
type But<Whole, Own> = Omit<Whole, keyof Own> & Own;

export type Person = Pick<Schemas["simple-user"], "login" | "id" | "type">;
type Team = Pick<Schemas["team"], "slug">;
export type Label = Pick<Schemas["label"], "id" | "name" | "color" | "default" | "description">;

type SideRepository = Pick<Schemas["repository"], "full_name" | "fork">;
export type Side = Pick<Schemas["pull-request"]["head"], "label" | "ref" | "sha"> & {
  user: Person | null;
  /** Null once a fork is deleted, which the types don't know. */
  repo: SideRepository | null;
};

type PullMembers =
  | "number"
  | "html_url"
  | "title"
  | "body"
  | "draft"
  | "created_at"
  | "updated_at"
  | "closed_at";
export type Pull = Pick<Schemas["pull-request"] & Schemas["pull-request-simple"], PullMembers> &
  Pick<Schemas["pull-request"], "state" | "merged" | "merged_at" | "maintainer_can_modify"> & {
    user: Person;
    labels: Omit<Label, "description">[];
    requested_reviewers: Person[];
    requested_teams: Team[];
    head: Side;
    base: Side;
  };

export type Review = But<
  Pick<
    Schemas["pull-request-review"],
    "id" | "body" | "state" | "html_url" | "submitted_at" | "commit_id" | "author_association"
  >,
  { user: Person | null }
>;

type ReviewCommentMembers =
  | "id"
  | "pull_request_review_id"
  | "path"
  | "start_line"
  | "original_start_line"
  | "side"
  | "start_side"
  | "commit_id"
  | "original_commit_id"
  | "body"
  | "html_url"
  | "in_reply_to_id"
  | "subject_type"
  | "created_at"
  | "updated_at"
  | "author_association";
export type ReviewComment = Pick<Schemas["pull-request-review-comment"], ReviewCommentMembers> & {
  user: Person | null;
  /** Null where the comment is outdated or on a whole file, which the types don't know. */
  line: number | null;
  original_line: number | null;
};

export type Comment = Pick<Schemas["issue-comment"], "id" | "html_url" | "created_at" | "updated_at"> & {
  body: string;
  user: Person | null;
  author_association: Schemas["author-association"];
};

type CheckMembers = "id" | "name" | "head_sha" | "html_url" | "details_url" | "started_at" | "completed_at";
export type ListedCheck = Pick<Schemas["check-run"], CheckMembers | "status" | "conclusion"> & {
  app: { slug: string } | null;
};
/** What a test says of a check. Without a name it is one of its own. */
export type CheckRun = Pick<ListedCheck, "status" | "conclusion"> &
  Partial<Pick<ListedCheck, "name" | "details_url" | "app" | "started_at">>;

type StatusMembers = "context" | "state" | "description" | "target_url" | "created_at" | "updated_at";
export type CommitStatus = Pick<Schemas["simple-commit-status"], StatusMembers>;

type RepositoryMembers =
  | "id"
  | "name"
  | "full_name"
  | "private"
  | "html_url"
  | "fork"
  | "clone_url"
  | "ssh_url"
  | "default_branch"
  | "archived"
  | "visibility"
  | "permissions"
  | "allow_forking";
export type Repository = Pick<Schemas["full-repository"], RepositoryMembers | "allow_auto_merge"> & {
  owner: Person;
  parent?: SideRepository;
};
export type Permissions = NonNullable<Schemas["full-repository"]["permissions"]>;

type Switch = { enabled: boolean };
export interface Protection {
  enabled?: boolean;
  required_status_checks?: Pick<
    Schemas["protected-branch-required-status-check"],
    "enforcement_level" | "contexts" | "checks" | "strict"
  >;
  enforce_admins?: Pick<Schemas["protected-branch-admin-enforced"], "enabled">;
  required_pull_request_reviews?: Pick<
    Schemas["protected-branch-pull-request-review"],
    | "dismiss_stale_reviews"
    | "require_code_owner_reviews"
    | "required_approving_review_count"
    | "require_last_push_approval"
  > & { bypass_pull_request_allowances?: { users?: Person[]; teams?: Team[]; apps?: Team[] } };
  restrictions?: { users: Pick<Person, "login">[]; teams: Team[]; apps: Team[] };
  required_linear_history?: Switch;
  allow_force_pushes?: Switch;
  allow_deletions?: Switch;
  required_conversation_resolution?: Switch;
  lock_branch?: Switch;
}

type RulesetMembers =
  | "id"
  | "name"
  | "target"
  | "source_type"
  | "source"
  | "enforcement"
  | "bypass_actors"
  | "current_user_can_bypass";
export type Ruleset = Pick<Schemas["repository-ruleset"], RulesetMembers> & {
  conditions?: Schemas["repository-ruleset-conditions"] | null;
  rules: Schemas["repository-rule"][];
};

export type Failure = Pick<Schemas["basic-error"], "message" | "documentation_url" | "status"> &
  Pick<Schemas["validation-error"], "errors">;

/** What an operation takes, by octokit's name of it. */
export type Body<Id extends keyof operations> = operations[Id] extends { requestBody?: infer Sent }
  ? NonNullable<Sent> extends { content: { "application/json": infer Json } }
    ? Json
    : never
  : never;

/** A request that agrees with the shapes. */
export interface Call {
  operation: Operation;
  kind: TokenKind;
  url: URL;
  /** The parameters in the path, decoded. */
  path: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
}

export interface Reply {
  status: number;
  /** A text is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

export type Answer = (call: Call) => Reply;
export type Answers<Some extends Operation = Operation> = Record<Some, Answer>;
