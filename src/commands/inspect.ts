import * as z from "zod";
import { actionSchema } from "../catalog/action.ts";
import { isSlug } from "../catalog/layout.ts";
import { isOpenToDrafts } from "../catalog/listed-route.ts";
import type { Catalogue, LivePort } from "../catalog/load.ts";
import { isEquivalentRoute, parseRoute } from "../catalog/route.ts";
import type { Arguments } from "../command-line.ts";
import type { LoadedDraft } from "../drafts/read.ts";
import { listDrafts } from "../drafts/store.ts";
import { HarborError } from "../errors.ts";
import { descriptionOf } from "../openapi/description.ts";
import type {
  ActionOutput,
  BaseOutput,
  InspectOutput,
  PortOutput,
  PortsOutput,
  RoutesOutput,
} from "../output/inspect.ts";
import { type KnownRequest, listKnownRequests } from "../publish/requests.ts";
import { readFull } from "../safe-model/port-facts.ts";
import { findSecrets } from "../secrets/find.ts";
import type { Base } from "../workspace/base.ts";
import { type Context, openContext } from "../workspace/context.ts";
import type { Host } from "../workspace/host.ts";
import type { Report } from "./report.ts";

export { prettyInspect as pretty } from "../reporters/pretty/inspect.ts";

/** Shows the live ports, one port, or one action in full. Offline, and from the base, not from the work tree. */
export async function run(host: Host, { port, slug }: Arguments<"inspect">): Promise<Report<InspectOutput>> {
  const context = await openContext(host);
  const [base, catalogue] = [await context.base(), await context.catalogue()];
  const shown = { ref: base.ref, commit: base.commit };
  if (port === undefined) {
    return { output: await inspectAll(context, catalogue, base, shown), exit: 0 };
  }
  const live = await catalogue.get(port);
  const head = {
    base: shown,
    port: { slug: live.slug, ...live.manifest.port },
    version: live.manifest.version,
    differs: await differsInWorkTree(context, live, base),
  };
  const output =
    slug === undefined
      ? await inspectPort(context, catalogue, live, head)
      : ((await inspectAction(context, live, slug, head)) ??
        (await inspectRoutes(context, live, slug, head)));
  return { output, exit: 0 };
}

type Head = Pick<PortOutput, "base" | "port" | "version" | "differs">;

async function inspectAll(
  context: Context,
  catalogue: Catalogue,
  base: Base,
  shown: BaseOutput,
): Promise<PortsOutput> {
  await requireCatalogue(context, catalogue, base);
  const requests = await openRequests(context, catalogue);
  const ports = await Promise.all(
    (await catalogue.ports()).map(async (slug) => {
      const { manifest } = await catalogue.get(slug);
      return {
        port: slug,
        label: manifest.port.label,
        version: manifest.version,
        baseUrl: manifest.port.baseUrl,
        actions: manifest.actions.length,
        drafts: (await listDrafts(context.files.tree, slug)).length,
        requests: requests.filter((request) => request.port === slug).length,
      };
    }),
  );
  if (ports.length === 0) {
    context.log(`there is no port in catalog/integrations (${base.ref})`);
  }
  return { base: shown, ports };
}

/** @throws HarborError NOT_FOUND where the base has none: nothing is live there, and nothing can be */
async function requireCatalogue({ files }: Context, { tree }: Catalogue, base: Base): Promise<void> {
  const isThere =
    base.commit === null
      ? (await files.entry("catalog")).kind === "folder"
      : (await tree.list("catalog")).length > 0;
  if (!isThere) {
    throw new HarborError(
      "NOT_FOUND",
      `there is no folder catalog/ (${tree.label})`,
      "run it in a catalogue repository, or name another --root or --base",
    );
  }
}

async function inspectPort(
  context: Context,
  catalogue: Catalogue,
  live: LivePort,
  head: Head,
): Promise<PortOutput> {
  const requests = (await openRequests(context, catalogue)).filter((request) => request.port === live.slug);
  const { policy } = live;
  return {
    ...head,
    actions: live.manifest.actions.map(({ slug, label, method, path, approvalMode }) => ({
      slug,
      label,
      method,
      path,
      approvalMode,
    })),
    drafts: await draftsOf(context, live),
    proposable: proposableRoutes(live),
    families: policy.families,
    policy: {
      scopes: policy.scopes,
      pagination: policy.pagination,
      documentationHosts: policy.documentationHosts,
      credentials: policy.credentials.fields,
      identityNames: policy.principal.identityNames,
    },
    requests: requests.map(({ slug, branch, commit, stale }) => ({ slug, branch, commit: commit.id, stale })),
  };
}

