import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { outputDocument } from "../../src/schemas.ts";
import { CLI, run } from "../support/cli.ts";
import { catalogueFolder, read, readJson, write } from "../support/repository.ts";

interface Mock {
  url: string;
  process: ChildProcess;
  stderr: () => string;
  /** Ends it as a terminal or a supervisor would. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the command, and waits for its report. */
async function startMock(cwd: string, ...words: string[]): Promise<Mock> {
  const child = spawn(process.execPath, [CLI, "mock", "zoom-api", "--json", ...words], { cwd });
  onTestFinished(() => void child.kill("SIGKILL"));
  let [stdout, stderr] = ["", ""];
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  for await (const text of child.stdout.setEncoding("utf8")) {
    stdout += text;
    if (stdout.endsWith("}\n")) {
      break;
    }
  }
  const document = outputDocument("mock")?.parse(JSON.parse(stdout)) as { url: string };
  return {
    url: document.url,
    process: child,
    stderr: () => stderr,
    async stop(signal) {
      child.kill(signal);
      const [exit] = (await once(child, "exit")) as [number | null];
      return exit;
    },
  };
}

interface Answer {
  status: number | undefined;
  headers: IncomingMessage["headers"];
  body: string;
}

/** Any client will do; this one sends what it is told, also a wrong Host. */
async function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { body, ...rest } = options;
  const sent = request(url, { agent: false, ...rest });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  let text = "";
  for await (const part of response.setEncoding("utf8")) {
    text += part;
  }
  return { status: response.statusCode, headers: response.headers, body: text };
}

