import { HarborError } from "../errors.ts";
import { openTrees } from "./commit-trees.ts";
import { hookSettings, reader, splitNull } from "./git-process.ts";
import { openObjectReader } from "./object-reader.ts";

/** One path that differs between two commits. A mode of `000000` says that nothing is there. */
export interface Change {
  path: string;
  before: { mode: string; id: string };
  after: { mode: string; id: string };
}

/**
 * Opens the repository around a folder, which may be bare.
 *
 * @param paths below which its trees are listed and read
 * @throws HarborError GIT where there is no repository, or one that hasn't all objects: its history would end
 *   where somebody cut it
 */
export async function openObjects(folder: string, environment: NodeJS.ProcessEnv, paths: readonly string[]) {
  const settings = hookSettings(environment);
  const open = reader(folder, settings);
  const run = (...args: string[]): Promise<string> => open().raw(args);
  await refuseParts(run);
  const objects = openObjectReader(async () => ({ folder, settings }));

  return {
    /** Full ids of the commits that revisions name, all asked at once; undefined where there is none. */
    async resolve(revisions: readonly string[]) {
      const asked = revisions.map((revision) => `${revision}^{commit}`);
      const found = await objects.describe(asked);
      return asked.map((name) => found.get(name)?.id);
    },
    /** The commits of head that base hasn't, oldest first; along first parents only, if so asked. */
    async commitsBetween(base: string, head: string, along: "all" | "first-parents") {
      const first = along === "first-parents" ? ["--first-parent"] : [];
      const text = await run(
        "rev-list",
        "--parents",
        "--topo-order",
        "--reverse",
        ...first,
        head,
        `^${base}`,
      );
      return text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => {
          const [id = "", ...parents] = line.split(" ");
          return { id, parents };
        });
    },
    /** Everything that differs, in all of the tree. */
    changes: async (before: string, after: string) => parseRaw(await run(...DIFF, before, after, "--")),
    /** What each of some commits changes of its one parent, one after the other. */
    changesOf: async (commits: readonly string[]) =>
      parseRaw(await open(`${commits.join("\n")}\n`).raw([...DIFF, "--no-commit-id", "--stdin"])),
    /** Every path of a commit but its folders'. */
    paths: async (commit: string) =>
      splitNull(await run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)),
    ...openTrees(objects, run, paths),
  };
}

/** A repository's objects, bare or not, and nothing else of it: no HEAD, no index, no work tree. */
export type GitObjects = Awaited<ReturnType<typeof openObjects>>;

/** Nothing that attributes, settings or .gitmodules say may hide or change a difference. */
const DIFF = [
  "diff-tree",
  "-r",
  "-z",
  "--raw",
  "--no-abbrev",
  "--no-renames",
  "--no-relative",
  "--no-ext-diff",
  "--no-textconv",
  "--ignore-submodules=none",
];

async function refuseParts(run: (...args: string[]) => Promise<string>): Promise<void> {
  const isShallow = (await run("rev-parse", "--is-shallow-repository")).trim() !== "false";
  if (isShallow) {
    throw new HarborError(
      "GIT",
      "this clone is shallow, and what it lacks could change the answer",
      "check out with fetch-depth: 0, or run `git fetch --unshallow`",
    );
  }
  const names = splitNull(await run("config", "--includes", "--name-only", "-z", "--list"));
  if (names.some((name) => /^(?:extensions\.partialclone|remote\..*\.promisor)$/i.test(name))) {
    throw new HarborError(
      "GIT",
      "this clone is partial: not all objects are here, and none is fetched for this",
      "clone without --filter, or check out without filter",
    );
  }
}

/** `:100644 100644 <id> <id> M`, a null, the path, a null; then the next. */
function parseRaw(text: string): Change[] {
  const parts = splitNull(text);
  const changes: Change[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, mode = "", newMode = "", id = "", newId = ""] =
      /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]$/.exec(parts[at] ?? "") ?? [];
    if (mode === "") {
      throw new HarborError("GIT", "git's list of differences can't be read", "update git");
    }
    changes.push({
      path: parts[at + 1] ?? "",
      before: { mode, id },
      after: { mode: newMode, id: newId },
    });
  }
  return changes;
}
