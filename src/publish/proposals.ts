import * as z from "zod";
import { DRAFTS_FOLDER } from "../catalog/layout.ts";
import type { Catalogue, LivePort } from "../catalog/load.ts";
import { routeKey } from "../catalog/route.ts";
import type { Tree } from "../catalog/tree.ts";
import { listDrafts } from "../drafts/store.ts";
import type { Git } from "../io/git.ts";
import { lazily, memoize } from "../lazily.ts";
import { BYTES } from "../limits.ts";
import type { FindProposals } from "../safe-model/evaluate.ts";
import type { Proposal } from "../safe-model/rule.ts";
import { actionIn, requestBranches } from "./requests.ts";

/** Where proposals are looked for. */
export interface ProposalSources {
  /** The work tree. */
  tree: Tree;
  catalogue: Catalogue;
  /** Undefined without git: then there are no requests. */
  git: Git | undefined;
}

/** More twins than anyone reads of. */
const MOST_SHOWN = 5;

/** Whoever may push may push anything: what is larger says nothing, in bytes. */
const LIMITS = { each: BYTES.catalogFile, all: BYTES.allRequests };

/** What may be a proposal for a path or a slug: reading it shows. */
interface Candidate {
  where: string;
  read(): Promise<Proposal | undefined>;
}

/**
 * What other drafts of the work tree and open requests propose, offline. Each port's are looked through when
 * they are first asked for, once; a draft is parsed only where its text names the path or the slug.
 */
export function openProposals({ tree, catalogue, git }: ProposalSources): FindProposals {
  const drafts = lazily(() => listDrafts(tree));
  const indexOf = memoize(async (port: LivePort) => {
    const index = new Map<string, Candidate[]>();
    const add = (keys: Iterable<string>, candidate: Candidate): void => {
      for (const key of keys) {
        const known = index.get(key) ?? [];
        known.push(candidate);
        index.set(key, known);
      }
    };
    for (const where of (await drafts()).filter((path) =>
      path.startsWith(`${DRAFTS_FOLDER}/${port.slug}/`),
    )) {
      const read = lazily(async () => proposalIn(await tree.read(where), where, port));
      add(keysIn(await tree.read(where)), { where, read });
    }
    for (const proposal of await requestProposals(git, port)) {
      add(keysOf(proposal), { where: proposal.where, read: async () => proposal });
    }
    return index;
  });
  return async (file, draft) => {
    const port = draft.change === "retire" ? undefined : await catalogue.find(draft.port);
    const { method, path, slug } = draft.action as Record<string, unknown>;
    const own = { method: String(method), path: String(path), slug: String(slug) };
    if (port === undefined) {
      return [];
    }
    const index = await indexOf(port);
    const twins = keysOf(own).map((key) => twinsAmong(index.get(key) ?? [], file, own));
    return [...new Set((await Promise.all(twins)).flat())];
  };
}

async function twinsAmong(candidates: readonly Candidate[], file: string, own: Own): Promise<Proposal[]> {
  const twins: Proposal[] = [];
  for (const { where, read } of candidates) {
    if (twins.length === MOST_SHOWN) {
      break;
    }
    const proposal = where === file ? undefined : await read();
    if (proposal !== undefined && (proposal.slug === own.slug || routeKey(proposal) === routeKey(own))) {
      twins.push(proposal);
    }
  }
  return twins;
}

type Own = Pick<Proposal, "method" | "path" | "slug">;

/** By what a proposal is found: its path, whatever its placeholders are called, and its slug. */
function keysOf({ path, slug }: Pick<Proposal, "path" | "slug">): string[] {
  return [routeKey({ method: "", path }), slug];
}

/** What a draft's text may have as its path and slug. */
const NAMED = /"(path|slug)"\s*:\s*("(?:[^"\\]|\\.)*")/g;

function keysIn(bytes: Uint8Array | undefined): ReadonlySet<string> {
  const text = bytes === undefined || bytes.byteLength > BYTES.draft ? "" : new TextDecoder().decode(bytes);
  const names = [...text.matchAll(NAMED)].flatMap(([, name, literal = ""]) => {
    const value = parse(literal);
    return typeof value !== "string" ? [] : name === "slug" ? value : routeKey({ method: "", path: value });
  });
  return new Set(names);
}

const proposedSchema = z.object({ slug: z.string(), method: z.string(), path: z.string() });
const draftSchema = z.object({ port: z.string(), change: z.string().default("add"), action: proposedSchema });

function proposalIn(bytes: Uint8Array | undefined, where: string, port: LivePort): Proposal | undefined {
  const draft = draftSchema.safeParse(parse(new TextDecoder().decode(bytes))).data;
  const isMeant = draft !== undefined && draft.port === port.slug && draft.change !== "retire";
  return isMeant ? { where, kind: "draft", ...draft.action } : undefined;
}

/** The requests' branches as this clone last saw them, each with the one action that it is about. */
async function requestProposals(git: Git | undefined, port: LivePort): Promise<Proposal[]> {
  if (git === undefined) {
    return [];
  }
  const requests = await requestBranches(git, port.slug);
  const fileOf = (id: string): string => `${id}:${port.files.manifest}`;
  const names = requests.map(({ id }) => fileOf(id));
  const contents = await git.readMany(names, LIMITS);
  return requests.flatMap(({ branch, slug, id }) => {
    const action = actionIn(contents.get(fileOf(id)), slug);
    const { method, path } = action ?? { method: "", path: "" };
    return action === undefined ? [] : [{ where: branch, kind: "request", slug, method, path }];
  });
}

/** Without positions: it is read for three words, and what isn't JSON proposes nothing. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
