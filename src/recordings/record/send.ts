import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { HarborError } from "../../errors.ts";
import { BYTES, TIMES } from "../../limits.ts";
import type { RecordedResponse } from "../exchange.ts";

/** A request as it goes out, with the token in its headers. */
export interface Outgoing {
  method: string;
  /** http or https, absolute. */
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
}

export type Send = (outgoing: Outgoing) => Promise<RecordedResponse>;

export interface SendLimits {
  /** For the whole exchange, in milliseconds. */
  time: number;
  /** Of an answer's body, in bytes. */
  size: number;
}

const LIMITS: SendLimits = { time: TIMES.exchange, size: BYTES.answer };

/**
 * Sends one request on a connection of its own and reads the whole answer. Node's own http rather
 * than fetch: that follows redirects, decompresses whatever it gets, and may use the environment's
 * proxies; here nothing of the kind happens unless it is asked for.
 *
 * @throws HarborError NETWORK, in words that hold nothing of the request or the answer, and without
 * a cause: Node's parser errors carry the packet
 */
export async function send(outgoing: Outgoing, limits: SendLimits = LIMITS): Promise<RecordedResponse> {
  const { protocol, host, hostname } = new URL(outgoing.url);
  const [request, Agent] =
    protocol === "https:" ? [requestHttps, HttpsAgent] : ([requestHttp, HttpAgent] as const);
  const deadline = AbortSignal.timeout(limits.time);
  const options: RequestOptions & { rejectUnauthorized: boolean } = {
    method: outgoing.method,
    headers: { ...outgoing.headers },
    // The global agent may be told to use proxies; one of our own isn't.
    agent: new Agent({ keepAlive: false }),
    signal: deadline,
    insecureHTTPParser: false,
    // Said here, so that no variable of the environment can say otherwise.
    rejectUnauthorized: true,
    ...(hostname === "localhost" ? { lookup: loopback } : {}),
  };
  let sent: ClientRequest | undefined;
  try {
    sent = request(outgoing.url, options);
    return await readAnswer(await answerTo(sent, outgoing.body), limits.size, host);
  } catch (error) {
    if (error instanceof HarborError) {
      throw error;
    }
    throw noAnswer(host, deadline.aborted ? `it took longer than ${limits.time / 1000} s` : reasonOf(error));
  } finally {
    sent?.destroy();
  }
}

/** The name has to mean this machine, whatever a resolver says. RFC 6761, 6.3 */
const loopback: LookupFunction = (_hostname, { all }, done) => {
  const addresses = [
    { address: "127.0.0.1", family: 4 },
    { address: "::1", family: 6 },
  ];
  all === true ? done(null, addresses) : done(null, "127.0.0.1", 4);
};

function answerTo(sent: ClientRequest, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.on("response", (response) => {
      // What goes wrong after the answer was read or given up is nobody's, and mustn't end the process.
      response.on("error", () => {});
      resolve(response);
    });
    sent.on("error", reject);
    sent.on("close", () => reject(new Error("closed")));
    sent.end(body);
  });
}

async function readAnswer(response: IncomingMessage, most: number, host: string): Promise<RecordedResponse> {
  const { statusCode: status = 0, headers, rawHeaders } = response;
  if (status >= 300 && status < 400) {
    throw new HarborError(
      "NETWORK",
      `${host} answers with a redirect (${status}), which isn't followed`,
      "the token goes to no other place: ask the port's reviewers to correct baseUrl or the path",
    );
  }
  if (![undefined, "", "identity"].includes(headers["content-encoding"]?.trim().toLowerCase())) {
    throw unreadable(host, "is compressed, though that wasn't asked for");
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > most) {
      throw unreadable(host, `is larger than ${most} bytes`);
    }
  }
  return { status, headers: pairsOf(rawHeaders), body: decode(Buffer.concat(chunks), host) };
}

function decode(bytes: Uint8Array, host: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(host, "isn't UTF-8 text");
  }
}

/** Node gives names and values in turn. */
function pairsOf(raw: readonly string[]): RecordedResponse["headers"] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [{ name, value: raw[index + 1] ?? "" }] : []));
}

/** Why there is no answer, by the error's code; its text is told nowhere. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ENOTFOUND|EAI_AGAIN|ENODATA|EAI_\w+)$/, "its name isn't known"],
  [/^ECONNREFUSED$/, "it refuses the connection"],
  [/^(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN)$/, "it can't be reached"],
  [/^HPE_|^ERR_HTTP_/, "what it says isn't well-formed HTTP"],
  [
    /^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/,
    "the encrypted connection can't be trusted",
  ],
];

function reasonOf(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: readonly unknown[] };
  // Where a name has several addresses, each has its own reason.
  const known = String(code ?? (errors?.[0] as { code?: unknown } | undefined)?.code);
  return REASONS.find(([shape]) => shape.test(known))?.[1] ?? "the connection ended before its answer did";
}

function noAnswer(host: string, why: string): HarborError {
  return new HarborError(
    "NETWORK",
    `there is no answer from ${host}: ${why}`,
    "check the network, then run the command again; proxies of the environment aren't used (--via)",
  );
}

function unreadable(host: string, why: string): HarborError {
  return new HarborError(
    "NETWORK",
    `the answer of ${host} can't be recorded: it ${why}`,
    "choose an example whose answer is small JSON",
  );
}
