/** Read-only view of a catalogue repository's files: a folder, or a commit. Paths use `/`. */
export interface Tree {
  /** What to call it in a sentence: `origin/main`, `the work tree`. */
  readonly label: string;
  /** Full object id, where the tree is a commit's. */
  readonly commit?: string;
  /** Paths of all regular files below a folder, sorted; none where the folder isn't there. */
  list(folder: string): Promise<string[]>;
  /** The bytes of a regular file, or undefined where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The object id of a regular file, or undefined where there is none; of a commit's tree alone. */
  idOf?(path: string): Promise<string | undefined>;
}

/** Files that stand nowhere, by path, as a tree. */
export function memoryTree(label: string, files: ReadonlyMap<string, Uint8Array>): Tree {
  return {
    label,
    list: async (folder) => [...files.keys()].filter((path) => path.startsWith(`${folder}/`)).sort(),
    read: async (path) => files.get(path),
  };
}
