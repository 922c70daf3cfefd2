import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { lazily } from "../lazily.ts";
import { makeOwnFolder, readOwn, writeOwn } from "./own-folder.ts";

/**
 * A request that is being opened: once it is open, nothing but this shows that its labels and reviewers
 * are still to be attached. All else a run that was cut off finds again in the repository and the forge.
 */
const entrySchema = z.object({
  journal: z.literal(1),
  branch: z.string(),
  /** When the run began, ISO 8601. */
  startedAt: z.string(),
});

export type JournalEntry = z.infer<typeof entrySchema>;

/**
 * Notes of runs under way, by the branch of their request, each whole or not there. Losing one loses
 * nothing but time.
 */
export interface Journal {
  read(branch: string): Promise<JournalEntry | undefined>;
  /** All that are left of runs that were cut off, or are under way. */
  list(): Promise<JournalEntry[]>;
  write(entry: JournalEntry): Promise<void>;
  remove(branch: string): Promise<void>;
}

/**
 * The journal in a folder, which is made with the first note. It only helps: a disk that doesn't take
 * it is told once, and stops nothing.
 *
 * @param findFolder undefined where there is none: then nothing is noted
 */
export function openJournal(
  findFolder: () => Promise<string | undefined>,
  log: (line: string) => void,
): Journal {
  const folder = lazily(findFolder);
  const complain = lazily(() => log("warning: this run's journal can't be written; going on without it"));
  const at = async (branch: string): Promise<string> =>
    join((await folder()) ?? "", `${encodeURIComponent(branch)}.json`);
  return {
    read: async (branch) => ((await folder()) === undefined ? undefined : readEntry(await at(branch))),
    async list() {
      const names = await readdir((await folder()) ?? "").catch(() => []);
      const paths = names.filter((name) => name.endsWith(".json")).sort();
      const entries = await Promise.all(
        paths.map(async (name) => readEntry(join((await folder()) ?? "", name))),
      );
      return entries.flatMap((entry) => entry ?? []);
    },
    async write(entry) {
      const into = await folder();
      if (into !== undefined) {
        await makeOwnFolder(into)
          .then(async () => writeOwn(await at(entry.branch), `${JSON.stringify(entry)}\n`))
          .catch(complain);
      }
    },
    async remove(branch) {
      if ((await folder()) !== undefined) {
        await rm(await at(branch), { force: true }).catch(complain);
      }
    },
  };
}

async function readEntry(path: string): Promise<JournalEntry | undefined> {
  try {
    return entrySchema.safeParse(JSON.parse((await readOwn(path)) ?? "")).data;
  } catch {
    return undefined;
  }
}
