import { execFileSync, spawn } from "node:child_process";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A request of git's as it arrived. */
export interface GitRequest {
  method: string;
  /** With the query. */
  path: string;
  authorization: string | undefined;
  headers: IncomingHttpHeaders;
}

export interface GitHttpOptions {
  /** Folders of bare repositories by their paths on the server, such as `civic-tech/catalogue.git`. */
  repositories: Record<string, string>;
  /** Values of the authorization header that are let in; without it, everybody is. */
  accepted?: readonly string[];
  /** Headers of every answer. */
  headers?: Record<string, string>;
  /** Another server, to which everything is sent on. */
  redirect?: string;
  /** Looks at things while git waits for an answer. */
  meanwhile?: () => void;
}

/** An authorization header as HTTP's Basic scheme has it. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

const BACKEND = join(execFileSync("git", ["--exec-path"], { encoding: "utf8" }).trim(), "git-http-backend");

/**
 * Real bare repositories behind git's own smart HTTP on loopback, to be fetched from and pushed to.
 * Closed with the test. https://git-scm.com/docs/git-http-backend
 */
export async function openGitHttp({ repositories, accepted, headers, redirect, meanwhile }: GitHttpOptions) {
  const received: GitRequest[] = [];
  const allowed = accepted?.map(normal);
  const server = createServer(async (message, response) => {
    const { method = "", url = "" } = message;
    const { authorization } = message.headers;
    received.push({ method, path: url, authorization, headers: message.headers });
    meanwhile?.();
    for (const [name, value] of Object.entries(headers ?? {})) {
      response.setHeader(name, value);
    }
    const target = new URL(url, "http://localhost");
    const name = Object.keys(repositories).find((path) => target.pathname.startsWith(`/${path}/`));
    if (allowed !== undefined && !allowed.includes(normal(authorization ?? ""))) {
      response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end();
    } else if (redirect !== undefined) {
      response.writeHead(302, { location: redirect + url }).end();
    } else if (name === undefined) {
      response.writeHead(404).end();
    } else {
      const file = `${repositories[name]}${target.pathname.slice(name.length + 1)}`;
      serve(message, response, file, target.search.slice(1));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, received, urlOf: (path: string): string => `${origin}/${path}` };
}

/** The scheme's name is written in any case. */
function normal(authorization: string): string {
  return authorization.replace(/^\w+/, (scheme) => scheme.toLowerCase());
}

function serve(message: IncomingMessage, response: ServerResponse, file: string, query: string): void {
  const { method = "", headers } = message;
  const child = spawn(BACKEND, {
    env: {
      ...process.env,
      GIT_HTTP_EXPORT_ALL: "1",
      // Whoever has a name may push.
      REMOTE_USER: "somebody",
      REQUEST_METHOD: method,
      PATH_TRANSLATED: file,
      QUERY_STRING: query,
      CONTENT_TYPE: headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: headers["content-encoding"] ?? "",
      GIT_PROTOCOL: String(headers["git-protocol"] ?? ""),
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.on("error", () => {});
  message.pipe(child.stdin);
  let head = "";
  const readHead = (chunk: Buffer): void => {
    head += chunk.toString("latin1");
    const end = head.indexOf("\r\n\r\n");
    if (end !== -1) {
      child.stdout.off("data", readHead);
      const lines = head.slice(0, end).split("\r\n");
      const fields = lines.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
      const status = fields.find(([name]) => name === "Status")?.[1] ?? "200";
      response.writeHead(Number.parseInt(status, 10), Object.fromEntries(fields));
      response.write(Buffer.from(head.slice(end + 4), "latin1"));
      child.stdout.pipe(response);
    }
  };
  child.stdout.on("data", readHead);
  child.on("close", () => response.end());
}
