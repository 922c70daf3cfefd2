/** A file of a commit to be made; no text removes the path. */
export interface FileChange {
  path: string;
  text: string | null;
}

/** Author and committer: `Name <mail> SECONDS +0000`. */
export interface Signatures {
  author: string;
  committer: string;
}

/**
 * A stream for `git fast-import` that makes one commit and leaves no ref: the branch that the
 * format asks for is deleted again before the importer would write it.
 * https://git-scm.com/docs/git-fast-import
 */
export function importStream(
  parent: string | null,
  message: string,
  files: readonly FileChange[],
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
