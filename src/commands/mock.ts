import {
  CATALOG_FOLDER,
  DRAFTS_FOLDER,
  isSlug,
  type PortFiles,
  parseManifestPath,
  portFiles,
  recordingsFolder,
} from "../catalog/layout.ts";
import type { Tree } from "../catalog/tree.ts";
import type { Arguments } from "../command-line.ts";
import { HarborError } from "../errors.ts";
import { isRecord } from "../json/record.ts";
import type { MockOutput } from "../output/mock.ts";
import type { MockSource } from "../recordings/mock/mock-answer.ts";
import { startMock } from "../recordings/mock/mock-server.ts";
import { openFolder } from "../workspace/folder.ts";
import type { Host } from "../workspace/host.ts";
import type { Report } from "./report.ts";

export { prettyMock as pretty } from "../reporters/pretty/mock.ts";

/**
 * Serves the recordings of a port as the work tree has them: those beside drafts, then those of live
 * actions. Runs until the process is asked to end. It listens before it reads the recordings, and reads
 * them again when they change.
 */
export async function run(host: Host, { port, listen }: Arguments<"mock">): Promise<Report<MockOutput>> {
  const { base, log } = host;
  const { tree } = await openFolder(host);
  if (base !== undefined) {
    throw new HarborError(
      "USAGE",
      "mock serves the work tree, and takes no --base",
      "check out what to serve",
    );
  }
  if (!/^\d{1,5}$/.test(listen) || Number(listen) > 65_535) {
    throw new HarborError("USAGE", "--listen takes a TCP port from 0 to 65535", "0 takes a free one");
  }
  // Asked for first: whoever reads the report may stop it at once.
  const stopped = host.untilStopped();
  const places = await findPort(tree, port);
  const baseUrl = await readBaseUrl(tree, places.manifest);
  const folders = [`${DRAFTS_FOLDER}/${port}`, recordingsFolder(places.manifest)];
  const list = async () => {
    const paths = await Promise.all(folders.map((folder) => tree.list(folder)));
    return paths.flat().filter((path) => path.endsWith(".har"));
  };
  const sources = sourceReader(tree, list, places.policy, log);
  const mock = await startMock({ baseUrl, sources, port: Number(listen), log });
  return {
    output: { url: mock.url, baseUrl, recordings: await list() },
    exit: 0,
    async keepAlive() {
      // Read when the report is out. A failure is told with the request that meets it.
      sources().catch(() => {});
      await stopped;
      await mock.close();
    },
  };
}

async function findPort(tree: Tree, port: string): Promise<PortFiles> {
  const found = (await tree.list(CATALOG_FOLDER)).flatMap((path) => parseManifestPath(path) ?? []);
  const named = found.find((one) => one.port === port);
  if (named === undefined) {
    const known = found.map((one) => one.port).sort();
    throw new HarborError(
      "NOT_FOUND",
      `no port ${isSlug(port) ? port : JSON.stringify(port)} in ${CATALOG_FOLDER} (${tree.label})`,
      `ports there: ${known.join(", ") || "none"}`,
    );
  }
  return portFiles(named.publisher, named.port);
}

/** Of the manifest only this is needed: to judge it is the business of others, and takes its time. */
async function readBaseUrl(tree: Tree, path: string): Promise<string> {
  const document = parse(textOf(await tree.read(path)));
  const port = isRecord(document) ? document.port : undefined;
  const baseUrl = isRecord(port) ? port.baseUrl : undefined;
  if (
    typeof baseUrl !== "string" ||
    !/^https?:$/.test(URL.canParse(baseUrl) ? new URL(baseUrl).protocol : "")
  ) {
    throw new HarborError("IO", `${path} has no port.baseUrl`, `run \`harbor-drafts check ${path}\``);
  }
  return baseUrl;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads the recordings as they are now: what was mended counts for the next request. */
function sourceReader(
  tree: Tree,
  list: () => Promise<string[]>,
  policy: string,
  log: Host["log"],
): () => Promise<MockSource[]> {
  const known = new Map<string, { bytes: Uint8Array; sources: MockSource[] }>();
  return async () => {
    // Loaded while it listens.
    const { mockPolicy, readSource } = await import("../recordings/mock/mock-answer.ts");
    const judged = mockPolicy(parse(textOf(await tree.read(policy))));
    const found: MockSource[] = [];
    for (const file of await list()) {
      const bytes = await readOr(tree, file, log);
      const before = known.get(file);
      if (before === undefined || Buffer.compare(before.bytes, bytes) !== 0) {
        known.set(file, { bytes, sources: readSource(file, bytes, judged, log) });
      }
      found.push(...(known.get(file)?.sources ?? []));
    }
    return found;
  };
}

/** One file that can't be read keeps no other from being served. */
async function readOr(tree: Tree, file: string, log: Host["log"]): Promise<Uint8Array> {
  try {
    return (await tree.read(file)) ?? new Uint8Array();
  } catch (error) {
    log(`left out: ${error instanceof HarborError ? error.message : file}`);
    return new Uint8Array();
  }
}

function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes ?? new Uint8Array());
}
