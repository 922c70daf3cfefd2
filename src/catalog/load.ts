import type * as z from "zod";
import { HarborError } from "../errors.ts";
import { compareText } from "../finding.ts";
import { canonicalJson } from "../json/canonical.ts";
import { type JsonDocument, parseJson } from "../json/parse.ts";
import { toPointer, valueAt } from "../json/pointer.ts";
import { issueText } from "../json/schema-issue.ts";
import { lazily, memoize } from "../lazily.ts";
import { BYTES } from "../limits.ts";
import type { Action } from "./action.ts";
import { CATALOG_FOLDER, isSlug, type PortFiles, parseManifestPath, portFiles } from "./layout.ts";
import { type Manifest, manifestSchema } from "./manifest.ts";
import { type Policy, policySchema } from "./policy.ts";
import type { Tree } from "./tree.ts";

/** A port as one tree has it: what is live, and by which policy drafts are judged. */
export interface LivePort {
  slug: string;
  files: PortFiles;
  manifest: Manifest;
  /** The manifest's file as it stands, byte for byte. */
  manifestText: string;
  policy: Policy;
  /** Where a pointer's value stands in either file, for ports that were read from files. */
  locate?: Record<"manifest" | "policy", JsonDocument["locate"]>;
}

/** The live action of a slug. */
export function liveAction({ manifest }: Pick<LivePort, "manifest">, slug: string): Action | undefined {
  return manifest.actions.find((action) => action.slug === slug);
}

/** The manifests' paths of a tree, by port slug, sorted. */
async function listPorts(tree: Tree): Promise<Map<string, PortFiles>> {
  const ports = new Map<string, PortFiles>();
  const paths = await tree.list(CATALOG_FOLDER);
  const found = paths.flatMap((path) => parseManifestPath(path) ?? []);
  for (const { publisher, port } of found.sort((a, b) => compareText(a.port, b.port))) {
    const files = portFiles(publisher, port);
    const twin = ports.get(port);
    if (twin !== undefined) {
      throw new HarborError(
        "IO",
        `${twin.manifest} and ${files.manifest} (${tree.label}) claim the same port ${port}`,
        "give one of them another slug",
      );
    }
    ports.set(port, files);
  }
  return ports;
}

/** Ports that are kept at the same time. */
const MOST_PORTS = 1_000;

/** The ports of one tree, each read once. */
export interface Catalogue {
  readonly tree: Tree;
  /** Port slugs, sorted. */
  ports(): Promise<string[]>;
  /** Undefined for an unknown port. @throws HarborError IO for a manifest or policy that doesn't parse */
  find(slug: string): Promise<LivePort | undefined>;
  /** @throws HarborError NOT_FOUND for an unknown port, and as `find` */
  get(slug: string): Promise<LivePort>;
}

export function openCatalogue(tree: Tree): Catalogue {
  const files = lazily(() => listPorts(tree));
  const find = memoize(async (slug): Promise<LivePort | undefined> => {
    const found = (await files()).get(slug);
    return found === undefined ? undefined : loadPort(tree, slug, found);
  }, MOST_PORTS);
  return {
    tree,
    find,
    ports: async () => [...(await files()).keys()],
    async get(slug) {
      const port = await find(slug);
      if (port === undefined) {
        const known = [...(await files()).keys()].join(", ") || "none";
        const shown = isSlug(slug) ? slug : JSON.stringify(slug);
        throw new HarborError(
          "NOT_FOUND",
          `no port ${shown} in ${CATALOG_FOLDER} (${tree.label})`,
          `ports there: ${known}`,
        );
      }
      return port;
    },
  };
}

/** Loads a port's manifest and policy from a tree. */
async function loadPort(tree: Tree, slug: string, files: PortFiles): Promise<LivePort> {
  const read = await readDocument(tree, files.manifest, manifestSchema, "manifest");
  const { value: manifest, text, locate: ofManifest } = read;
  if (manifest.slug !== slug || portFiles(manifest.publisher.slug, slug).manifest !== files.manifest) {
    throw new HarborError(
      "IO",
      `${files.manifest} (${tree.label}) calls itself ${manifest.publisher.slug}/${manifest.slug}`,
      "slug and publisher.slug must be those of the path",
    );
  }
  const { value: policy, locate: ofPolicy } = await readDocument(tree, files.policy, policySchema, "policy");
  const locate = { manifest: ofManifest, policy: ofPolicy };
  return { slug, files, manifest, manifestText: text, policy, locate };
}

/** The canonical text of a manifest, as the fold writes it. */
export function manifestText(manifest: Manifest): string {
  return canonicalJson(manifestSchema, manifest);
}

/** Reads a file of the catalogue by its zod schema; a missing or bad one is an IO error with its line. */
export async function readDocument<Schema extends z.ZodType>(
  tree: Tree,
  path: string,
  schema: Schema,
  what: string,
): Promise<{ value: z.infer<Schema>; text: string; locate: JsonDocument["locate"] }> {
  const bytes = await tree.read(path);
  if (bytes === undefined) {
    throw new HarborError("IO", `${path} (${tree.label}) is missing`, `each port needs its ${what} there`);
  }
  const parsed = parseJson(bytes, BYTES.catalogFile);
  if (!parsed.ok) {
    const { line, column, message } = parsed.problem;
    throw new HarborError("IO", `${path}:${line}:${column} (${tree.label}) ${message}`, `mend the ${what}`);
  }
  const result = schema.safeParse(parsed.document.value);
  if (!result.success) {
    throw new HarborError(
      "IO",
      firstIssue(path, tree, what, parsed.document, result.error),
      `mend the ${what}`,
    );
  }
  const { locate } = parsed.document;
  return { value: result.data, text: new TextDecoder().decode(bytes), locate };
}

function firstIssue(
  path: string,
  tree: Tree,
  what: string,
  document: JsonDocument,
  error: z.ZodError,
): string {
  const issue = error.issues[0];
  const pointer = toPointer(
    (issue?.path ?? []).map((token) => (typeof token === "number" ? token : String(token))),
  );
  const { line, column } = document.locate(pointer);
  return `${path}:${line}:${column} (${tree.label}) isn't a ${what}: ${pointer || "/"} ${issue === undefined ? "can't be read" : issueText(issue, valueAt(document.value, issue.path.map(String)))}`;
}
