import * as z from "zod";
import type { Clock } from "../io/clock.ts";
import type { Git } from "../io/git.ts";
import { BYTES } from "../limits.ts";
import { REQUEST_REFS } from "../refs.ts";
import type { Forge, ForgeRequest, RequestText } from "./forge.ts";

const BRANCHES = "publish/";

const requestFile = z.object({
  request: z.literal(1),
  branch: z.string(),
  base: z.string(),
  commit: z.string(),
  title: z.string(),
});

/**
 * Requests on any git remote, no server needed: the branch, plus a commit at
 * refs/harbor-drafts/requests/<port>/<slug> whose tree holds request.json and body.md.
 * A reviewer merges the branch with plain `git merge`, and refuses by deleting it. Refs are read as
 * they were last fetched.
 */
export function openGitForge(git: Git, remote: string, clock: Clock, warnings: readonly string[]): Forge {
  const read = async (ref: string, id: string) => {
    const files = await git.readMany([`${id}:request.json`, `${id}:body.md`], LIMITS);
    const request = requestFile.safeParse(parse(files.get(`${id}:request.json`))).data;
    return request?.branch.startsWith(BRANCHES) === true && refOf(request.branch) === ref
      ? { ...request, body: new TextDecoder().decode(files.get(`${id}:body.md`)) }
      : undefined;
  };
  const readAll = async (
    base: string,
    refs: Iterable<readonly [string, string]>,
  ): Promise<ForgeRequest[]> => {
    const requests: ForgeRequest[] = [];
    for (const [ref, id] of refs) {
      // Whoever may push may push garbage there: it is no request, and stops no one.
      const request = await read(ref, id).catch(() => undefined);
      if (request?.base === base) {
        const isThere = (await git.resolve(`refs/remotes/${remote}/${request.branch}`)) !== undefined;
        requests.push(toRequest(request, isThere ? "open" : "closed"));
      }
    }
    const ended = requests.filter(
      ({ state, commit }) => state === "closed" && /^[0-9a-f]{40,64}$/.test(commit),
    );
    const commits = ended.map(({ commit }) => commit);
    const merged =
      commits.length === 0 ? new Set() : await git.mergedOf(commits, `refs/remotes/${remote}/${base}`);
    return requests.map((request) =>
      ended.includes(request) && merged.has(request.commit) ? { ...request, state: "merged" } : request,
    );
  };
  // All of it was pushed together with the branch.
  const shown = async (text: RequestText): Promise<ForgeRequest> => toRequest(text, "open");
  return {
    kind: "git-only",
    warnings,
    list: async (base) => readAll(base, await git.refs(REQUEST_REFS)),
    async history(branch, base) {
      const ref = refOf(branch);
      const id = await git.resolve(ref);
      return readAll(base, id === undefined ? [] : [[ref, id]]);
    },
    async refsBeside({ branch, base, commit, title, body }) {
      const ref = refOf(branch);
      const request = { request: 1, branch, base, commit, title };
      const expected = (await git.resolve(ref)) ?? null;
      const id = await git.commit({
        parent: null,
        message: `${title}\n`,
        files: [
          { path: "request.json", text: `${JSON.stringify(request, null, 2)}\n` },
          { path: "body.md", text: body },
        ],
        date: clock.now(),
      });
      return [{ ref, commit: id, expected }];
    },
    open: shown,
    update: (_existing, text) => shown(text),
    async close({ branch }) {
      const ref = refOf(branch);
      const previous = await git.resolve(ref);
      if (previous !== undefined) {
        await git.push(remote, [{ ref, commit: null, expected: previous }]);
      }
    },
    // Nothing here has labels, reviewers, checks or comments.
    labelAndAssign: async () => [],
    checks: async () => "none",
    review: async () => ({ decision: "none", comments: [] }),
    lastWord: async () => undefined,
    mayPush: async () => true,
    fork: () => Promise.reject(new Error("a git remote has no forks")),
  };
}

const LIMITS = { each: BYTES.requestText, all: 2 * BYTES.requestText };

/** As any forge has it; nothing here has a number, an address, a fork or a draft. */
function toRequest(
  { branch, commit, title, body }: Pick<ForgeRequest, "branch" | "commit" | "title" | "body">,
  state: ForgeRequest["state"],
): ForgeRequest {
  return { branch, fork: null, state, isDraft: false, number: null, url: null, commit, title, body };
}

/** `publish/zoom-api/get-meeting` gives `refs/harbor-drafts/requests/zoom-api/get-meeting`. */
function refOf(branch: string): string {
  return REQUEST_REFS + branch.slice(BRANCHES.length);
}

function parse(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes === undefined ? undefined : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
