import { webOrigin } from "../remote-url.ts";

/** How GitHub refuses a call. */
interface Refusal {
  /** In its words, tamed; empty where it gives none. */
  reason: string;
  headers: Record<string, unknown>;
  apiUrl: string;
  /** `owner/name`. */
  repository: string;
}

/** What to do about a refusal, by its words or headers; undefined where its reason isn't one that is known. */
export function hintFor(refusal: Refusal): string | undefined {
  const { reason, repository } = refusal;
  if (/\barchived\b.*\bread-only\b/i.test(reason)) {
    return `${repository} is archived: unarchive it, or ask its owner to`;
  }
  if (/\bActions is not permitted to create\b/i.test(reason)) {
    return "let workflows open requests (the settings of the repository or the organisation: Actions, General, Workflow permissions), or use a GitHub App's token or a personal one";
  }
  const hint = signOn(refusal);
  if (hint === undefined && /\bIP allow list\b/i.test(reason)) {
    return "run it where the organisation's IP allow list lets you, or ask one of its owners to add this address";
  }
  return hint ?? missingScope(refusal) ?? missingPermission(refusal);
}

/** https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#authenticating-with-a-personal-access-token */
function signOn({ reason, headers, apiUrl }: Refusal): string | undefined {
  const header = textOf(headers["x-github-sso"]);
  if (!/^required\b/.test(header) && !/\bSAML enforcement\b/i.test(reason)) {
    return undefined;
  }
  const [, url = ""] = /\burl=([\w:/?&=.%+~-]{1,500})$/.exec(header) ?? [];
  // Whatever stands before GitHub could name a page of its own to sign on at.
  const isGitHub = URL.canParse(url) && new URL(url).origin === webOrigin(apiUrl);
  return `authorize the token for the organisation's single sign-on ${isGitHub ? `at ${url}` : "in your token settings on GitHub"}`;
}

/** https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps#requested-scopes-and-granted-scopes */
function missingScope({ headers }: Refusal): string | undefined {
  const [held, accepted] = [headers["x-oauth-scopes"], headers["x-accepted-oauth-scopes"]].map(scopesOf);
  if (held === undefined || accepted === undefined || accepted.length === 0) {
    return undefined;
  }
  const covers = (scope: string): boolean =>
    held.some(
      (one) => scope === one || scope.startsWith(`${one}:`) || (one === "repo" && scope === "public_repo"),
    );
  return accepted.some(covers)
    ? undefined
    : `the token's scopes (${held.join(", ") || "none"}) don't do: give it ${accepted.join(" or ")}`;
}

/** https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#insufficient-permissions */
function missingPermission({ reason, headers, repository }: Refusal): string | undefined {
  const sets = textOf(headers["x-accepted-github-permissions"]).split(/; */);
  const inWords = sets.map((set) =>
    set
      .split(/, */)
      .map((one) => one.replaceAll("_", " ").replace(/=(\w+)$/, " ($1)"))
      .join(" and "),
  );
  return /\bnot accessible by\b/i.test(reason) &&
    sets.every((set) => /^[a-z_]+=\w+(?:, *[a-z_]+=\w+)*$/.test(set))
    ? `give the token the permission ${inWords.join(" or ")} on ${repository}`
    : undefined;
}

/** Undefined where there are none, which says nothing; else those that read as scopes. */
function scopesOf(header: unknown): string[] | undefined {
  return typeof header === "string"
    ? header.split(/, */).filter((scope) => /^[a-z_]+(?::[a-z_]+)?$/.test(scope))
    : undefined;
}

function textOf(header: unknown): string {
  return typeof header === "string" ? header : "";
}