describe("the mock server", () => {
  test("serves drafts' and live actions' recordings to any client, and stops when it is told", async () => {
    const mock = await startMock(catalogueFolder());
    expect(mock.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v2$/);
    const me = await ask(`${mock.url}/users/me`);
    expect([me.status, me.headers["content-type"]]).toEqual([200, "application/json"]);
    expect(me.headers["x-harbor-drafts"]).toBe("recorded");
    expect(JSON.parse(me.body)).toHaveProperty("timezone");

    const missed = await ask(`${mock.url}/past_meetings/81000000042/participants?page_size=49`);
    expect([missed.status, missed.headers["x-harbor-drafts"]]).toEqual([404, "not-recorded"]);
    expect(JSON.parse(missed.body)).toMatchObject({
      nearest: [{ file: "drafts/zoom-api/list-past-participants.har" }, {}, {}],
    });
    expect(await mock.stop("SIGINT")).toBe(0);
    expect(mock.stderr()).toContain(
      "GET /v2/users/me 200 catalog/integrations/zoom/zoom-api.recordings/get-me.har",
    );
    // A log has no business to keep queries.
    expect(mock.stderr()).not.toContain("page_size=49");
  });

  test("answers writes by their body, and with the status that a client prefers", async () => {
    const mock = await startMock(catalogueFolder());
    const created = await ask(`${mock.url}/users/me/meetings`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        settings: { participant_video: false, host_video: true, waiting_room: true, join_before_host: false },
        agenda: "Review current Dock backlog and next integrations",
        timezone: "UTC",
        duration: 45,
        start_time: "2026-04-02T16:00:00Z",
        type: 2,
        topic: "Harbor planning sync",
      }),
    });
    expect(created.status).toBe(201);
    const busy = await ask(`${mock.url}/users/me`, { headers: { prefer: "code=429" } });
    expect(busy.status).toBe(404);
  });

  test("lets no page of a browser read it, and bears what isn't HTTP", async () => {
    const mock = await startMock(catalogueFolder());
    const rebound = await ask(`${mock.url}/users/me`, { headers: { host: "evil.example" } });
    expect(rebound.status).toBe(403);
    const { status, headers } = await ask(`${mock.url}/users/me`, {
      headers: { origin: "https://evil.example" },
    });
    expect(status).toBe(403);
    expect(headers).not.toHaveProperty("access-control-allow-origin");
    const large = await ask(`${mock.url}/users/me`, { method: "POST", body: "x".repeat(1024 * 1024 + 1) });
    expect(large.status).toBe(413);

    const socket = connect(Number(new URL(mock.url).port), "127.0.0.1");
    socket.end("nonsense\r\n\r\n");
    await once(socket.resume(), "close");
    expect((await ask(`${mock.url}/users/me`)).status).toBe(200);
  });

  test("leaves out a recording that can't be read, and says so", async () => {
    const cwd = catalogueFolder();
    write(cwd, "drafts/zoom-api/get-meeting.har", "<html>");
    const mock = await startMock(cwd);
    expect((await ask(`${mock.url}/users/me`)).status).toBe(200);
    expect(mock.stderr()).toContain("left out: drafts/zoom-api/get-meeting.har:1:1 the recording isn't JSON");
  });

  test("leaves out what test would refuse", async () => {
    const cwd = catalogueFolder();
    const path = "drafts/zoom-api/get-meeting.har";
    write(cwd, path, read(cwd, path).replace("Harbor planning sync", "The passcode: 4k9x7q"));
    const mock = await startMock(cwd);
    expect((await ask(`${mock.url}/meetings/81000000001`)).status).toBe(404);
    expect((await ask(`${mock.url}/users/me`)).status).toBe(200);
    expect(mock.stderr()).toMatch(
      /left out: drafts\/zoom-api\/get-meeting\.har:\d+:\d+ this looks like a secret/,
    );
    expect(mock.stderr()).not.toContain("4k9x7q");
  });

  test("goes on when nobody reads its log any more", async () => {
    const mock = await startMock(catalogueFolder());
    mock.process.stderr?.destroy();
    for (let count = 0; count < 3; count++) {
      expect((await ask(`${mock.url}/users/me`)).status).toBe(200);
    }
    expect(await mock.stop("SIGTERM")).toBe(0);
  });

  test("sends an answer as the API did, byte by byte", async () => {
    const cwd = catalogueFolder();
    const path = "drafts/zoom-api/get-meeting.har";
    const texts = [
      '{ "id":  12345678901234567890,"topic": "\\u00e9 1e400", "a":1E400 }\n',
      '{"id":1.0}\r\n\ufeff',
    ];
    const har = readJson<{ log: { entries: { response: { content: object } }[] } }>(cwd, path);
    const mock = await startMock(cwd);
    const [entry] = har.log.entries;
    const served = async (content: object): Promise<Buffer> => {
      Object.assign(entry?.response ?? {}, {
        status: 200,
        content: { mimeType: "application/json", ...content },
      });
      write(cwd, path, { log: { ...har.log, entries: [entry] } });
      return Buffer.from(await (await fetch(`${mock.url}/meetings/81000000001`)).arrayBuffer());
    };
    for (const text of texts) {
      expect((await served({ text })).toString()).toBe(text);
    }
    const packed = { text: Buffer.from(texts[0] ?? "").toString("base64"), encoding: "base64" };
    expect((await served(packed)).toString()).toBe(texts[0]);
    const latin = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xe9, 0x22, 0x7d]);
    await served({ text: latin.toString("base64"), encoding: "base64" });
    expect(mock.stderr()).toMatch(/left out: .* the answer's body isn't UTF-8 text/);
  });

  test("answers by a recording as it is now", async () => {
    const cwd = catalogueFolder();
    const mock = await startMock(cwd);
    const path = "drafts/zoom-api/get-meeting.har";
    const status = async () => (await ask(`${mock.url}/meetings/81000000077`)).status;
    expect(await status()).toBe(404);
    write(cwd, path, read(cwd, path).replaceAll("/meetings/81000000001", "/meetings/81000000077"));
    expect(await status()).toBe(200);
  });

  test("stops while a client still holds a connection", async () => {
    const mock = await startMock(catalogueFolder());
    const socket = connect(Number(new URL(mock.url).port), "127.0.0.1");
    await once(socket, "connect");
    socket.on("error", () => {}).resume();
    expect(await mock.stop("SIGTERM")).toBe(0);
  });

  test("says why it can't listen", async () => {
    const cwd = catalogueFolder();
    const mock = await startMock(cwd);
    const taken = await run(["mock", "zoom-api", "--listen", new URL(mock.url).port], { cwd });
    expect(taken.exit).toBe(3);
    expect(taken.stderr).toMatch(/can't listen on 127\.0\.0\.1:\d+ \(EADDRINUSE\)\n→ name another port/);
  });

  test.each<[words: string[], exit: number, says: RegExp]>([
    [["mock", "other-api"], 2, /no port other-api in catalog\/integrations .*\n→ ports there: zoom-api/],
    [["mock", "zoom-api", "--listen", "http"], 2, /--listen takes a TCP port/],
    [["mock", "zoom-api", "--listen", "65536"], 2, /--listen takes a TCP port/],
    [["mock", "zoom-api", "--base", "main"], 2, /mock serves the work tree/],
    [["mock", "zoom-api", "--root", "nowhere"], 2, /there is no folder nowhere/],
  ])("refuses %j", async (words, exit, says) => {
    const ran = await run(words, { cwd: catalogueFolder() });
    expect(ran.exit).toBe(exit);
    expect(ran.stderr).toMatch(says);
  });
});
