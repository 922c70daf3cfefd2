import * as z from "zod";
import { DRAFTS_FOLDER } from "../catalog/layout.ts";
import type { Catalogue, LivePort } from "../catalog/load.ts";
import { routeKey } from "../catalog/route.ts";
import type { Tree } from "../catalog/tree.ts";
import { listDrafts } from "../drafts/store.ts";
import type { Git } from "../io/git.ts";
import { lazily } from "../lazily.ts";
import { BYTES } from "../limits.ts";
import type { FindProposals } from "../safe-model/evaluate.ts";
import type { Proposal } from "../safe-model/rule.ts";
import { requestBranches } from "./requests.ts";

/** Where proposals are looked for. */
export interface ProposalSources {
  /** The work tree. */
  tree: Tree;
  catalogue: Catalogue;
  /** Undefined without git: then there are no requests. */
  git: Git | undefined;
}

/** More twins than anyone reads of. */
const MOST_SHOWN = 4;

/** Whoever may push may push anything: what is larger says nothing, in bytes. */
const LIMITS = { each: BYTES.catalogFile, all: BYTES.allRequests };

/**
 * What other drafts of the work tree and open requests propose, offline. Each port's proposals are
 * read when they are first asked for, once, and found by route and slug without a look at the rest.
 */
export function openProposals(sources: ProposalSources): FindProposals {
  const indexes = new Map<string, Promise<ProposalIndex>>();
  const drafts = lazily(() => listDrafts(sources.tree));
  return async (file, draft) => {
    const port = draft.change === "retire" ? undefined : await sources.catalogue.find(draft.port);
    if (port === undefined) {
      return [];
    }
    const index = indexes.get(port.slug) ?? indexProposals(sources, await drafts(), port);
    indexes.set(port.slug, index);
    const { method, path, slug } = draft.action as Record<string, unknown>;
    return (await index)(file, { method: String(method), path: String(path), slug: String(slug) });
  };
}

type ProposalIndex = (file: string, own: Pick<Proposal, "method" | "path" | "slug">) => Proposal[];

async function indexProposals(
  sources: ProposalSources,
  drafts: readonly string[],
  port: LivePort,
): Promise<ProposalIndex> {
  const index = new Map<string, Proposal[]>();
  const keysOf = (own: Pick<Proposal, "method" | "path" | "slug">): string[] => [
    `route ${routeKey(own)}`,
    `slug ${own.slug}`,
  ];
  const all = [
    ...(await draftProposals(sources.tree, drafts, port)),
    ...(await requestProposals(sources.git, port)),
  ];
  for (const proposal of all) {
    for (const key of keysOf(proposal)) {
      const known = index.get(key) ?? [];
      known.push(proposal);
      index.set(key, known);
    }
  }
  // One more than is shown, since the draft itself may be among them.
  const twinsBy = (key: string): Proposal[] => index.get(key)?.slice(0, MOST_SHOWN + 1) ?? [];
  return (file, own) => [
    ...new Set(
      keysOf(own)
        .flatMap(twinsBy)
        .filter(({ where }) => where !== file),
    ),
  ];
}

const proposedSchema = z.object({ slug: z.string(), method: z.string(), path: z.string() });
const draftSchema = z.object({ port: z.string(), change: z.string().default("add"), action: proposedSchema });
const manifestSchema = z.object({ actions: z.array(z.unknown()) });

async function draftProposals(tree: Tree, drafts: readonly string[], port: LivePort): Promise<Proposal[]> {
  const proposals: Proposal[] = [];
  for (const where of drafts.filter((path) => path.startsWith(`${DRAFTS_FOLDER}/${port.slug}/`))) {
    const bytes = await tree.read(where);
    const draft =
      bytes === undefined || bytes.byteLength > BYTES.draft
        ? undefined
        : draftSchema.safeParse(parse(bytes)).data;
    if (draft !== undefined && draft.port === port.slug && draft.change !== "retire") {
      proposals.push({ where, kind: "draft", ...draft.action });
    }
  }
  return proposals;
}

/** The requests' branches as this clone last saw them, each with the one action that it is about. */
async function requestProposals(git: Git | undefined, port: LivePort): Promise<Proposal[]> {
  if (git === undefined) {
    return [];
  }
  const requests = await requestBranches(git, port.slug);
  const fileOf = (id: string): string => `${id}:${port.files.manifest}`;
  const contents = await git.readMany(
    requests.map(({ id }) => fileOf(id)),
    LIMITS,
  );
  return requests.flatMap(({ branch, slug, id }) => {
    const bytes = contents.get(fileOf(id));
    const manifest = bytes === undefined ? undefined : manifestSchema.safeParse(parse(bytes)).data;
    const action = manifest?.actions
      .map((candidate) => proposedSchema.safeParse(candidate).data)
      .find((candidate) => candidate?.slug === slug);
    return action === undefined ? [] : [{ where: branch, kind: "request" as const, ...action }];
  });
}

/** Without positions: it is read for three words, and what isn't JSON proposes nothing. */
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
