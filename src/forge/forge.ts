/** A publish request as a forge has it. */
export interface ForgeRequest {
  branch: string;
  state: "open" | "closed" | "merged";
  /** Of the pull request; null on a forge that numbers nothing. */
  number: number | null;
  url: string | null;
  /** The commit that the forge shows. */
  commit: string;
  body: string;
}

/** What a request says and points to. */
export interface RequestText {
  branch: string;
  /** Branch of the remote that the request is to be merged into. */
  base: string;
  commit: string;
  title: string;
  body: string;
}

export type Checks = "passed" | "failed" | "pending" | "none" | "blocked";

/**
 * Where publish requests are opened. The branch is pushed before; nothing here can merge or approve.
 * Every failure is a HarborError.
 */
export interface Forge {
  readonly kind: "github" | "git-only";
  /** The open request of a branch into a base branch. */
  find(branch: string, base: string): Promise<ForgeRequest | undefined>;
  /** Requests of all publish branches into a base branch, of each branch the newest. */
  list(base: string): Promise<ForgeRequest[]>;
  open(request: RequestText): Promise<ForgeRequest>;
  update(existing: ForgeRequest, request: RequestText): Promise<ForgeRequest>;
  /** What CI says of a commit. */
  checks(commit: string): Promise<Checks>;
}
