import { CONFIG_FILE } from "../../catalog/layout.ts";

/** What a path belongs to; all but `other` is guarded. */
export type Zone = "catalog" | "drafts" | "settings" | "other";

/** Where who owns what is written: GitHub takes the first of them that is there. */
export const OWNER_FILES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

const FOLDERS: readonly (readonly [name: string, zone: Zone])[] = [
  ["catalog", "catalog"],
  ["drafts", "drafts"],
  [".github", "settings"],
];

/** What steers forges and git itself counts as settings, too. */
const FILES: readonly string[] = [CONFIG_FILE, ...OWNER_FILES, ".gitattributes", ".gitmodules"];

/** Paths below which everything guarded stands. */
export const GUARDED_PATHS: readonly string[] = [...FOLDERS.map(([name]) => name), ...FILES];

export function zoneOf(path: string): Zone {
  return zoneAmong(path, FILES);
}

function zoneAmong(path: string, files: readonly string[]): Zone {
  const [top = ""] = path.split("/");
  const folder = FOLDERS.find(([name]) => name === top);
  return folder?.[1] ?? (files.includes(path) ? "settings" : "other");
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
  if (FOLDERS.some(([name]) => name === path)) {
    return `stands where the folder ${path}/ belongs`;
  }
  const folded = foldPath(path);
  if (folded.split("/").some((part) => /^\.git$|^git~\d|^gi[0-9a-f]{4}~\d/.test(part))) {
    return "passes for git's own folder on some systems";
  }
  const zone = zoneOf(path);
  if (zone === "other") {
    const real = zoneAmong(
      folded,
      FILES.map((file) => file.toLowerCase()),
    );
    return real !== "other" || folded.split("/").some((part) => SHORT_NAME.test(part))
      ? "passes for a guarded path on systems that ignore case, normalise names or shorten them"
      : undefined;
  }
  const isRead = /\.(?:json|har)$/.test(folded) && zone !== "settings";
  const isShort = zone !== "settings" && /~\d/.test(folded);
  return (isRead && folded !== path) || isShort
    ? "passes for another path on systems that ignore case, normalise names or shorten them"
    : undefined;
}

/**
 * Names of eight and three as Windows makes them of what is guarded: the first six characters, or two
 * and a hash. https://learn.microsoft.com/windows/win32/fileio/naming-a-file#short-vs-long-names
 */
const SHORT_NAME =
  /^(?:(?:catalo|drafts|github|harbor|codeow|gitatt|gitmod)~\d|(?:ca|dr|gi|ha|co)[0-9a-f]{4}~\d)/;

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
