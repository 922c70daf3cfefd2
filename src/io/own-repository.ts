import { rmSync } from "node:fs";
import { copyFile, lstat, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HarborError } from "../errors.ts";
import { lazily } from "../lazily.ts";
import { TIMES } from "../limits.ts";
import type { Clone, CloneSettings } from "./clone.ts";
import { type GitSettings, gitEnvironment, type Opener, readingEnvironment } from "./git-process.ts";
import { readOwn } from "./own-folder.ts";

/** Settings of one repository, each a name and a value; they are handed over by variables and never reach the disk. */
export type Settings = readonly (readonly [name: string, value: string])[];

/**
 * Runs git in a repository of this program's own that has the clone's objects and refs, and nothing of its
 * configuration: whatever makes a commit or talks to a remote runs there, since that is where git runs
 * programs. The user's own configuration counts; the repository stands below the clone's git folder, so that
 * conditions on the place (`includeIf "gitdir:…"`) match. It is removed when the work is done.
 *
 * @param settings besides what every such repository has
 * @param environment the user's
 * @throws HarborError GIT for a clone that leads git elsewhere, IO where nothing can be written
 */
export async function inOwnRepository<Value>(
  clone: Clone,
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  work: (open: Opener) => Promise<Value>,
): Promise<Value> {
  await clone.refuseDetours();
  const clonesOwn = await clone.settings();
  const folder = await orIO(clone.folder, async () => {
    const around = join(clone.folder, "harbor-drafts");
    await mkdir(around, { recursive: true });
    const made = await makeRepository(clone, join(around, PREFIX), { hasPromises: isPartial(clonesOwn) });
    await sweep(around, made);
    return made;
  });
  keepTrackOf(folder);
  try {
    const all = [...plainSettings(clonesOwn), ...settings];
    const variables = { ...withSettings(gitEnvironment(environment), all), GIT_DIR: folder };
    // Loaded late: what only reads takes no library.
    const { opener } = await import("./simple-git.ts");
    return await work(opener(folder, { config: [], environment: variables, silence: TIMES.network }));
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => {});
    left.delete(folder);
  }
}

/**
 * Makes a repository that has the clone's objects, refs and HEAD to read, and nothing of its configuration.
 * It stands outside of the clone, which may be read-only, and goes with the process.
 */
export async function openReadingRepository(
  clone: Clone,
  environment: NodeJS.ProcessEnv,
): Promise<{ folder: string; settings: GitSettings }> {
  const around = tmpdir();
  const folder = await orIO(around, () =>
    makeRepository(clone, join(around, "harbor-drafts-"), { hasPromises: false }),
  );
  keepTrackOf(folder);
  return {
    folder,
    settings: { config: [], environment: { ...readingEnvironment(environment), GIT_DIR: folder } },
  };
}

/** Folders that go with the process, however it ends but by SIGKILL. */
const left = new Set<string>();

const removeAtTheEnd = lazily(() => {
  process.once("exit", removeLeft);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      removeLeft();
      process.kill(process.pid, signal);
    });
  }
});

function keepTrackOf(folder: string): void {
  removeAtTheEnd();
  left.add(folder);
}

function removeLeft(): void {
  for (const folder of left) {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function orIO<Value>(where: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    const message = `nothing can be written below ${where} (${code})`;
    throw new HarborError("IO", message, "check its permissions and the disk", error);
  }
}

/** Whether the clone left objects behind that a remote promised to have. */
function isPartial({ names }: CloneSettings): boolean {
  return names.some((name) => /^(?:extensions\.partialclone|remote\..*\.promisor)$/.test(name));
}

/** What a clone may say of its commits: values that name a person or a form, and no program. */
const PLAIN = [
  ...["user.name", "user.email", "user.signingkey", "author.name", "author.email"],
  ...["committer.name", "committer.email", "commit.gpgsign", "gpg.format", "core.sharedrepository"],
];

function plainSettings({ values }: CloneSettings): Settings {
  return PLAIN.flatMap((name) => values(name).map((value) => [name, value] as const));
}

/**
 * The environment with settings added behind the user's own, as GIT_CONFIG_COUNT says them.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-GITCONFIGCOUNT
 */
function withSettings(environment: Record<string, string>, settings: Settings): Record<string, string> {
  const count = Number(environment.GIT_CONFIG_COUNT ?? "0");
  const start = Number.isSafeInteger(count) && count > 0 ? count : 0;
  const variables = settings.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${start + index}`, name],
    [`GIT_CONFIG_VALUE_${start + index}`, value],
  ]);
  return {
    ...environment,
    ...(Object.fromEntries(variables) as Record<string, string>),
    GIT_CONFIG_COUNT: `${start + settings.length}`,
  };
}

const PREFIX = "own-";

async function makeRepository(
  clone: Clone,
  prefix: string,
  { hasPromises }: { hasPromises: boolean },
): Promise<string> {
  const folder = await mkdtemp(prefix);
  await Promise.all([
    writeFile(join(folder, "config"), configuration(clone, hasPromises)),
    writeFile(join(folder, "HEAD"), await readHead(clone)),
    ...["objects", "refs", "packed-refs"].map((name) =>
      symlink(join(clone.folder, name), join(folder, name)),
    ),
    // Copied, since git replaces the file.
    clone.isShallow ? copyFile(join(clone.folder, "shallow"), join(folder, "shallow")) : undefined,
  ]);
  return folder;
}

/** What HEAD of the work tree says; a branch that nobody has where that is nothing plain. */
async function readHead({ ownFolder }: Clone): Promise<string> {
  const text = (await readOwn(join(ownFolder, "HEAD"))) ?? "";
  return /^(?:ref: refs\/\S+|[0-9a-f]{40,64})\n?$/.test(text) ? text : "ref: refs/heads/none\n";
}

/** No hook, no monitor, no cache that the clone could have forged, no work on the side. */
function configuration({ objectFormat }: Clone, hasPromises: boolean): string {
  return `[core]
	repositoryFormatVersion = 1
	bare = true
	hooksPath = /dev/null
	fsmonitor = false
	commitGraph = false
	multiPackIndex = false
	logAllRefUpdates = false
	; A clone may borrow objects from another repository, of whose refs nothing is asked.
	alternateRefsCommand = ": #"
[extensions]
	objectFormat = ${objectFormat === "sha256" ? "sha256" : "sha1"}
${hasPromises ? '	partialClone = origin\n[remote "origin"]\n	promisor = true\n' : ""}[gc]
	auto = 0
[maintenance]
	auto = false
[fetch]
	writeCommitGraph = false
	recurseSubmodules = false
[submodule]
	recurse = false
[http]
	; A remote that answers nothing is given up after a minute.
	lowSpeedLimit = 1
	lowSpeedTime = 60
`;
}

/** Removes what is far older than what was just made. */
async function sweep(around: string, made: string): Promise<void> {
  const { mtimeMs: now } = await lstat(made);
  const found = (await readdir(around)).filter((name) => name.startsWith(PREFIX));
  for (const name of found) {
    const { mtimeMs } = await lstat(join(around, name)).catch(() => ({ mtimeMs: now }));
    if (now - mtimeMs > TIMES.ownRepository) {
      await rm(join(around, name), { recursive: true, force: true });
    }
  }
}