/** What the policy lists as admissible, less what is live. */
function proposableRoutes({ manifest, policy }: LivePort): PortOutput["proposable"] {
  const isLive = (method: string, path: string): boolean =>
    manifest.actions.some(
      (action) => action.method === method && isEquivalentRoute(parseRoute(action.path), parseRoute(path)),
    );
  return policy.routes.flatMap((route) => {
    if (!isOpenToDrafts(route) || isLive(route.method, route.path)) {
      return [];
    }
    const { method, path, tier, reason = null, scopes = null, query = null, body = null } = route;
    return [{ method, path, tier, reason, scopes, query, body }];
  });
}

/** The live action of a slug, else the one that a draft proposes. */
async function inspectAction(
  context: Context,
  live: LivePort,
  slug: string,
  head: Head,
): Promise<ActionOutput | undefined> {
  const action = live.manifest.actions.find((candidate) => candidate.slug === slug);
  if (action !== undefined) {
    return { ...head, action, live: true };
  }
  const file = `drafts/${live.slug}/${slug}.json`;
  const draft = isSlug(slug) ? await readSafely(context, file, live) : undefined;
  const proposed = draft === undefined ? undefined : actionSchema.safeParse(draft.draft.action).data;
  return proposed === undefined ? undefined : { ...head, action: proposed, live: false };
}

/** A word may find many routes. */
const MOST_FOUND = 8;

/**
 * A route as the port sees it, or the routes that a word finds.
 * @throws HarborError NOT_FOUND for what finds nothing
 */
async function inspectRoutes(
  context: Context,
  live: LivePort,
  asked: string,
  head: Head,
): Promise<RoutesOutput> {
  const { findRoutes } = await import("../propose/find-routes.ts");
  const description = await descriptionOf((await context.catalogue()).tree, live);
  const drafts = await readDrafts(context, live);
  const routes = findRoutes(live, description, asked, drafts);
  if (routes.length === 0) {
    const known = live.manifest.actions.map((action) => action.slug).join(", ") || "none";
    throw new HarborError(
      "NOT_FOUND",
      `${live.slug} has no action ${JSON.stringify(asked)}, and no route is found by that`,
      `live actions: ${known}; a route is asked for as "GET /path"`,
    );
  }
  if (routes.length > MOST_FOUND) {
    context.log(`${routes.length - MOST_FOUND} more are found; a further word leaves fewer`);
  }
  return { ...head, routes: routes.slice(0, MOST_FOUND) };
}

async function draftsOf(context: Context, port: LivePort): Promise<PortOutput["drafts"]> {
  return (await readDrafts(context, port)).map(({ file, slug, change }) => ({ file, slug, change }));
}

const routeSchema = z.object({ method: z.string(), path: z.string() });

/** The port's drafts, with the routes of those that can be read. */
async function readDrafts(context: Context, port: LivePort) {
  const files = await listDrafts(context.files.tree, port.slug);
  return Promise.all(
    files.map(async (file) => {
      const draft = (await readSafely(context, file, port))?.draft;
      const slug = draft?.action.slug ?? file.replace(/^.*\/|\.json$/g, "");
      const route = routeSchema.safeParse(draft?.action).data;
      return { file, slug, change: draft?.change ?? null, route };
    }),
  );
}

/** A draft that holds a secret is shown to nobody; undefined for one that can't be read either. */
async function readSafely(
  { files }: Context,
  file: string,
  port: LivePort,
): Promise<LoadedDraft | undefined> {
  const bytes = await files.tree.read(file);
  if (bytes === undefined) {
    return undefined;
  }
  const read = await readFull(file, bytes, async (slug) => (slug === port.slug ? port : undefined));
  return read.ok && findSecrets(read.draft).length === 0 ? read : undefined;
}

async function openRequests(context: Context, catalogue: Catalogue): Promise<KnownRequest[]> {
  const all = context.git === undefined ? [] : await listKnownRequests(context.git, catalogue);
  return all.filter((request) => !request.published);
}

async function differsInWorkTree({ files }: Context, live: LivePort, base: Base): Promise<boolean> {
  if (base.commit === null) {
    return false;
  }
  const bytes = await files.tree.read(live.files.manifest);
  return bytes === undefined || new TextDecoder().decode(bytes) !== live.manifestText;
}
