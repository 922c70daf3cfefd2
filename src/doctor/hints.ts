/** For what GitHub shows to admins alone. */
export const ASK = "ask one of the repository's admins to run `harbor-drafts doctor`";

/** Where the fix is made. */
export const SETTINGS = "in the branch's protection or ruleset on GitHub";
