/** Limits for what strangers may have pushed, in bytes. */
export interface BatchLimits {
  /** A larger file is left out. */
  each: number;
  /** Files beyond this sum are left out. */
  all: number;
}

/**
 * Reads many files of many commits in two calls of git, whatever their number.
 *
 * @param feed runs `git cat-file` with the given option and lines on stdin
 * @param names each `<commit>:<path>`, without line breaks
 * @returns contents by name, without what isn't there, is no file, or is beyond the limits
 */
export async function readBatch(
  feed: (option: "--batch-check" | "--batch", lines: string) => Promise<Buffer>,
  names: readonly string[],
  { each, all }: BatchLimits,
): Promise<Map<string, Uint8Array>> {
  if (names.length === 0) {
    return new Map();
  }
  const described = (await feed("--batch-check", lines(names))).toString("utf8").split("\n");
  const ids = new Map<string, string>();
  const chosen = new Set<string>();
  let sum = 0;
  for (const [index, name] of names.entries()) {
    const [, id = "", size = ""] = /^([0-9a-f]+) blob (\d+)$/.exec(described[index] ?? "") ?? [];
    const cost = chosen.has(id) ? 0 : Number(size);
    if (id !== "" && Number(size) <= each && sum + cost <= all) {
      ids.set(name, id);
      chosen.add(id);
      sum += cost;
    }
  }
  const contents = chosen.size === 0 ? new Map() : parseBatch(await feed("--batch", lines([...chosen])));
  return new Map([...ids].flatMap(([name, id]) => (contents.has(id) ? [[name, contents.get(id)]] : [])));
}

function lines(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join("");
}

/** `<id> blob <size>`, a line break, the bytes, a line break; then the next. */
function parseBatch(output: Buffer): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf("\n", at);
    const [id = "", , size = ""] = output.toString("utf8", at, end).split(" ");
    const start = end + 1;
    if (end === -1 || !/^\d+$/.test(size)) {
      // An object went missing between the two calls: `<id> missing`.
      at = end === -1 ? output.length : start;
      continue;
    }
    contents.set(id, output.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return contents;
}
