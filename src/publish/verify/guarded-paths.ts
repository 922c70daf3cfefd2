import { CONFIG_FILE } from "../../catalog/layout.ts";

/** What a path belongs to; all but `other` is guarded. */
export type Zone = "catalog" | "drafts" | "settings" | "other";

/** Where who owns what is written: GitHub takes the first of them that is there. */
export const OWNER_FILES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

/** Folders of the repository's top, and what they hold. */
const FOLDERS: readonly (readonly [name: string, zone: Zone])[] = [
  ["catalog", "catalog"],
  ["drafts", "drafts"],
  [".github", "settings"],
  ["skills", "settings"],
  // Releases and plugins of yarn itself.
  [".yarn", "settings"],
];

/** Which tool the guard is follows from these, whatever package manager installs it. */
const PACKAGE_FILES = [
  "package.json",
  ...["package-lock.json", "npm-shrinkwrap.json", ".npmrc"],
  ...["yarn.lock", ".yarnrc", ".yarnrc.yml", ".pnp.cjs"],
  ...["pnpm-lock.yaml", "pnpm-workspace.yaml", ".pnpmfile.cjs"],
  ...["bun.lock", "bun.lockb", "bunfig.toml"],
];

/** Files that are read at the repository's top alone: they steer this tool, forges and git. */
const FILES: readonly string[] = [
  CONFIG_FILE,
  ...OWNER_FILES,
  ".gitmodules",
  ...["action.yml", "action.yaml"],
  ...PACKAGE_FILES,
];

/** Git reads attributes, and agents their orders, in whatever folder they are at work. */
const NESTED_FILES: readonly string[] = [
  ".gitattributes",
  ...["AGENTS.md", "AGENTS.override.md", "CLAUDE.md", "CLAUDE.local.md", ".mcp.json"],
];
const NESTED_FOLDERS: readonly string[] = [".agents", ".claude", ".codex", ".cursor", ".vscode"];
const NESTED: readonly string[] = [...NESTED_FILES, ...NESTED_FOLDERS];

/** Paths below which everything stands that is read, and all that is guarded but what is deeper in others. */
export const GUARDED_PATHS: readonly string[] = [...FOLDERS.map(([name]) => name), ...FILES, ...NESTED];

export function zoneOf(path: string): Zone {
  return zoneAmong(path, (name) => name);
}

/** Whether a file counts by what it holds: the catalogue, drafts, the configuration, who owns what. */
export function isRead(path: string): boolean {
  const zone = zoneOf(path);
  return zone === "catalog" || zone === "drafts" || [CONFIG_FILE, ...OWNER_FILES].includes(path);
}

/** @param spell how names are written in the path */
function zoneAmong(path: string, spell: (name: string) => string): Zone {
  const parts = path.split("/");
  const folder = FOLDERS.find(([name]) => spell(name) === parts[0]);
  if (folder !== undefined) {
    return folder[1];
  }
  const isSettings =
    FILES.some((file) => spell(file) === path) || NESTED.some((name) => parts.includes(spell(name)));
  return isSettings ? "settings" : "other";
}

/**
 * Why a path is taken for another one somewhere: file systems ignore case, normalise, drop what can't
 * be seen, and have short names. Undefined for a path that is the same everywhere, or leads nowhere
 * that is guarded.
 */
export function doubtOfPath(path: string): string | undefined {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..")) {
    return "isn't a path that every system takes";
  }
  if (FOLDERS.some(([name]) => name === path) || NESTED_FOLDERS.some((name) => name === parts.at(-1))) {
    return `stands where the folder ${path}/ belongs`;
  }
  const folded = foldPath(path);
  if (folded.split("/").some((part) => /^\.git$|^git~\d|^gi[0-9a-f]{4}~\d/.test(part))) {
    return "passes for git's own folder on some systems";
  }
  const zone = zoneOf(path);
  if (zone === "other") {
    const real = zoneAmong(folded, (name) => name.toLowerCase());
    return real !== "other" || folded.split("/").some((part) => SHORT_NAME.test(part))
      ? "passes for a guarded path on systems that ignore case, normalise names or shorten them"
      : undefined;
  }
  const isDocument = /\.(?:json|har)$/.test(folded) && zone !== "settings";
  const isShort = zone !== "settings" && /~\d/.test(folded);
  return (isDocument && folded !== path) || isShort
    ? "passes for another path on systems that ignore case, normalise names or shorten them"
    : undefined;
}

/**
 * Names of eight and three as Windows makes them of what is guarded: the first six characters, or two
 * and a hash. https://learn.microsoft.com/windows/win32/fileio/naming-a-file#short-vs-long-names
 */
const SHORT_NAME = shortNamesOf(GUARDED_PATHS.flatMap((path) => path.split("/")));

function shortNamesOf(names: readonly string[]): RegExp {
  const stems = names.map((name) =>
    name
      .toLowerCase()
      .replace(/^\.+/, "")
      .replace(/\.[^.]*$/, "")
      .replace(/[. ]/g, ""),
  );
  const starts = (length: number): string =>
    [...new Set(stems.map((stem) => stem.slice(0, length)))].join("|");
  return new RegExp(`^(?:(?:${starts(6)})~\\d|(?:${starts(2)})[0-9a-f]{4}~\\d)`);
}

/** The path as the most forgiving file systems take it. */
function foldPath(path: string): string {
  return path
    .replaceAll("\\", "/")
    .split("/")
    .map((part) =>
      part
        .normalize("NFKC")
        .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}\ufffd]/gu, "")
        // What follows a colon names a stream of the file, not another file.
        .replace(/:.*$/s, "")
        .replace(/[. ]+$/, "")
        .toUpperCase()
        .toLowerCase(),
    )
    .join("/");
}
