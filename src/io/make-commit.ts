import { HarborError } from "../errors.ts";
import { lazily } from "../lazily.ts";
import type { Clone } from "./clone.ts";
import type { Opener } from "./git-process.ts";
import { inOwnRepository } from "./own-repository.ts";

/** A file of a commit to be made; no text removes the path. */
export interface FileChange {
  path: string;
  text: string | null;
}

/** Author and committer: `Name <mail> SECONDS +0000`. */
interface Signatures {
  author: string;
  committer: string;
}

export interface NewCommit {
  /** Its only parent; none for a commit that stands alone. */
  parent: string | null;
  message: string;
  files: readonly FileChange[];
  date: Date;
  /** `Name <mail>`; the user's own where left out. Who commits is always the user. */
  author?: string | undefined;
}

/** Author of commits where the user's git knows no name. */
const NOBODY = "harbor-drafts <harbor-drafts@users.noreply.invalid>";

/** Makes commits beside the work tree, in a repository of this program's own. */
export function openCommitMaker(clone: () => Promise<Clone>, environment: NodeJS.ProcessEnv) {
  const inOwn = async <Value>(work: (open: Opener) => Promise<Value>): Promise<Value> =>
    inOwnRepository(await clone(), [], environment, work);
  const whoIsIt = lazily(() => inOwn(readIdentity));
  return {
    /** `Name <mail>` of whoever runs this; undefined where git knows none. */
    identity: async () => (await whoIsIt()).identity,
    /** Whether commits are to be signed. */
    signs: async () => (await whoIsIt()).signs,
    commit: (commit: NewCommit) =>
      inOwn(async (open) => {
        const { identity, signs } = await whoIsIt();
        const committer = identity ?? NOBODY;
        const time = `${Math.floor(commit.date.getTime() / 1000)} +0000`;
        const signatures = {
          author: `${commit.author ?? committer} ${time}`,
          committer: `${committer} ${time}`,
        };
        const stream = importStream(commit, signatures, (await clone()).objectFormat);
        const id = commitId(await open(stream).raw(["fast-import", "--quiet", "--done"]));
        // fast-import knows no signatures. Who has git sign commits wants these signed, too.
        return signs ? signedCopy(open, id, commit, signatures) : id;
      }),
  };
}

/** Git itself reads environment and configuration. */
async function readIdentity(open: Opener): Promise<{ identity: string | undefined; signs: boolean }> {
  const ask = (...words: string[]): Promise<string | undefined> =>
    open()
      .raw(words)
      .then(
        (text) => text.trim(),
        () => undefined,
      );
  const askFor = (who: string) => ask("-c", "user.useConfigOnly=true", "var", `GIT_${who}_IDENT`);
  const [committer, signs] = await Promise.all([
    askFor("COMMITTER"),
    ask("config", "--type=bool", "--get", "commit.gpgSign"),
  ]);
  const ident = committer ?? (await askFor("AUTHOR"));
  return { identity: /^(.*>) \d+ [+-]\d{4}$/.exec(ident ?? "")?.[1], signs: signs === "true" };
}

/** The same commit once more, with the signature that the user's git makes. */
async function signedCopy(
  open: Opener,
  id: string,
  { parent, message }: NewCommit,
  { author, committer }: Signatures,
): Promise<string> {
  const people = { ...identityVariables("AUTHOR", author), ...identityVariables("COMMITTER", committer) };
  const parents = parent === null ? [] : ["-p", parent];
  try {
    return commitId(
      await open(message, people).raw(["commit-tree", "-S", ...parents, "-F", "-", `${id}^{tree}`]),
    );
  } catch (error) {
    throw new HarborError(
      "GIT",
      "git can't sign the commit, and its configuration wants it signed",
      "try `git commit-tree -S HEAD^{tree} </dev/null`, mend your key or agent, or unset commit.gpgSign",
      error,
    );
  }
}

function identityVariables(who: "AUTHOR" | "COMMITTER", signature: string): Record<string, string> {
  const [, name = "", mail = "", date = ""] = /^(.*) <(.*)> (\d+ \+0000)$/.exec(signature) ?? [];
  return { [`GIT_${who}_NAME`]: name, [`GIT_${who}_EMAIL`]: mail, [`GIT_${who}_DATE`]: date };
}

function commitId(output: string): string {
  const id = output.trim();
  if (!/^[0-9a-f]{40,64}$/.test(id)) {
    throw new HarborError("GIT", "git made no commit", "check the disk and `git fsck`");
  }
  return id;
}

/**
 * A stream for `git fast-import` that makes one commit and leaves no ref: the branch that the
 * format asks for is deleted again before the importer would write it.
 * https://git-scm.com/docs/git-fast-import
 */
function importStream(
  { parent, message, files }: NewCommit,
  { author, committer }: Signatures,
  objectFormat: string,
): string {
  const branch = "refs/harbor-drafts/building";
  const changes = files.map(({ path, text }) =>
    text === null ? `D ${quotePath(path)}\n` : `M 100644 inline ${quotePath(path)}\n${data(text)}`,
  );
  return [
    `commit ${branch}\nmark :1\nauthor ${author}\ncommitter ${committer}\n${data(message)}`,
    parent === null ? "" : `from ${parent}\n`,
    ...changes,
    "\nget-mark :1\n",
    `reset ${branch}\nfrom ${"0".repeat(objectFormat === "sha256" ? 64 : 40)}\n\ndone\n`,
  ].join("");
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function quotePath(path: string): string {
  return `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
