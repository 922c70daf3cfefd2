import { CATALOG_FOLDER } from "../catalog/layout.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Tree } from "../catalog/tree.ts";
import { HarborError } from "../errors.ts";
import { BYTES } from "../limits.ts";
import { readFile, type Version, versionOf } from "./document.ts";
import { fileOf, type Node, Walk } from "./walk.ts";

/** An API's description with the files that it refers to. */
export interface Description {
  file: string;
  version: Version;
  root: Node;
  /** Follows references for one operation, within bounds of its own. */
  walk(): Walk;
}

/** Files that a description may be spread over. */
const MOST_FILES = 100;

/**
 * Reads an API's description: OpenAPI 3.0 and 3.1, Swagger 2.0, as JSON or YAML. Files that it refers to are
 * read where they stand below the catalogue; nothing is fetched, and what can't be read is missing there.
 *
 * @param file its path in the tree
 * @throws HarborError IO for a file that is no description
 */
export async function readDescription(tree: Tree, file: string): Promise<Description | undefined> {
  const bytes = await tree.read(file);
  return bytes === undefined ? undefined : describe(tree, file, bytes);
}

/** The description beside a port's manifest, as a tree has it. @throws as readDescription */
export async function descriptionOf(
  tree: Tree,
  { files }: Pick<LivePort, "files">,
): Promise<Description | undefined> {
  const stem = files.manifest.replace(/\.json$/, ".openapi");
  return (await readDescription(tree, `${stem}.json`)) ?? (await readDescription(tree, `${stem}.yaml`));
}

/** The same of bytes that stand elsewhere. */
export async function describe(tree: Tree, file: string, bytes: Uint8Array): Promise<Description> {
  const read = readFile(file, bytes);
  const hint = "mend the API's description";
  if (!read.ok) {
    const { line, column, message } = read.problem;
    throw new HarborError("IO", `${file}:${line}:${column} ${message}`, hint);
  }
  const version = versionOf(read.value);
  if (version === undefined) {
    throw new HarborError("IO", `${file} says neither openapi 3.0 or 3.1 nor swagger 2.0`, hint);
  }
  const files = new Map([[file, read.value]]);
  await readOthers(tree, file, bytes, files);
  return {
    file,
    version,
    root: { value: read.value, file, pointer: "" },
    walk: () => new Walk(files),
  };
}

/** Reads what is referred to, and what that refers to. Whatever looks like a reference counts as one. */
async function readOthers(
  tree: Tree,
  from: string,
  bytes: Uint8Array,
  files: Map<string, unknown>,
): Promise<void> {
  const queue = [{ from, bytes }];
  let left = BYTES.description - bytes.byteLength;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const path of filesIn(next.from, next.bytes)) {
      if (files.has(path) || files.size >= MOST_FILES) {
        continue;
      }
      const found = await tree.read(path);
      left -= found?.byteLength ?? 0;
      const read = found === undefined || left < 0 ? undefined : readFile(path, found);
      if (found !== undefined && read?.ok) {
        files.set(path, read.value);
        queue.push({ from: path, bytes: found });
      }
    }
  }
}

function filesIn(from: string, bytes: Uint8Array): Set<string> {
  const text = new TextDecoder().decode(bytes);
  const paths = [...text.matchAll(/\$ref["']?\s*:\s*["']?([^"'#\s}]+)/g)].map(([, path = ""]) =>
    fileOf(from, path),
  );
  return new Set(paths.filter((path) => path?.startsWith(`${CATALOG_FOLDER}/`) === true) as string[]);
}
