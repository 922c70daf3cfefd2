import { type AddressInfo, createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { HarborError } from "../../../src/errors.ts";
import { type Outgoing, send } from "../../../src/recordings/record/send.ts";
import { type Answer, always, openApi, reply } from "../../support/hostile-api.ts";

/** What may be in no error, wherever it came from. */
const SECRET = ["Zx", "91", "kLq", "7Rw2"].join("");

function outgoing(origin: string, members: Partial<Outgoing> = {}): Outgoing {
  const headers = { accept: "application/json", authorization: `Bearer ${SECRET}` };
  return { method: "GET", url: `${origin}/v2/users/me?q=${SECRET}`, headers, body: undefined, ...members };
}

async function failure(url: string, limits?: Parameters<typeof send>[1]): Promise<HarborError> {
  const error: unknown = await send(outgoing(url), limits).then(
    () => new Error("it was answered"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof HarborError)) {
    throw error;
  }
  // Node's own errors carry packets and URLs.
  expect([error.message, error.hint, error.stack, JSON.stringify(error)].join("\n")).not.toContain(SECRET);
  expect(error.cause).toBeUndefined();
  return error;
}

describe("send", () => {
  test("sends what it is told, and nothing more than HTTP needs", async () => {
    const api = await openApi(always({ body: {} }));
    await send(outgoing(api.origin));
    expect(api.arrived).toEqual([
      {
        method: "GET",
        target: `/v2/users/me?q=${SECRET}`,
        headers: {
          accept: "application/json",
          authorization: `Bearer ${SECRET}`,
          host: new URL(api.origin).host,
          connection: "close",
        },
        body: "",
      },
    ]);
  });

  test("sends a body with its length", async () => {
    const api = await openApi(always({ status: 201, body: {} }));
    await send(outgoing(api.origin, { method: "POST", body: '{"topic":"Größe"}' }));
    expect(api.arrived).toMatchObject([
      { method: "POST", headers: { "content-length": "19" }, body: '{"topic":"Größe"}' },
    ]);
  });

  test("gives status, headers as they came and the body as text; neither reason nor trailers", async () => {
    const api = await openApi((socket) =>
      socket.end(
        `HTTP/1.1 200 ${SECRET}\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\ntransfer-encoding: chunked\r\n\r\n` +
          `2\r\n{}\r\n0\r\nx-late: ${SECRET}\r\n\r\n`,
      ),
    );
    expect(await send(outgoing(api.origin))).toEqual({
      status: 200,
      headers: [
        { name: "Set-Cookie", value: "a=1" },
        { name: "set-cookie", value: "b=2" },
        { name: "transfer-encoding", value: "chunked" },
      ],
      body: "{}",
    });
  });

  test("takes localhost for this machine without asking a resolver", async () => {
    const api = await openApi(always({ body: { ok: true } }));
    const answer = await send(outgoing(api.origin.replace("127.0.0.1", "localhost")));
    expect(answer.body).toBe('{"ok":true}');
  });

  test.each<[string, Answer, RegExp]>([
    [
      "a redirect, which isn't followed",
      always({ status: 302, headers: [["location", `http://127.0.0.1:1/${SECRET}`]] }),
      /^127\.0\.0\.1:\d+ answers with a redirect \(302\), which isn't followed$/,
    ],
    ["a permanent one", always({ status: 308, headers: [["location", "/elsewhere"]] }), /redirect \(308\)/],
    [
      "a compressed body",
      always({ headers: [["content-encoding", "gzip"]], body: gzipSync(JSON.stringify({ SECRET })) }),
      /it is compressed/,
    ],
    [
      "a body that names an encoding of its own",
      always({ headers: [["content-encoding", SECRET]], body: {} }),
      /it is compressed/,
    ],
    ["a body that isn't UTF-8", always({ body: Buffer.from(`\xff${SECRET}`, "latin1") }), /isn't UTF-8/],
    [
      "what isn't HTTP",
      (socket) => socket.end(`${SECRET} at your service\r\n\r\n`),
      /isn't well-formed HTTP/,
    ],
    [
      "a header that isn't one",
      (socket) => socket.end(`HTTP/1.1 200 OK\r\n${SECRET} \r\n: x\r\n\r\n`),
      /isn't well-formed HTTP/,
    ],
    [
      "a chunk that isn't one",
      (socket) =>
        socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{"a"\r\n${SECRET}\r\n`),
      /isn't well-formed HTTP|ended before/,
    ],
    [
      "headers without end",
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${SECRET.repeat(9000)}\r\n\r\n`),
      /isn't well-formed HTTP/,
    ],
    [
      "a body that is cut",
      (socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"a":"${SECRET}`),
      /ended before its answer did/,
    ],
    [
      "a body that is cut by a reset",
      (socket) =>
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"a":"${SECRET}`, () =>
          socket.resetAndDestroy(),
        ),
      /ended before its answer did/,
    ],
    ["a connection that is closed at once", (socket) => socket.end(), /ended before its answer did/],
    [
      "a switch to another protocol",
      (socket) => socket.write(`HTTP/1.1 101 Switching\r\nupgrade: ${SECRET}\r\nconnection: upgrade\r\n\r\n`),
      /ended before its answer did/,
    ],
  ])("refuses %s", async (_what, answer, message) => {
    const api = await openApi(answer);
    expect(await failure(api.origin)).toMatchObject({
      code: "NETWORK",
      message: expect.stringMatching(message),
    });
    expect(api.arrived).toHaveLength(1);
  });

  test("reads no more of a body than the limit", async () => {
    const api = await openApi((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      const more = (): void => {
        const chunk = `${(64).toString(16)}\r\n${SECRET.padEnd(64)}\r\n`;
        while (!socket.destroyed && socket.write(chunk.repeat(64))) {}
      };
      socket.on("drain", more);
      more();
    });
    const { message } = await failure(api.origin, { time: 30_000, size: 10_000 });
    expect(message).toMatch(/it is larger than 10000 bytes/);
  });

  test.each<[string, Answer]>([
    ["no answer", () => {}],
    ["half an answer", (socket) => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n${SECRET}`)],
  ])("gives up on %s in time", async (_what, answer) => {
    const api = await openApi(answer);
    const { message } = await failure(api.origin, { time: 50, size: 1000 });
    expect(message).toMatch(/it took longer than 0\.05 s/);
  });

  test("says so where nobody listens", async () => {
    expect((await failure("http://127.0.0.1:1")).message).toMatch(/it refuses the connection$/);
  });

  test("trusts no connection that should be encrypted and isn't", async () => {
    const server = createServer((socket) => socket.on("error", () => {}).end(reply({ body: SECRET })));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expect((await failure(`https://127.0.0.1:${port}`)).message).toMatch(/can't be trusted$/);
  });
});
