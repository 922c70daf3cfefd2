import { spawn } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import type { RecordOutput } from "../../src/output/record.ts";
import { CLI, type Ran, runJson } from "../support/cli.ts";
import { always, openApi } from "../support/hostile-api.ts";
import { BROKEN, PLANTED, plantedAnswer } from "../support/planted-secrets.ts";
import { call } from "../support/program.ts";
import {
  DRAFT,
  environment,
  leaksIn,
  MANIFEST,
  MEETING,
  type Place,
  REAL_ID,
  RECORDING,
  recordingPlace,
  TOKEN,
} from "../support/record.ts";
import { clones, read, write } from "../support/repository.ts";

const HUNTED = PLANTED.flatMap(({ hunted }) => hunted);
/** What stood in the draft before stays there, where nothing was written. */
const NEWS = HUNTED.filter((secret) => secret !== String(REAL_ID));

/** An answer that holds every planted secret. */
const hostile = () => openApi((socket) => socket.end(plantedAnswer()));

/** A process of `record`, run by a shell's line where that has limits to set. */
function start({ cwd, temp, words }: Place, env: Record<string, string> = {}, line = 'exec "$0" "$@"') {
  const child = spawn("sh", ["-c", line, process.execPath, CLI, ...words], {
    cwd,
    env: { ...process.env, ...environment(temp, env) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  }
  const ended = new Promise<{ exit: number | null; signal: string | null; output: string }>((resolve) => {
    child.on("close", (exit, signal) => resolve({ exit, signal, output: Buffer.concat(chunks).toString() }));
  });
  return { child, ended };
}

function filesIn(cwd: string): string[] {
  return readdirSync(join(cwd, "drafts/zoom-api")).sort();
}

describe("record, as an operator runs it", () => {
  test("asks, redacts, writes, says what to read, and what it wrote passes check and test", async () => {
    const api = await openApi(always({ body: { ...MEETING, topic: "Quarterly plans for the harbour" } }));
    const { cwd, run: recordNow } = recordingPlace(api.origin);
    const { exit, stdout, stderr } = await recordNow();
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /^wrote drafts\/zoom-api\/get-meeting\.har\nwrote drafts\/zoom-api\/get-meeting\.json$/m,
    );
    expect(stdout).toMatch(/values? replaced/);
    expect(stdout).toMatch(/next: harbor-drafts test drafts\/zoom-api\/get-meeting\.json/);
    expect(stderr).toContain(`sync: GET ${api.origin}/v2/meetings/{meetingId}`);
    const checked = await call(["check", DRAFT], { cwd });
    expect(checked).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^automatic/) });
    const tested = await call(["test", DRAFT], { cwd });
    expect(tested).toMatchObject({ exit: 0, stdout: expect.stringMatching(/evidence: recorded/) });
  });

  test("with --json prints one document", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, temp, words } = recordingPlace(api.origin);
    const { exit, output } = await runJson<RecordOutput>(words, { cwd, env: environment(temp) });
    expect(exit).toBe(0);
    expect(output).toMatchObject({
      outcome: "recorded",
      to: `${api.origin}/v2`,
      missing: [],
      file: DRAFT,
      written: [RECORDING, DRAFT],
      findings: [],
    });
  });

  test("shows what it would send, and sends nothing that no one allows: exit status 2", async () => {
    const api = await openApi(always({ status: 201, body: {} }));
    const { cwd, words } = recordingPlace(api.origin);
    const named = words.slice(words.indexOf("--to"), words.indexOf("--to") + 2);
    const ran = await call(["record", "zoom-api", "create-meeting", ...named], { cwd });
    expect(ran).toMatchObject({
      exit: 2,
      stdout: expect.stringContaining(`POST ${api.origin}/v2/users/me/meetings`),
    });
    expect(ran.stdout).toMatch(/nothing was sent; the same command with --yes --send-writes sends it/);
    expect(api.arrived).toEqual([]);
  });

  test.each<[string, string[], Record<string, string>, number, RegExp]>([
    ["agents", [], { HARBOR_DRAFTS_AGENT: "1" }, 3, /agents don't record; ask the operator of the token/],
    [
      "a token as an option",
      ["--token", TOKEN],
      {},
      2,
      /record doesn't take one of these words or options$/m,
    ],
    [
      "a token as an option, joined",
      [`--token=${TOKEN}`],
      {},
      2,
      /record doesn't take one of these words or options$/m,
    ],
    ["a token as a word", [TOKEN], {}, 2, /record doesn't take one of these words or options$/m],
    [
      "to name a host by itself",
      [],
      {},
      3,
      /nothing is sent to https:\/\/api\.zoom\.us\/v2, the base URL in .*: you haven't named it/,
    ],
  ])("refuses %s", async (_what, words, env, exit, message) => {
    const place = recordingPlace(undefined);
    const ran = await call([...place.words, ...words], { cwd: place.cwd, env: environment(place.temp, env) });
    expect(ran).toMatchObject({ exit, stdout: "", stderr: expect.stringMatching(message) });
    expect(ran.stderr).not.toContain(TOKEN);
    expect(ran.stderr).not.toMatch(/^\s+at /m);
  });

  test("takes base URL and policy from the base, whatever the work tree says", async () => {
    const { agent } = clones();
    write(agent, MANIFEST, read(agent, MANIFEST).replace("https://api.zoom.us", "https://elsewhere.example"));
    const ran = await call(["record", "zoom-api", "get-me", "--dry-run"], { cwd: agent });
    expect(ran.stdout).toContain("GET https://api.zoom.us/v2/users/me\n");
  });
});

