import { withoutToken } from "../io/environment.ts";
import { type GitObjects, openObjects as openObjectsIn } from "../io/git-objects.ts";
import { findFolder } from "./folder.ts";
import type { Host } from "./host.ts";

/**
 * The objects of the repository around the folder, which may be bare, and nothing else of it.
 * @param paths below which its trees are listed and read
 * @throws HarborError as findFolder, and as the opening of objects
 */
export async function openObjects(host: Host, paths: readonly string[]): Promise<GitObjects> {
  return openObjectsIn(await findFolder(host), withoutToken(host.environment), paths);
}
