import { CATALOG_FOLDER, parseManifestPath, portFiles } from "../../catalog/layout.ts";
import type { Tree } from "../../catalog/tree.ts";
import type { Finding } from "../../finding.ts";
import { refuse } from "./reasons.ts";
import type { Step } from "./step.ts";

/** Ports whose manifest or policy isn't at the base's tip what the change was made from. */
export async function staleFindings({ before, rules }: Step, ports: readonly string[]): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const port of ports) {
    found.push(...(await movedFindings({ before, rules }, await filesOf(port, before, rules))));
  }
  return found;
}

/**
 * Which of some files aren't at the base's tip what the change was made from. Of those that a request
 * writes or removes any counts: git may take one that went and one that came for a rename, and carry the
 * base's own change over.
 */
export async function movedFindings(
  { before, rules }: Pick<Step, "before" | "rules">,
  paths: readonly string[],
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const path of paths) {
    const [then, now] = [await before.read(path), await rules.read(path)];
    const isSame = then === undefined || now === undefined ? then === now : Buffer.compare(then, now) === 0;
    if (!isSame) {
      const message = `stale: ${path} moved on the base since`;
      found.push(refuse("verify/stale", path, message, "run `harbor-drafts refresh`"));
    }
  }
  return found;
}

async function filesOf(port: string, ...trees: readonly Tree[]): Promise<string[]> {
  const lists = await Promise.all(trees.map((tree) => tree.list(CATALOG_FOLDER)));
  const files = lists.flat().flatMap((path) => {
    const place = parseManifestPath(path);
    return place?.port === port ? [portFiles(place.publisher, port)] : [];
  });
  return [...new Set(files.flatMap(({ manifest, policy }) => [manifest, policy]))];
}