describe("of forty and more planted secrets none gets out", () => {
  test("which all are in the answer as they are looked for", () => {
    expect(PLANTED.length).toBeGreaterThanOrEqual(40);
    const sent = plantedAnswer().toString();
    expect(HUNTED.filter((secret) => !sent.includes(secret))).toEqual([]);
  });

  test("by what is recorded of an answer that is full of them", async () => {
    const api = await hostile();
    const { cwd, run: recordNow } = recordingPlace(api.origin);
    const { exit, stdout, stderr } = await recordNow();
    expect(leaksIn(cwd, [stdout, stderr], HUNTED)).toEqual([]);
    expect({ exit, stderr }).toMatchObject({ exit: 0 });
    // And the recording still says what the API answers.
    expect(read(cwd, RECORDING)).toContain('"status": 200');
    expect(await call(["test", DRAFT], { cwd })).toMatchObject({ exit: 0 });
  });

  test.each(BROKEN)("by $what, of which nothing is recorded", async ({ answer, hunted, exit }) => {
    const api = await openApi(answer);
    const { cwd, run: recordNow } = recordingPlace(api.origin);
    const ran: Ran = await recordNow();
    expect(leaksIn(cwd, [ran.stdout, ran.stderr], hunted)).toEqual([]);
    expect(ran).toMatchObject({ exit, stdout: "", stderr: expect.stringMatching(/^error: /m) });
    expect(ran.stderr).not.toMatch(/^\s+at /m);
    expect(filesIn(cwd)).toEqual(["get-meeting.json"]);
    expect(readdirSync(join(cwd, "temp"))).toEqual([]);
  });

  test.each([0.5, 1])("by a process that is killed with %d of the answer there", async (part) => {
    const api = await openApi((socket) => {
      const all = plantedAnswer();
      // Without the last byte, so that the process still waits.
      socket.write(all.subarray(0, Math.min(all.length * part, all.length - 1)), () =>
        running.child.kill("SIGKILL"),
      );
    });
    const place = recordingPlace(api.origin);
    const { cwd } = place;
    const running = start(place);
    const { signal, output } = await running.ended;
    expect(signal).toBe("SIGKILL");
    expect(leaksIn(cwd, [output], NEWS)).toEqual([]);
    expect(filesIn(cwd)).toEqual(["get-meeting.json"]);
  });

  test.each(["open", "half", "placed", "draft"])(
    "by a process that is killed while it writes: %s",
    async (point) => {
      const api = await hostile();
      const place = recordingPlace(api.origin);
      const { cwd, temp } = place;
      const { signal, output } = await start(place, interruption(temp, "kill", point)).ended;
      expect(signal).toBe("SIGKILL");
      expect(leaksIn(cwd, [output], NEWS)).toEqual([]);
      expect(existsSync(join(cwd, RECORDING))).toBe(["placed", "draft"].includes(point));
    },
  );

  test("by a disk that takes no more in the middle of the recording", async () => {
    const api = await hostile();
    const place = recordingPlace(api.origin);
    const { cwd } = place;
    // A limit on the size of files cuts a write as a full disk does: part of it is there, then an error.
    const { exit, output } = await start(place, {}, 'ulimit -f 2 && exec "$0" "$@"').ended;
    expect(output).toMatch(/get-meeting\.har can't be read or written \(EFBIG\)/);
    expect(leaksIn(cwd, [output], NEWS)).toEqual([]);
    expect([exit, filesIn(cwd)]).toEqual([3, ["get-meeting.json"]]);
  });

  test("by a disk that takes no more between the recording and the draft", async () => {
    const api = await hostile();
    const place = recordingPlace(api.origin);
    const { cwd, temp } = place;
    const before = read(cwd, DRAFT);
    const { exit, output } = await start(place, interruption(temp, "full", "draft")).ended;
    expect(output).toMatch(
      /get-meeting\.json can't be read or written \(ENOSPC\); .*get-meeting\.har is written already/,
    );
    expect(leaksIn(cwd, [output], NEWS)).toEqual([]);
    expect([exit, filesIn(cwd), read(cwd, DRAFT)]).toEqual([
      3,
      ["get-meeting.har", "get-meeting.json"],
      before,
    ]);
  });

  test("by a report that nobody takes", async () => {
    const api = await hostile();
    const place = recordingPlace(api.origin);
    const { cwd } = place;
    const { output } = await start(place, {}, 'exec "$0" "$@" >/dev/full').ended;
    expect(leaksIn(cwd, [output], HUNTED)).toEqual([]);
  });
});

/**
 * A module that Node loads before the program: it lets the real writes happen, and ends the process
 * (or the disk) at one point of them. `draft` is half of the second file.
 */
function interruption(temp: string, how: "kill" | "full", point: string): Record<string, string> {
  const module = join(temp, "interruption.mjs");
  writeFileSync(
    module,
    `import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
const { open, link } = fs;
let files = 0;
const at = (point) => {
  if (point === ${JSON.stringify(point)}) {
    ${how === "kill" ? 'process.kill(process.pid, "SIGKILL")' : 'throw Object.assign(new Error("full"), { code: "ENOSPC" })'};
  }
};
fs.open = async (path, ...rest) => {
  const handle = await open(path, ...rest);
  if (String(path).endsWith(".tmp")) {
    files++;
    at("open");
    const { writeFile } = handle;
    handle.writeFile = async (text) => {
      const half = Math.floor(text.length / 2);
      await writeFile.call(handle, text.slice(0, half));
      at(files === 1 ? "half" : "draft");
      await writeFile.call(handle, text.slice(half));
    };
  }
  return handle;
};
fs.link = async (...paths) => {
  await link(...paths);
  at("placed");
};
syncBuiltinESMExports();
`,
  );
  return { NODE_OPTIONS: `--import=${pathToFileURL(module)}` };
}
