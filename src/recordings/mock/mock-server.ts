import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { HarborError } from "../../errors.ts";
import { BYTES } from "../../limits.ts";
import type { MockAnswer, MockSource } from "./mock-answer.ts";

export interface MockOptions {
  /** Of the port; the mock answers below the same path. */
  baseUrl: string;
  /** Asked for with the first request. */
  sources: () => Promise<readonly MockSource[]>;
  /** A free one is taken for 0. */
  port: number;
  log: (line: string) => void;
}

export interface Mock {
  /** Stands for the port's base URL. */
  url: string;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * Serves recordings over HTTP on this machine alone. No browser's page can read it: there is no CORS
 * header, and a request by another name than the machine's own (DNS rebinding) is turned away.
 *
 * @throws HarborError IO where the port is taken
 */
export async function startMock({ baseUrl, sources, port, log }: MockOptions): Promise<Mock> {
  const { origin, pathname } = new URL(baseUrl);
  const server = createServer((request, response) => {
    answer(request, origin, sources).then(
      (told) => {
        const from = told.file === null ? told.message : told.file;
        log(`${request.method} ${pathOf(request)} ${told.status} ${from}`);
        send(response, told);
      },
      () => {
        // Nothing of the failure is told to the client: it may quote a recording.
        log(`${request.method} ${pathOf(request)} 500 the mock can't answer this`);
        response.writeHead(500).end();
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port }, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    const hint = "name another port with --listen, or 0 for a free one";
    throw new HarborError("IO", `can't listen on 127.0.0.1:${port} (${error.code})`, hint, error);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname.replace(/\/+$/, "")}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** How a client on this machine names it. */
const LOCAL = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

async function answer(
  request: IncomingMessage,
  origin: string,
  sources: () => Promise<readonly MockSource[]>,
): Promise<MockAnswer> {
  // Loaded while it listens.
  const { answerRequest, problem } = await import("./mock-answer.ts");
  const { method = "", url = "", headers } = request;
  if (!LOCAL.test(headers.host ?? "")) {
    return problem(403, "the mock answers to 127.0.0.1 and localhost alone");
  }
  if (headers.origin !== undefined && !LOCAL.test(headers.origin.replace(/^https?:\/\//, ""))) {
    return problem(403, "the mock answers to no page of another site");
  }
  const text = await readBody(request);
  if (text === undefined) {
    return problem(413, `the body is larger than ${BYTES.input} bytes`);
  }
  if (!url.startsWith("/") || !URL.canParse(origin + url)) {
    return problem(400, "the request names no path");
  }
  const status = /(?:^|[\s,;])code=(\d{3})(?:$|[\s,;])/.exec(String(headers.prefer ?? ""))?.[1];
  return answerRequest(
    await sources(),
    { method, url: origin + url, text },
    status === undefined ? undefined : Number(status),
  );
}

/** Without the query, which a log has no business to keep. */
function pathOf({ url = "" }: IncomingMessage): string {
  return url.replace(/[?#].*$/s, "");
}

/** The body's text; undefined where it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BYTES.input) {
      chunks.push(chunk);
    }
  }
  return size > BYTES.input ? undefined : Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, { status, headers, body, file }: MockAnswer): void {
  response.statusCode = status;
  response.setHeader("x-harbor-drafts", file === null ? "not-recorded" : "recorded");
  for (const { name, value } of headers) {
    response.setHeader(name, value);
  }
  response.end(status === 204 || status === 304 ? undefined : body);
}
