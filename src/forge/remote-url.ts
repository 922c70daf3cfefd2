/** Where a remote is, as far as its URL says so. */
export interface RemoteUrl {
  transport: "ssh" | "http" | "other";
  user: string | undefined;
  /** In lower case. Of an ssh URL it may be a name that ssh's own configuration gives. */
  host: string;
  /** Without slashes at its ends. */
  path: string;
}

const TRANSPORTS: Record<string, RemoteUrl["transport"]> = {
  ssh: "ssh",
  "git+ssh": "ssh",
  "ssh+git": "ssh",
  http: "http",
  https: "http",
};

/**
 * Reads a remote's URL in both forms that git knows: `scheme://user@host:port/path` and `user@host:path`.
 * Undefined for a folder and for git's own helpers (`ext::`).
 * https://git-scm.com/docs/git-clone#_git_urls
 */
export function parseRemoteUrl(url: string): RemoteUrl | undefined {
  const [, scheme = "ssh", user, host = "", path = ""] =
    /^([\w+.-]+):\/\/(?:([^/\\\s?#]*)@)?(\[[\da-f:.]+\]|[\w.-]+)(?::[^/\s]*)?\/(\S*)$/i.exec(url) ??
    /^()(?:([^/\\\s:@]+)@)?(\[[\da-f:.]+\]|[\w.-]+):(?![:\\]|\/\/)(\S+)$/i.exec(url) ??
    [];
  return host === ""
    ? undefined
    : {
        transport: TRANSPORTS[scheme.toLowerCase() || "ssh"] ?? "other",
        user,
        host: host.toLowerCase().replace(/\.$/, ""),
        path: path.replace(/^\/+|\/+$/g, ""),
      };
}

/** `owner/name`, where a remote is a repository of one of these GitHub servers, by any of its addresses. */
export function repositoryAt(remote: RemoteUrl | undefined, servers: readonly string[]): string | undefined {
  // ssh.github.com takes SSH on the port of https:
  // https://docs.github.com/en/authentication/troubleshooting-ssh/using-ssh-over-the-https-port
  const isThere = servers.some((server) =>
    [server, `www.${server}`, `ssh.${server}`].includes(remote?.host ?? ""),
  );
  return isThere && remote?.transport !== "other" ? ownerAndName(remote?.path ?? "") : undefined;
}

/** Whether a remote that isn't known to be GitHub may be it all the same, by the looks of its URL. */
export function mayBeGitHub(remote: RemoteUrl, servers: readonly string[]): boolean {
  const { transport, user, host, path } = remote;
  // No host of the internet has a name without a dot: it is one of ssh's configuration, or of the house.
  const isAlias = transport === "ssh" && user === "git" && !/[.:]/.test(host) && host !== "localhost";
  return (
    /github|(?:^|\.)ghe\.com$/.test(host) ||
    servers.some((server) => `.${host}`.endsWith(`.${server}`)) ||
    (isAlias && ownerAndName(path) !== undefined)
  );
}

function ownerAndName(path: string): string | undefined {
  const name = path.replace(/\.git$/, "");
  return /^[\w.-]+\/[\w.-]+$/.test(name) && !/(?:^|\/)\.+(?:\/|$)/.test(name) ? name : undefined;
}

/** Where people go: the API of github.com, and of its tenants at ghe.com, has a host of its own. */
export function webOrigin(apiUrl: string): string {
  return new URL(apiUrl).origin.replace(/\/\/api\.(?=github\.com$|[\w-]+\.ghe\.com$)/, "//");
}
