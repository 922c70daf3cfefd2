import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { CLI, run } from "../support/cli.ts";
import { catalogueFolder, clones, git, write } from "../support/repository.ts";

/** A server that takes every connection, says nothing and never closes one. */
async function silentServer(): Promise<number> {
  const server = createServer((socket) => void socket.on("error", () => {}).resume()).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return (server.address() as { port: number }).port;
}

/** Makes a program hold what a proxy or a forgotten task would: a socket, a timer and a child. */
function holding(port: number): Record<string, string> {
  const code = [
    'import { connect } from "node:net"; import { spawn } from "node:child_process";',
    `connect(${port}, "127.0.0.1"); setInterval(() => {}, 1e9);`,
    'spawn("sleep", ["20"], { stdio: "ignore" });',
  ].join(" ");
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

describe("a process ends when its output is out, whatever is still open", () => {
  test.each<[words: string[], exit: number]>([
    [["check"], 0],
    [["--version"], 0],
    [["check", "--nope"], 2],
    [["status"], 3],
  ])("%j", async (words, exit) => {
    const env = holding(await silentServer());
    expect((await run(words, { cwd: catalogueFolder(), env })).exit).toBe(exit);
  });

  test("and its work is done: a request is pushed and noted", async () => {
    const { agent, remote } = clones();
    const env = holding(await silentServer());
    const { stdout } = await run(["request-publish", "drafts/zoom-api/get-meeting.json"], {
      cwd: agent,
      env,
    });
    expect(stdout).toMatch(/^created/m);
    expect(git(remote, "for-each-ref", "--format=%(refname)")).toMatch(
      /refs\/harbor-drafts\/requests\/zoom-api\/get-meeting\nrefs\/heads\/main\nrefs\/heads\/publish\/zoom-api\/get-meeting$/,
    );
  });

  test("with all of its output, however slowly it is read", async () => {
    const cwd = catalogueFolder();
    for (let count = 0; count < 2_000; count++) {
      write(cwd, `drafts/zoom-api/draft-${count}.json`, "{");
    }
    const env = { ...process.env, ...holding(await silentServer()) };
    const child = spawn(process.execPath, [CLI, "check", "--json"], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "ignore"],
    });
    let text = "";
    for await (const part of child.stdout.setEncoding("utf8")) {
      text += part;
      // One turn of the loop for each part: the pipe is full meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(text.length).toBeGreaterThan(1_000_000);
    expect(JSON.parse(text)).toMatchObject({ command: "check", summary: { invalid: 2_000 } });
  });

  test("and a reader that goes away early is no failure", async () => {
    const child = spawn(process.execPath, [CLI, "rules", "--json"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let told = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      told += text;
    });
    const [exit] = (await once(child, "close")) as [number | null];
    expect([exit, told]).toEqual([0, ""]);
  });
});
