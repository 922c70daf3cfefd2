import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { components } from "@octokit/openapi-types";
import { onTestFinished } from "vitest";
import { git } from "./repository.ts";

// What GitHub answers, as octokit's own types describe it: a wrong member or type doesn't compile.
type Schemas = components["schemas"];
type Members = "number" | "html_url" | "title" | "body" | "created_at" | "updated_at" | "closed_at";
type Side = Pick<Schemas["pull-request"]["head"], "label" | "ref" | "sha"> & {
  /** Null once a fork is deleted, which the types don't know. */
  repo: Pick<Schemas["repository"], "full_name"> | null;
};
export type Pull = Pick<Schemas["pull-request"] & Schemas["pull-request-simple"], Members> &
  Pick<Schemas["pull-request"], "state" | "merged" | "merged_at"> & { head: Side; base: Side };
export type CheckRun = Pick<Schemas["check-run"], "status" | "conclusion">;
type Failure = Pick<Schemas["basic-error"], "message" | "documentation_url" | "status"> &
  Pick<Schemas["validation-error"], "errors">;

export interface Received {
  method: string;
  /** Below the repository, such as `/pulls`. */
  path: string;
  query: Record<string, string>;
  body: Record<string, string>;
  authorization: string | undefined;
}

export interface Reply {
  status: number;
  /** A text is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** `lost`: it is done, but the answer never gets there. A function runs first; then all goes as usual. */
export type Trouble = Reply | "reset" | "silence" | "lost" | (() => void);

export interface GitHub {
  apiUrl: string;
  /** What a command line needs to reach it. */
  env: Record<string, string>;
  received: Received[];
  pulls: Pull[];
  /** The next requests of a method (or all) get into trouble, `times` of them. */
  trouble(trouble: Trouble, options?: { on?: string; times?: number }): void;
  /** Somebody opens a pull request by hand. @param from owner of the repository that the branch is in */
  open(pull: { head: string; base?: string; title?: string; from?: string | null }): Pull;
  close(number: number): void;
  /** As the merge button would; the merge itself is git's. */
  merge(number: number): void;
  check(commit: string, run: CheckRun): void;
}

export const REPOSITORY = "civic-tech/catalogue";
export const TOKEN = "a-token-that-nobody-may-ever-see-0123456789";
const [OWNER = ""] = REPOSITORY.split("/");
const PREFIX = "/api/v3";
const DOCUMENTATION = "https://docs.github.com/rest";

/**
 * A server on loopback that answers the calls of a publish request as GitHub's REST API does, about
 * a real bare repository. Closed with the test.
 */
export async function openGitHub(remote: string): Promise<GitHub> {
  const store = openStore(remote);
  const received: Received[] = [];
  const troubles: { on: string | undefined; what: Trouble }[] = [];
  const server = createServer(async (message, response) => {
    const request = await receive(message);
    received.push(request);
    const index = troubles.findIndex(({ on }) => on === undefined || on === request.method);
    const what = index < 0 ? undefined : troubles.splice(index, 1)[0]?.what;
    if (what === "silence") {
      return;
    }
    if (what === "reset") {
      message.socket.resetAndDestroy();
      return;
    }
    if (typeof what === "function") {
      what();
    }
    const reply = typeof what === "object" ? what : store.answer(request);
    if (what === "lost") {
      message.socket.resetAndDestroy();
    } else {
      send(response, reply);
    }
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PREFIX}`;
  return {
    apiUrl,
    env: { GITHUB_TOKEN: TOKEN, GITHUB_REPOSITORY: REPOSITORY, GITHUB_API_URL: apiUrl },
    received,
    trouble: (what, { on, times = 1 } = {}) => {
      troubles.push(...Array.from({ length: times }, () => ({ on, what })));
    },
    ...store,
  };
}

/** What GitHub keeps, and its answers. */
function openStore(remote: string) {
  const pulls: Pull[] = [];
  const checks = new Map<string, CheckRun[]>();
  /** Commits of the real branches, as of the last request. */
  let tips = new Map<string, string>();
  let seconds = 0;
  const now = (): string => new Date(Date.UTC(2026, 2, 1, 12, 0, seconds++)).toISOString();
  const find = (number: number): Pull | undefined => pulls.find((pull) => pull.number === number);
  const isOf = (pull: Pull, head: string): boolean => pull.head.label === head && pull.head.repo !== null;
  const side = (ref: string, owner: string | null): Side => ({
    label: `${owner ?? "unknown"}:${ref}`,
    ref,
    sha: tips.get(ref) ?? "0".repeat(40),
    repo: owner === null ? null : { full_name: REPOSITORY.replace(OWNER, owner) },
  });
  const open: GitHub["open"] = ({ head, base = "main", title = "", from = OWNER }) => {
    const [number, time] = [pulls.length + 1, now()];
    const pull: Pull = {
      number,
      html_url: `https://github.com/${REPOSITORY}/pull/${number}`,
      state: "open",
      title,
      body: null,
      created_at: time,
      updated_at: time,
      closed_at: null,
      merged_at: null,
      merged: false,
      head: side(head, from),
      base: side(base, OWNER),
    };
    pulls.push(pull);
    return pull;
  };
  const end = (number: number, merged: boolean): void => {
    const time = now();
    const change = { state: "closed", closed_at: time, updated_at: time } as const;
    Object.assign(find(number) ?? {}, change, merged ? { merged, merged_at: time } : {});
  };

