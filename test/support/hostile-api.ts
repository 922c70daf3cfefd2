import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A request as it arrived. */
export interface Arrived {
  method: string;
  /** Path and query. */
  target: string;
  /** By lower-case name. */
  headers: Record<string, string>;
  body: string;
}

/** Writes whatever it likes onto the connection: not everything that an API answers is HTTP. */
export type Answer = (socket: Socket, arrived: Arrived) => void;

export interface HostileApi {
  /** `http://127.0.0.1:<port>`. */
  origin: string;
  arrived: Arrived[];
}

/** A server on loopback that speaks HTTP as badly as it is told to. Closed with the test. */
export async function openApi(answer: Answer): Promise<HostileApi> {
  const arrived: Arrived[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // Whoever is asked here may go away in the middle.
    socket.on("error", () => {});
    let text = "";
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
      const request = parse(text);
      if (request !== undefined) {
        text = "";
        arrived.push(request);
        answer(socket, request);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) {
      socket.destroy();
    }
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { origin: `http://127.0.0.1:${port}`, arrived };
}

/** Undefined until all of the request is there. */
function parse(text: string): Arrived | undefined {
  const [head = "", body] = text.split(/\r\n\r\n([\s\S]*)/);
  const [start = "", ...lines] = head.split("\r\n");
  const [method = "", target = ""] = start.split(" ");
  const headers = Object.fromEntries(
    lines.map((line) => [line.replace(/:.*/, "").toLowerCase(), line.replace(/^[^:]*:\s*/, "")]),
  );
  const isWhole = body !== undefined && body.length >= Number(headers["content-length"] ?? 0);
  return isWhole
    ? { method, target, headers, body: Buffer.from(body, "latin1").toString("utf8") }
    : undefined;
}

export interface Reply {
  status?: number;
  reason?: string;
  /** In turn, so that one may stand twice. */
  headers?: readonly (readonly [name: string, value: string])[];
  /** A value is sent as JSON, a text or bytes as they are. */
  body?: unknown;
}

/** The bytes of a well-formed answer. */
export function reply({ status = 200, reason = "OK", headers = [], body = "" }: Reply): Buffer {
  const isPlain = typeof body === "string" || body instanceof Uint8Array;
  const bytes = Buffer.from(isPlain ? body : JSON.stringify(body));
  const hasType = isPlain || headers.some(([name]) => name.toLowerCase() === "content-type");
  const told = [
    ...(hasType ? [] : [["content-type", "application/json"] as const]),
    ...headers,
    ["content-length", String(bytes.byteLength)] as const,
  ];
  const head = told.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} ${reason}\r\n${head}\r\n`, "latin1"), bytes]);
}

/** Answers always the same. */
export function always(what: Reply): Answer {
  return (socket) => socket.end(reply(what));
}
