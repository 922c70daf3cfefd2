import { SLUG, SLUG_LENGTH } from "./slug.ts";

/** Where things stand in a catalogue repository. Nothing here touches a disk. */
export const CATALOG_FOLDER = "catalog/integrations";
export const DRAFTS_FOLDER = "drafts";
export const CONFIG_FILE = "harbor.config.json";

export interface PortFiles {
  manifest: string;
  policy: string;
  /** The HAR of a live action. */
  recording(slug: string): string;
}

export function portFiles(publisher: string, port: string): PortFiles {
  const stem = `${CATALOG_FOLDER}/${publisher}/${port}`;
  return {
    manifest: `${stem}.json`,
    policy: `${stem}.policy.json`,
    recording: (slug) => `${stem}.recordings/${slug}.har`,
  };
}

export function draftFile(port: string, slug: string): string {
  return `${DRAFTS_FOLDER}/${port}/${slug}.json`;
}

/** The recording that a draft brings stands beside it. */
export function draftRecordingFile(port: string, slug: string): string {
  return `${DRAFTS_FOLDER}/${port}/${slug}.har`;
}

/** Publisher and port of a manifest's path; undefined for every other file. */
export function parseManifestPath(path: string): { publisher: string; port: string } | undefined {
  const match = /^catalog\/integrations\/([^/]+)\/([^/.]+)\.json$/.exec(path);
  const [, publisher = "", port = ""] = match ?? [];
  return match !== null && isSlug(publisher) && isSlug(port) ? { publisher, port } : undefined;
}

/** Port and slug of a draft's path; undefined where it is no place for a draft. */
export function parseDraftPath(path: string): { port: string; slug: string } | undefined {
  const match = /^drafts\/([^/]+)\/([^/.]+)\.json$/.exec(path);
  const [, port = "", slug = ""] = match ?? [];
  return match !== null && isSlug(port) && isSlug(slug) ? { port, slug } : undefined;
}

/** Device names of Windows, which no file there may have: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** Whether a name is safe as a file name, a URL segment and a part of a git ref, on every system. */
export function isSlug(name: string): boolean {
  return name.length <= SLUG_LENGTH && SLUG.test(name) && !RESERVED.test(name);
}

/** Where the recordings of a manifest's live actions stand. */
export function recordingsFolder(manifest: string): string {
  return manifest.replace(/\.json$/, ".recordings");
}
