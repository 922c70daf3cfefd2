import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { openCommits } from "./github/commits.ts";
import { openConversation } from "./github/conversation.ts";
import { openPulls } from "./github/pulls.ts";
import { failure, forbidden, notFound } from "./github/replies.ts";
import { openSettings } from "./github/settings.ts";
import {
  answerViolations,
  type Matched,
  match,
  type Operation,
  requestViolations,
  versionViolations,
} from "./github/shapes.ts";
import { hasScope, headersFor, kindOf, TOKEN } from "./github/tokens.ts";
import type { Answers, Call, Reply } from "./github/types.ts";
import { type Fork, OWNER, openWorld, REPOSITORY, type World } from "./github/world.ts";

export { failure, invalid } from "./github/replies.ts";
export { OPERATIONS, type Operation } from "./github/shapes.ts";
export { TOKEN, TOKENS, type TokenKind } from "./github/tokens.ts";
export type * from "./github/types.ts";
export { type Fork, REPOSITORY, type Settings } from "./github/world.ts";

export interface Received {
  method: string;
  /** Below the repository, such as `/pulls`; elsewhere the whole path, such as `/user`. */
  path: string;
  query: Record<string, string>;
  body: Record<string, unknown>;
  authorization: string | undefined;
  /** Of GitHub's API, as `X-GitHub-Api-Version` asks for it. */
  version: string | undefined;
  /** None where it isn't one of GitHub's that the flow may use. */
  operation: Operation | undefined;
}

/** `lost`: it is done, but the answer never gets there. A function runs first; then all goes as usual. */
export type Trouble = Reply | "reset" | "silence" | "lost" | (() => void);

export interface TroubleOptions {
  /** A method, or a method and a path: `POST`, `POST /pulls`, `PATCH /pulls/{pull_number}`. */
  on?: string;
  times?: number;
  /** So many of those that are meant get through before. */
  after?: number;
}

interface Waiting {
  on: string | undefined;
  what: Trouble;
  after: number;
}

export type GitHub = Awaited<ReturnType<typeof openGitHub>>;

const PREFIX = "/api/v3";
const ROOT = `/repos/${REPOSITORY}`;

/**
 * A server on loopback that answers the calls of a publish request as GitHub's REST API does, about
 * a real bare repository. Closed with the test, which fails if a request or an answer wasn't as
 * GitHub's OpenAPI description says, or if anything else was asked.
 */
