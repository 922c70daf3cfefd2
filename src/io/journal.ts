import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { lazily } from "../lazily.ts";
import { makeOwnFolder, writeOwn } from "./own-folder.ts";

/**
 * The branches of requests that are being opened: once one is open, nothing but this shows that its labels
 * and reviewers are still to be attached. All else a run that was cut off finds again in the repository and
 * the forge. Each is an empty file in a folder, which is made with the first note. The journal only helps: a
 * disk that doesn't take it is reported once, and stops nothing.
 *
 * @param findFolder undefined where there is none: then nothing is noted
 */
export function openJournal(findFolder: () => Promise<string | undefined>, log: (line: string) => void) {
  const folder = lazily(findFolder);
  const complain = lazily(() => log("warning: this run's journal can't be written; going on without it"));
  /** Does work with a branch's note. */
  const at = async (branch: string, work: (path: string, folder: string) => Promise<void>): Promise<void> => {
    const into = await folder();
    if (into !== undefined) {
      await work(join(into, encodeURIComponent(branch)), into).catch(complain);
    }
  };
  const list = async (): Promise<string[]> => {
    const entries = await readdir((await folder()) ?? "", { withFileTypes: true }).catch(() => []);
    return entries.flatMap((entry) => (entry.isFile() ? decode(entry.name) : [])).sort();
  };
  return {
    has: async (branch: string) => (await list()).includes(branch),
    /** All that are left of runs that were cut off, or are under way. */
    list,
    add: (branch: string) => at(branch, (path, into) => makeOwnFolder(into).then(() => writeOwn(path, ""))),
    remove: (branch: string) => at(branch, (path) => rm(path, { force: true })),
  };
}

export type Journal = ReturnType<typeof openJournal>;

/** The branch that a file's name stands for; none for what a stranger may have put there. */
function decode(name: string): string[] {
  try {
    const branch = decodeURIComponent(name);
    return encodeURIComponent(branch) === name && branch.startsWith("publish/") ? [branch] : [];
  } catch {
    return [];
  }
}
