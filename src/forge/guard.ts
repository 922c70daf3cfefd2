/** A repository as its forge shows it to the token. */
export interface RepositoryFacts {
  /** The forge's number of it. */
  id: number;
  defaultBranch: string;
  isArchived: boolean;
  isPrivate: boolean;
  /** What the token's user may do, which a token may narrow; undefined where the forge doesn't say. */
  permissions: { push: boolean; maintain: boolean; admin: boolean } | undefined;
  /** Of a token that has scopes, as classic ones do. */
  scopes: readonly string[] | undefined;
  /** When the token ends; undefined where it doesn't, or where the forge doesn't say. */
  expires: Date | undefined;
}

/** A check without which nothing is merged. */
export interface RequiredCheck {
  name: string;
  /** The app that alone may report it; null for any. */
  app: number | null;
}

/** A workflow file without which nothing is merged. */
export interface RequiredWorkflow {
  path: string;
  /** GitHub's number of the repository that it is in. */
  repository: number;
  /** The branch, tag or commit that it is taken from; null for the default branch. */
  ref: string | null;
  /** Name of the ruleset. */
  source: string;
}

/** Where a part of the guard is laid down, and who may go round it. */
export interface GuardSource {
  /** `branch protection`, or a ruleset's name. */
  name: string;
  /** `admins`: they alone; `self`: whoever asks; `nobody`: not whoever asks; `unknown`: the forge doesn't say. */
  bypass: "nobody" | "self" | "admins" | "unknown";
  /** How many people, teams and apps may; undefined where the forge doesn't say. */
  others: number | undefined;
}

/** What guards a branch, of all that guards it together the strictest. */
export interface BranchGuard {
  /** Whether there is more that only admins see, so that what isn't found here may be there all the same. */
  isPartlyHidden: boolean;
  required: readonly RequiredCheck[];
  workflows: readonly RequiredWorkflow[];
  /** Whether a request must have the branch's tip in it when its checks run. */
  isStrict: boolean;
  hasQueue: boolean;
  reviews: {
    approvals: number;
    dismissesStale: boolean;
    codeOwners: boolean;
    /** Whether somebody else than who pushed last must approve. */
    lastPush: boolean;
  };
  sources: readonly GuardSource[];
}
