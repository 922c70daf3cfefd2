import { constants } from "node:fs";
import { lstat, mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { BYTES } from "../limits.ts";
import { writeWhole } from "./files.ts";

/**
 * Makes a folder of this program's own below a clone's git folder. A clone may be hostile: a link there
 * could lead anywhere.
 * @throws where it, or the folder around it, is a link
 */
export async function makeOwnFolder(folder: string): Promise<void> {
  for (const path of [dirname(folder), folder]) {
    const stats = await lstat(path).catch(() => undefined);
    if (stats !== undefined && !stats.isDirectory()) {
      throw new Error(`${path} is no folder`);
    }
  }
  await mkdir(folder, { recursive: true });
}

/** A small text; undefined for what isn't there, or is no regular file, which could keep one waiting. */
export async function readOwn(path: string): Promise<string | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stats = await file.stat();
      return stats.isFile() && stats.size < BYTES.note ? await file.readFile("utf8") : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** Writes a small text, whole or not at all; what stands there is replaced, never written through. */
export function writeOwn(path: string, text: string): Promise<void> {
  return writeWhole(path, text, (draft) => rename(draft, path));
}