  const list: Answer = ({ query }) => {
    const { state = "open", head, base, sort = "created", page = "1", per_page = "30" } = query;
    const isDescending = (query.direction ?? (sort === "created" ? "desc" : "asc")) === "desc";
    const timeOf = (pull: Pull): string => (sort === "updated" ? pull.updated_at : pull.created_at);
    const sorted = pulls
      .filter((pull) => state === "all" || pull.state === state)
      .filter((pull) => head === undefined || isOf(pull, head))
      .filter((pull) => base === undefined || pull.base.ref === base)
      .sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
    const size = Math.min(Number(per_page), 100);
    const shown = isDescending ? sorted.reverse() : sorted;
    return { status: 200, body: shown.slice((Number(page) - 1) * size, Number(page) * size) };
  };
  const create: Answer = ({ body: { head = "", base = "", title = "", body = "" } }) => {
    const label = head.includes(":") ? head : `${OWNER}:${head}`;
    const refs = { head: label.replace(/^.*:/, ""), base };
    const [missing] = Object.entries(refs).find(([, ref]) => !tips.has(ref)) ?? [];
    if (missing !== undefined) {
      return invalid({ resource: "PullRequest", field: missing, code: "invalid" });
    }
    if (pulls.some((pull) => pull.state === "open" && isOf(pull, label) && pull.base.ref === base)) {
      const message = `A pull request already exists for ${label}.`;
      return invalid({ resource: "PullRequest", code: "custom", message });
    }
    return { status: 201, body: Object.assign(open({ head: refs.head, base, title }), { body }) };
  };
  const update: Answer = ({ body }, number) => {
    const pull = find(Number(number));
    return pull === undefined
      ? failure(404, { message: "Not Found" })
      : { status: 200, body: Object.assign(pull, body, { updated_at: now() }) };
  };
  const listChecks: Answer = (_request, commit) => {
    const check_runs = checks.get(commit) ?? [];
    return { status: 200, body: { total_count: check_runs.length, check_runs } };
  };
  const routes: [RegExp, Answer][] = [
    [/^GET \/pulls$/, list],
    [/^POST \/pulls$/, create],
    [/^PATCH \/pulls\/(\d+)$/, update],
    [/^GET \/commits\/(\w+)\/check-runs$/, listChecks],
  ];
  return {
    pulls,
    open,
    close: (number: number) => end(number, false),
    merge: (number: number) => end(number, true),
    check: (commit: string, run: CheckRun) => checks.set(commit, [...(checks.get(commit) ?? []), run]),
    answer(request: Received): Reply {
      if (request.authorization !== `token ${TOKEN}`) {
        return failure(401, { message: "Bad credentials" });
      }
      tips = branches(remote);
      for (const { head, state } of pulls) {
        head.sha = (state === "open" ? tips.get(head.ref) : undefined) ?? head.sha;
      }
      for (const [shape, answer] of routes) {
        const match = shape.exec(`${request.method} ${request.path}`);
        if (match !== null) {
          return answer(request, match[1] ?? "");
        }
      }
      return failure(404, { message: "Not Found" });
    },
  };
}

type Answer = (request: Received, name: string) => Reply;

function branches(remote: string): Map<string, string> {
  const lines = git(remote, "for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/heads/");
  return new Map(lines.split("\n").map((line) => line.split(" ") as [string, string]));
}

/** A failure in GitHub's words. */
export function failure(status: number, body: Failure, headers: Record<string, string> = {}): Reply {
  return { status, body: { ...body, documentation_url: DOCUMENTATION, status: `${status}` }, headers };
}

/** `Validation Failed`, and what exactly. */
export function invalid(...errors: NonNullable<Failure["errors"]>): Reply {
  return failure(422, { message: "Validation Failed", errors });
}

async function receive(message: IncomingMessage): Promise<Received> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) {
    chunks.push(chunk as Uint8Array);
  }
  const { pathname, searchParams } = new URL(message.url ?? "", "http://127.0.0.1");
  const root = `${PREFIX}/repos/${REPOSITORY}`;
  const text = Buffer.concat(chunks).toString("utf8");
  return {
    method: message.method ?? "",
    path: pathname.startsWith(root)
      ? decodeURIComponent(pathname.slice(root.length))
      : `elsewhere${pathname}`,
    query: Object.fromEntries(searchParams),
    body: text === "" ? {} : JSON.parse(text),
    authorization: message.headers.authorization,
  };
}

function send(response: ServerResponse, { status, body = "", headers = {} }: Reply): void {
  const isText = typeof body === "string";
  const type = isText ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
