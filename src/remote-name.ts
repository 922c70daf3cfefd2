/** The one remote that counts. */
export const REMOTE = "origin";
