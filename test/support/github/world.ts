import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { git } from "../repository.ts";
import type { TokenKind, TokenSettings } from "./tokens.ts";
import type { Permissions, Person, Protection, Pull, Repository, Ruleset } from "./types.ts";

export const REPOSITORY = "civic-tech/catalogue";
export const [OWNER = "", NAME = ""] = REPOSITORY.split("/");
const ALL = { admin: true, maintain: true, push: true, triage: true, pull: true };

/** What a test may change at any moment: the repository's settings, and who asks. */
export interface Settings extends TokenSettings {
  /** Whose token it is. */
  login: string;
  /** Who asks with an installation's token: `<app>[bot]`. */
  app: string;
  /** What the token may do. Branch protection is seen with `admin` alone. */
  permissions: Permissions;
  /** What else it may not do, as `trouble` names it, such as `POST /pulls`. */
  denied: string[];
  default_branch: string;
  private: boolean;
  archived: boolean;
  /** Whether the organisation's single sign-on keeps tokens out that weren't authorized for it. */
  needsSignOn: boolean;
  /** Whether the organisation's IP allow list keeps this machine out. */
  isOutside: boolean;
  /** Whether workflows may open pull requests with their own token. */
  actionsMayOpen: boolean;
  allow_forking: boolean;
  allow_auto_merge: boolean;
  /** Private repositories of some plans have no draft pull requests. */
  hasDrafts: boolean;
  /** Of whom a review can be requested, besides the owner. */
  collaborators: string[];
  teams: string[];
  /** Those that are there; a label that isn't is made by who may push. */
  labels: string[];
}

/** A copy of the repository that belongs to somebody else. */
export interface Fork {
  login: string;
  /** A bare repository. */
  remote: string;
  permissions?: Permissions;
  clone_url?: string;
  ssh_url?: string;
}

/** What GitHub keeps: real branches, and what tests and requests made of the rest. */
export interface World {
  settings: Settings;
  pulls: Pull[];
  protections: Record<string, Protection>;
  rulesets: Ruleset[];
  forks: Fork[];
  now(): string;
  nextId(): number;
  asker(kind: TokenKind): Person;
  /** The repository of an owner, as its own answer shows it. */
  repository(owner: string): Repository | undefined;
  /** The commit of a branch, as of the last request. */
  tip(owner: string, branch: string): string | undefined;
  /** The whole name of a commit, by branch or name, wherever it is. */
  commit(ref: string): string | undefined;
  /** Looks at the real branches again. */
  look(): void;
}

export function openWorld(remote: string): World {
  const settings: Settings = {
    login: "harbor-agent",
    app: "harbor-app",
    scopes: "repo",
    expiration: null,
    permissions: { ...ALL, admin: false, maintain: false },
    denied: [],
    default_branch: "main",
    private: false,
    archived: false,
    needsSignOn: false,
    isOutside: false,
    actionsMayOpen: true,
    allow_forking: true,
    allow_auto_merge: false,
    hasDrafts: true,
    collaborators: ["reviewer"],
    teams: ["stewards"],
    labels: ["bug", "documentation"],
  };
  const forks: Fork[] = [];
  let tips = new Map<string, Map<string, string>>();
  let [seconds, ids] = [0, 1000];
  const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const forkOf = (owner: string): Fork | undefined => forks.find(({ login }) => isSame(login, owner));
  return {
    settings,
    pulls: [],
    protections: {},
    rulesets: [],
    forks,
    now: () => new Date(Date.UTC(2026, 2, 1, 12, 0, seconds++)).toISOString().replace(/\.\d+Z$/, "Z"),
    nextId: () => ids++,
    asker: (kind) =>
      kind === "installation" ? person(`${settings.app}[bot]`, "Bot") : person(settings.login),
    repository(owner) {
      const fork = isSame(owner, OWNER) ? undefined : forkOf(owner);
      if (fork === undefined && !isSame(owner, OWNER)) {
        return undefined;
      }
      return describe(fork?.login ?? OWNER, settings, fork);
    },
    tip: (owner, branch) => tips.get(owner.toLowerCase())?.get(branch),
    commit: (ref) =>
      tips.get(OWNER)?.get(ref) ??
      [remote, ...forks.map((fork) => fork.remote)]
        .map((folder) => /^[0-9a-f]{40}/.exec(whole(folder, ref))?.[0])
        .find((commit) => commit !== undefined),
    look() {
      const all = [{ login: OWNER, remote }, ...forks];
      tips = new Map(all.map(({ login, remote: folder }) => [login.toLowerCase(), branches(folder)]));
    },
  };
}

export function person(login: string, type = "User"): Person {
  const id = [...login].reduce((sum, letter) => sum * 3 + (letter.codePointAt(0) ?? 0), 1);
  return { login, id, type };
}

function describe(login: string, settings: Settings, fork: Fork | undefined): Repository {
  const full_name = `${login}/${NAME}`;
  const { default_branch, private: isPrivate, archived, allow_forking, allow_auto_merge } = settings;
  return {
    id: person(full_name).id,
    name: NAME,
    full_name,
    owner: person(login, fork === undefined ? "Organization" : "User"),
    private: isPrivate,
    html_url: `https://github.com/${full_name}`,
    fork: fork !== undefined,
    clone_url: fork?.clone_url ?? `https://github.com/${full_name}.git`,
    ssh_url: fork?.ssh_url ?? `git@github.com:${full_name}.git`,
    default_branch,
    archived,
    visibility: isPrivate ? "private" : "public",
    permissions: fork === undefined ? settings.permissions : (fork.permissions ?? ALL),
    allow_forking,
    allow_auto_merge,
    ...(fork === undefined ? {} : { parent: { full_name: REPOSITORY, fork: false } }),
  };
}

/** git's own words where there is no such commit. */
function whole(folder: string, ref: string): string {
  return git(folder, "rev-parse", "--revs-only", "--end-of-options", `${ref}^{commit}`);
}

/** Commits by branch, as the files of a bare repository say: asking git each time takes much longer. */
function branches(folder: string): Map<string, string> {
  const heads = join(folder, "refs/heads");
  const loose = existsSync(heads) ? readdirSync(heads, { recursive: true, encoding: "utf8" }) : [];
  const packed = existsSync(join(folder, "packed-refs"))
    ? readFileSync(join(folder, "packed-refs"), "utf8")
    : "";
  return new Map([
    ...[...packed.matchAll(/^([0-9a-f]{40}) refs\/heads\/(.+)$/gm)].map(
      ([, commit = "", branch = ""]) => [branch, commit] as const,
    ),
    ...loose.flatMap((branch) => {
      const commit = statSync(join(heads, branch)).isFile()
        ? readFileSync(join(heads, branch), "utf8").trim()
        : "";
      return /^[0-9a-f]{40}$/.test(commit) ? [[branch, commit] as const] : [];
    }),
  ]);
}
