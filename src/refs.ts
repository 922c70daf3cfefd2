/** The one remote that counts. */
export const REMOTE = "origin";

/** Where a clone keeps a branch of the remote. */
export function remoteRef(branch: string): string {
  return `refs/remotes/${REMOTE}/${branch}`;
}

/** Where requests are, in the clone and on a remote without a forge: `<port>/<slug>` below it. */
export const REQUEST_REFS = "refs/harbor-drafts/requests/";

/** Full names, since a short one may be a tag's that somebody pushed to stand before the branch. */
export function branchNames(name: string): string[] {
  const branch = name.startsWith(`${REMOTE}/`) ? name.slice(REMOTE.length + 1) : name;
  return name === branch
    ? [`refs/heads/${name}`, remoteRef(branch)]
    : [remoteRef(branch), `refs/heads/${name}`];
}
