import type { RefUpdate } from "../io/git.ts";

/** A publish request as a forge has it. */
export interface ForgeRequest {
  branch: string;
  /** Owner of the fork that the branch is in; null where it is in the repository itself. */
  fork: string | null;
  /** `withdrawn`: closed by whoever asked for it; `closed`: by somebody else, unmerged. */
  state: "open" | "closed" | "withdrawn" | "merged";
  /** Whether no one can merge it before a person marks it as ready. */
  isDraft: boolean;
  /** Of the pull request; null on a forge that numbers nothing. */
  number: number | null;
  url: string | null;
  /** The commit that the forge shows. */
  commit: string;
  title: string;
  body: string;
}

/** What a request says and points to. */
export interface RequestText {
  branch: string;
  /** Owner of the fork that the branch was pushed to; null for the repository itself. */
  fork: string | null;
  /** Branch of the remote that the request is to be merged into. */
  base: string;
  commit: string;
  title: string;
  body: string;
  /** Whether it is opened as a draft, which no one can merge yet. */
  isDraft: boolean;
}

/** Whom and what to attach to a request. */
export interface Attachments {
  labels: readonly string[];
  /** Logins, and teams as `org/team`. */
  reviewers: readonly string[];
}

export type Checks = "passed" | "failed" | "pending" | "none" | "blocked";

/** What somebody said of a request. Hostile text, as all that comes from a forge. */
export interface Comment {
  author: string;
  text: string;
  url: string | null;
  /** The file and line that it is on, 1-based, in the commit that it was made of; null for the whole. */
  position: { path: string; line: number; commit: string } | null;
}

/** How the reviewers stand to a request. */
export interface Review {
  decision: "approved" | "changes-requested" | "none";
  comments: Comment[];
}

/** A repository of the user's own, to which a branch can be pushed. */
export interface Fork {
  owner: string;
  /** Where git pushes to. */
  url: string;
}

/**
 * Where publish requests are opened. The branch is pushed before; nothing here can merge or approve.
 * Every failure is a HarborError.
 */
export interface Forge {
  readonly kind: "github" | "git-only";
  /** What a person should know of where requests go, each in a sentence. */
  readonly warnings: readonly string[];
  /** All requests of a branch into a base branch that are still known: an open one first, then the newest. */
  history(branch: string, base: string, fork: string | null): Promise<ForgeRequest[]>;
  /** Requests of all publish branches into a base branch, forks' too, of each branch the open or newest one. */
  list(base: string): Promise<ForgeRequest[]>;
  /** Refs that say what a request asks for, to be pushed together with its branch, or alone where that is there. */
  refsBeside(request: RequestText): Promise<RefUpdate[]>;
  open(request: RequestText): Promise<ForgeRequest>;
  update(existing: ForgeRequest, request: RequestText): Promise<ForgeRequest>;
  /** Closes a request, marked as withdrawn. Its branch is the caller's to delete. */
  close(existing: ForgeRequest): Promise<void>;
  /** Attaches labels and asks reviewers. Never fails: returns what didn't go, each in a sentence. */
  labelAndAssign(request: ForgeRequest, attachments: Attachments): Promise<string[]>;
  /** What CI says of a commit. */
  checks(commit: string): Promise<Checks>;
  /** What reviewers say of a request. */
  review(request: ForgeRequest): Promise<Review>;
  /** The last thing that was said of an ended request by somebody; undefined where nothing was. */
  lastWord(request: ForgeRequest): Promise<Comment | undefined>;
  /** Whether requests are pushed to the repository itself. */
  mayPush(): Promise<boolean>;
  /**
   * The user's fork, for where the repository can't be pushed to.
   * @throws HarborError PERMISSION with how to make one
   */
  fork(): Promise<Fork>;
}
