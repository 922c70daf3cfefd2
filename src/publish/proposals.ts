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

/** Drafts that are kept parsed at the same time. */
const MOST_PARSED = 1_000;

/**
 * What other drafts of the work tree and open requests propose, offline. Each port's are looked through when
 * they are first asked for, once; a draft is parsed only where its text names the path or the slug.
 */
export function openProposals({ tree, catalogue, git }: ProposalSources): FindProposals {
  const drafts = lazily(() => listDrafts(tree));
  const openIndex = memoize(async (port: LivePort) => {
    const requests = new Map((await requestProposals(git, port)).map((one) => [one.where, one]));
    const index = new Map<string, string[]>();
    const add = (where: string, keys: Iterable<string>): void => {
      for (const key of keys) {
        const known = index.get(key) ?? [];
        known.push(where);
        index.set(key, known);
      }
    };
    for (const where of (await drafts()).filter((path) =>
      path.startsWith(`${DRAFTS_FOLDER}/${port.slug}/`),
    )) {
      add(where, keysIn(await tree.read(where)));
    }
    for (const { where, path, slug } of requests.values()) {
      add(where, [keyOf(path), slug]);
    }
    const read = memoize(
      async (where) => requests.get(where) ?? proposalIn(await tree.read(where), where, port),
      MOST_PARSED,
    );
    return { index, read };
  });
  return async (file, draft) => {
    const port = draft.change === "retire" ? undefined : await catalogue.find(draft.port);
    if (port === undefined) {
      return [];
    }
    const { index, read } = await openIndex(port);
    const { method, path, slug } = draft.action as Record<string, unknown>;
    const route = routeKey({ method: String(method), path: String(path) });
    const found = new Set<Proposal>();
    for (const key of [keyOf(String(path)), String(slug)]) {
      const places = (index.get(key) ?? []).filter((where) => where !== file);
      const enough = found.size + MOST_SHOWN;
      for (let at = 0; at < places.length && found.size < enough; at++) {
        const proposal = await read(places[at] ?? "");
        if (proposal !== undefined && (proposal.slug === slug || routeKey(proposal) === route)) {
          found.add(proposal);
        }
      }
    }
    return [...found];
  };
}

/** What a path has in common with all that differ in the names of placeholders. */
function keyOf(path: string): string {
  return path.replace(/\{[^{}/]*\}/g, "{}");
}

/** What a draft's text may have as its path and slug. */
const NAMED = /"(path|slug)"\s*:\s*"([^"]*)"/g;

function keysIn(bytes: Uint8Array | undefined): ReadonlySet<string> {
  const keys = new Set<string>();
  const text = bytes === undefined || bytes.byteLength > BYTES.draft ? "" : new TextDecoder().decode(bytes);
  for (const [, name, written = ""] of text.matchAll(NAMED)) {
    const value = written.includes("\\") ? String(parse(`"${written}"`)) : written;
    // A part of a text keeps all of it in memory: what is kept is a copy.
    keys.add(Buffer.from(name === "slug" ? value : keyOf(value)).toString());
  }
  return keys;
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
