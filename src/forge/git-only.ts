import * as z from "zod";
import type { Clock } from "../io/clock.ts";
import type { Git } from "../io/git.ts";
import type { Forge, ForgeRequest, RequestText } from "./forge.ts";

const REFS = "refs/harbor-drafts/requests/";

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
 * A reviewer merges the branch with plain `git merge`. Refs are read as they were last fetched.
 */
export function openGitForge(git: Git, remote: string, clock: Clock): Forge {
  const read = async (
    ref: string,
    id: string,
    branches: ReadonlyMap<string, string>,
  ): Promise<(ForgeRequest & { base: string }) | undefined> => {
    const tree = git.treeAt(id, ref);
    const [file, body] = await Promise.all([tree.read("request.json"), tree.read("body.md")]);
    const request = requestFile.safeParse(parse(file)).data;
    if (request === undefined || refOf(request.branch) !== ref) {
      return undefined;
    }
    const isThere = branches.has(`refs/remotes/${remote}/${request.branch}`);
    return {
      branch: request.branch,
      base: request.base,
      state: isThere ? "open" : "closed",
      number: null,
      url: null,
      commit: request.commit,
      body: body === undefined ? "" : new TextDecoder().decode(body),
    };
  };
  const list = async (base: string): Promise<ForgeRequest[]> => {
    const branches = await git.refs(`refs/remotes/${remote}/publish/`);
    const requests: ForgeRequest[] = [];
    for (const [ref, id] of await git.refs(REFS)) {
      // Whoever may push may push garbage there: it is no request, and stops nobody.
      const request = await read(ref, id, branches).catch(() => undefined);
      if (request?.base === base) {
        requests.push(request);
      }
    }
    return requests;
  };
  const write = async (text: RequestText): Promise<ForgeRequest> => {
    const { branch, base, commit, title, body } = text;
    const ref = refOf(branch);
    const request = { request: 1, branch, base, commit, title };
    const previous = (await git.refs(ref)).get(ref) ?? null;
    const id = await git.commit({
      parent: null,
      message: `${title}\n`,
      files: [
        { path: "request.json", text: `${JSON.stringify(request, null, 2)}\n` },
        { path: "body.md", text: body },
      ],
      date: clock.now(),
    });
    await git.push(remote, { ref, commit: id, expected: previous });
    return { branch, state: "open", number: null, url: null, commit, body };
  };
  return {
    kind: "git-only",
    list,
    find: async (branch, base) =>
      (await list(base)).find((request) => request.branch === branch && request.state === "open"),
    open: write,
    update: (_existing, text) => write(text),
    checks: async () => "none",
  };
}

/** `publish/zoom-api/get-meeting` gives `refs/harbor-drafts/requests/zoom-api/get-meeting`. */
function refOf(branch: string): string {
  return REFS + branch.slice("publish/".length);
}

function parse(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes === undefined ? undefined : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
