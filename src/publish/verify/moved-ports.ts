import { parseManifestPath } from "../../catalog/layout.ts";
import type { Tree } from "../../catalog/tree.ts";
import type { Finding } from "../../finding.ts";
import type { Change } from "../../io/git-objects.ts";
import { type ChangeSet, isAdded, isRemoved } from "./change-set.ts";
import { isReadable, type ReadManifest, readManifest } from "./manifests.ts";
import { refuse, warn } from "./reasons.ts";

interface Port {
  path: string;
  slug: string;
  read: ReadManifest;
}

/**
 * What happens to live actions where a manifest goes, and another comes: a port may move or be called
 * otherwise, and takes its actions along as they are. One that goes for good is told.
 */
export async function movedPortFindings({ before, after, changes }: ChangeSet): Promise<Finding[]> {
  const gone = await portsOf(before, changes.filter(isRemoved));
  const come = await portsOf(after, changes.filter(isAdded));
  return gone.flatMap((port) => {
    const same = come.filter(({ slug }) => slug === port.slug);
    // Without one of its name it may be any that has none of its own.
    const others = come.filter(({ slug }) => !gone.some((candidate) => candidate.slug === slug));
    const [heir] = same.length > 0 ? same : others;
    if (heir === undefined) {
      const count = port.read.written.size;
      const message = `the port ${port.slug} is removed, and its ${count} live actions with it`;
      return [warn("verify/manifest", port.path, message, "make sure that nobody uses it")];
    }
    const slugs = new Set([...port.read.written.keys(), ...heir.read.written.keys()]);
    return [...slugs]
      .filter((slug) => port.read.written.get(slug) !== heir.read.written.get(slug))
      .sort()
      .map((slug) =>
        refuse(
          "verify/action",
          heir.path,
          `the action ${slug} isn't what it was in ${port.path}`,
          "move the port with its actions as they are, and ask for their change by itself",
        ),
      );
  });
}

async function portsOf(tree: Tree, changes: readonly Change[]): Promise<Port[]> {
  const ports = await Promise.all(
    changes.map(async ({ path }): Promise<Port[]> => {
      const place = parseManifestPath(path);
      const read = place === undefined ? undefined : await readManifest(tree, path);
      // One that can't be read is told where the catalogue is checked.
      return place !== undefined && read !== undefined && isReadable(read)
        ? [{ path, slug: place.port, read }]
        : [];
    }),
  );
  return ports.flat();
}