export async function openGitHub(remote: string) {
  const world = openWorld(remote);
  const { answer, ...state } = openState(world);
  const received: Received[] = [];
  const violations: string[] = [];
  const waiting: Waiting[] = [];
  const asking = new Set<AbortController>();
  /** What is asked meanwhile is given up: no clock says how long silence takes. */
  const fallSilent = (): void => {
    for (const one of asking) {
      one.abort(new DOMException("GitHub says nothing", "TimeoutError"));
    }
    asking.clear();
  };

  const replyTo = async (message: IncomingMessage): Promise<Reply | "reset" | "silence"> => {
    const { request, matched, url, body } = await receive(message);
    received.push(request);
    const wrong =
      matched === undefined
        ? ["nothing that may be asked here"]
        : [...versionViolations(request.version), ...requestViolations(matched, request.query, body)];
    if (matched === undefined || wrong.length > 0) {
      return violated(violations, request, wrong);
    }
    const trouble = next(waiting, request);
    if (typeof trouble === "function") {
      trouble();
    } else if (trouble !== undefined && trouble !== "lost") {
      return trouble;
    }
    const kind = kindOf(request.authorization);
    if (kind === undefined) {
      return failure(401, { message: "Bad credentials" });
    }
    const isDenied = world.settings.denied.some((on) => namesOf(request).includes(on));
    const call: Call = { ...matched, kind, url, query: request.query, body };
    const reply = isDenied ? forbidden(kind, notFound()) : (keptOut(call, world.settings) ?? answer(call));
    const otherwise = answerViolations(matched.operation, reply.status, reply.body);
    if (otherwise.length > 0) {
      return violated(violations, request, otherwise);
    }
    const headers = headersFor(kind, matched.operation, world.settings, received.length);
    return trouble === "lost" ? "reset" : { ...reply, headers: { ...headers, ...reply.headers } };
  };
  const server = createServer(async (message, response) => {
    const reply = await replyTo(message);
    if (reply === "reset") {
      message.socket.resetAndDestroy();
    } else if (reply === "silence") {
      fallSilent();
    } else {
      send(response, reply);
    }
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    if (violations.length > 0) {
      throw new Error(`Not as GitHub describes it:\n${[...new Set(violations)].join("\n")}`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PREFIX}`;
  return {
    apiUrl,
    /** What a command line needs to reach it. */
    env: { GITHUB_TOKEN: TOKEN, GITHUB_REPOSITORY: REPOSITORY, GITHUB_API_URL: apiUrl } as Record<
      string,
      string
    >,
    received,
    /** Of a client in this process: when it gives up a call. */
    giveUp(): AbortSignal {
      const controller = new AbortController();
      asking.add(controller);
      return controller.signal;
    },
    /** How often each operation was asked. */
    calls(): Partial<Record<Operation | "else", number>> {
      const counts: Partial<Record<Operation | "else", number>> = {};
      for (const { operation = "else" } of received) {
        counts[operation] = (counts[operation] ?? 0) + 1;
      }
      return counts;
    },
    /** What wasn't as GitHub describes it. The test fails unless it takes them out. */
    violations,
    /** The next requests of a kind (or all) get into trouble, `times` of them. */
    trouble(what: Trouble, { on, times = 1, after = 0 }: TroubleOptions = {}): void {
      waiting.push(...Array.from({ length: times }, () => ({ on, what, after })));
    },
    /** Takes back what trouble is left. */
    calm: (): void => void waiting.splice(0),
    ...state,
  };
}

function openState(world: World) {
  const { settings, pulls, protections, rulesets, forks } = world;
  const { answers: ofPulls, find, follow, open, close, merge } = openPulls(world);
  const { answers: ofConversation, ...conversation } = openConversation(world, { find, follow });
  const { answers: ofCommits, ...commits } = openCommits(world);
  const answers: Answers = {
    ...openSettings(world).answers,
    ...ofPulls,
    ...ofConversation,
    ...ofCommits,
  };
  return {
    settings,
    pulls,
    /** By branch. */
    protections,
    rulesets,
    open,
    close,
    /** As the merge button would; the merge itself is git's. */
    merge,
    ...conversation,
    ...commits,
    /** Somebody has a copy of the repository. */
    fork: (fork: Fork): void => void forks.push(fork),
    answer(call: Call): Reply {
      follow();
      const { owner = "", repo = "" } = call.path;
      const isHere = call.operation === "GET /user" || `${owner}/${repo}`.toLowerCase() === REPOSITORY;
      const isFork = forks.some(({ login }) => login === owner) && `${OWNER}/${repo}` === REPOSITORY;
      if (!isHere && !(isFork && OF_FORKS.includes(call.operation))) {
        return notFound();
      }
      if (settings.archived && !call.operation.startsWith("GET ")) {
        return failure(403, { message: "Repository was archived so is read-only." });
      }
      return answers[call.operation](call);
    },
  };
}

/** What an organisation, or the token itself, keeps from being asked. */
function keptOut({ operation, kind, url }: Call, settings: World["settings"]): Reply | undefined {
  if (operation === "GET /user") {
    return undefined;
  }
  if (settings.isOutside) {
    const message = `Although you appear to have the correct authorization credentials, the \`${OWNER}\` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.`;
    return failure(403, { message });
  }
  if (settings.needsSignOn && kind !== "installation") {
    const message =
      "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.";
    const page = `${url.origin}/orgs/${OWNER}/sso?authorization_request=A123`;
    return failure(403, { message }, { "x-github-sso": `required; url=${page}` });
  }
  if (kind === "installation" && operation === OPENING && !settings.actionsMayOpen) {
    return failure(403, { message: "GitHub Actions is not permitted to create or approve pull requests." });
  }
  return hasScope(kind, operation, settings) ? undefined : notFound();
}

const OPENING: Operation = "POST /repos/{owner}/{repo}/pulls";
const OF_FORKS: Operation[] = ["GET /repos/{owner}/{repo}", "GET /repos/{owner}/{repo}/branches/{branch}"];

/** The trouble of a request, if there is any; all that wait for one like it count it. */
function next(waiting: Waiting[], request: Received): Trouble | undefined {
  const names = namesOf(request);
  let found: Waiting | undefined;
  for (const one of waiting.filter(({ on }) => on === undefined || names.includes(on))) {
    if (one.after > 0) {
      one.after--;
    } else {
      found ??= one;
    }
  }
  if (found !== undefined) {
    waiting.splice(waiting.indexOf(found), 1);
  }
  return found?.what;
}

/** How tests name a request: `PATCH`, `PATCH /pulls/1`, `PATCH /pulls/{pull_number}`. */
function namesOf({ method, path, operation }: Received): string[] {
  return [method, `${method} ${path}`, operation?.replace("/repos/{owner}/{repo}", "") ?? method];
}

function violated(violations: string[], { method, path }: Received, what: readonly string[]): Reply {
  const text = `${method} ${path}: ${what.join("; ")}`;
  violations.push(text);
  return failure(500, { message: `Not as GitHub describes it: ${text}` });
}

async function receive(message: IncomingMessage) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) {
    chunks.push(chunk as Uint8Array);
  }
  const url = new URL(message.url ?? "", `http://${message.headers.host}`);
  const method = message.method ?? "";
  const path = url.pathname.startsWith(PREFIX) ? url.pathname.slice(PREFIX.length) : url.pathname;
  const matched: Matched | undefined = match(method, path);
  const text = Buffer.concat(chunks).toString("utf8");
  const body = text === "" ? undefined : parse(text);
  const request: Received = {
    method,
    path: decodeURIComponent(path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length) : path),
    query: Object.fromEntries(url.searchParams),
    body: (body ?? {}) as Record<string, unknown>,
    authorization: message.headers.authorization,
    version: message.headers["x-github-api-version"]?.toString(),
    operation: matched?.operation,
  };
  return { request, matched, url, body };
}

/** What isn't JSON stays a text, and so is no body that anybody takes. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function send(response: ServerResponse, { status, body = "", headers = {} }: Reply): void {
  const isText = typeof body === "string";
  const type = isText ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
