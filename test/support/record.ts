import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openCatalogue } from "../../src/catalog/load.ts";
import type { Manifest } from "../../src/catalog/manifest.ts";
import type { Draft } from "../../src/drafts/draft.ts";
import { describeError, exitStatusOf } from "../../src/errors.ts";
import { openFiles } from "../../src/io/files.ts";
import { userSettings } from "../../src/io/user-settings.ts";
import type { RecordOutput } from "../../src/output/record.ts";
import type { RecordOptions } from "../../src/recordings/record/plan.ts";
import { type RecordMeans, record } from "../../src/recordings/record/record.ts";
import { send } from "../../src/recordings/record/send.ts";
import { type Ran, run } from "./cli.ts";
import { catalogueFolder, git, read, readJson, temporaryFolder, write } from "./repository.ts";
import { SAMPLE_DRAFT } from "./sample.ts";

export const DRAFT = "drafts/zoom-api/get-meeting.json";
export const RECORDING = "drafts/zoom-api/get-meeting.har";
export const MANIFEST = "catalog/integrations/zoom/zoom-api.json";

/** Random to look at, the same in every run, and in no source file, so that no scanner takes it for a leak. */
export function secretOf(label: string): string {
  return createHash("sha512").update(label).digest("base64").replace(/\W/g, "").slice(0, 32);
}

export const VARIABLE = "HARBOR_DRAFTS_TOKEN_ZOOM_API";
export const TOKEN = secretOf("the token that is sent");

type Example = (Draft & { change: "add" })["action"]["examples"][number];

/** Of the meeting whose number nobody may learn. */
export const REAL_ID = 84_731_950_276;
export const EXAMPLE: Example = { name: "sync", input: { path: { meetingId: REAL_ID } } };

/** What the API says of that meeting. */
export const MEETING = { id: REAL_ID, topic: "Sync", start_time: "2026-04-02T16:00:00Z", type: 2 };

/** What came of a recording in this process: a result, or an error as it would be told. */
export interface Recorded {
  result: RecordOutput | undefined;
  /** The error's sentence and its next step; empty without one. */
  error: string;
  exit: number;
  log: string;
}

interface RecordCall {
  env?: Record<string, string>;
  /** What a person types when asked for the token. */
  typed?: string;
  /** What a person answers to each question in turn; no one is there without it. */
  answers?: boolean[];
}

/** When recordings of tests are made. */
export const NOW = new Date("2026-11-22T09:30:00.000Z");

export interface Place {
  cwd: string;
  /** Where processes put temporary files. */
  temp: string;
  /** Records in this process, with real files and a real connection. */
  record(options?: Partial<RecordOptions>, call?: RecordCall): Promise<Recorded>;
  /** The words of a command line that records, and that allows it. */
  words: readonly [command: string, ...rest: string[]];
  /** The command line with further words, and with the token in its environment. */
  run(words?: readonly string[], env?: Record<string, string>): Promise<Ran>;
}

/**
 * A folder with this project's catalogue, whose API is at `origin`, and with one draft (or one live
 * action) of one or more examples. The token is in the environment.
 */
export function recordingPlace(
  origin: string | undefined,
  examples: readonly Example[] = [EXAMPLE],
  isLive = false,
): Place {
  // In a folder of its own, so that there is an outside for what mustn't be committed.
  const cwd = join(temporaryFolder(), "repository");
  renameSync(catalogueFolder([]), cwd);
  const action = { ...SAMPLE_DRAFT.action, examples };
  if (isLive) {
    write(cwd, MANIFEST, { ...readJson<object>(cwd, MANIFEST), actions: [action] });
  } else {
    write(cwd, DRAFT, { ...SAMPLE_DRAFT, action });
  }
  if (origin !== undefined) {
    write(cwd, MANIFEST, read(cwd, MANIFEST).replace("https://api.zoom.us", origin));
  }
  const temp = join(cwd, "temp");
  mkdirSync(temp);
  const allowed = [...(origin === undefined ? [] : ["--to", baseUrlOf(cwd)]), "--yes"];
  const command = ["record", "zoom-api", "get-meeting", ...allowed] as const;
  return {
    cwd,
    temp,
    get words() {
      commitCatalogue(cwd);
      return command;
    },
    record: (options = {}, call = {}) => recordHere(cwd, options, call),
    run(words = [], env = {}) {
      commitCatalogue(cwd);
      return run([...command, ...words], { cwd, env: environment(temp, env) });
    },
  };
}

/** What is sent follows from what the base has: the catalogue as it is now, once. */
function commitCatalogue(cwd: string): void {
  if (!existsSync(join(cwd, ".git"))) {
    git(cwd, "init", "--quiet", "--template=", "--initial-branch=main");
    git(cwd, "add", "catalog");
    git(cwd, "commit", "--quiet", "--message=Start");
  }
}

/** A listener to which nobody may even connect. */
export async function openThief(): Promise<{ origin: string; port: number; connections: () => number }> {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  return { origin: `http://127.0.0.1:${port}`, port, connections: () => connections };
}

/** The user's own configuration in a file, for the environment. */
export function ownSettings(
  ...lines: readonly (readonly [name: string, value: string])[]
): Record<string, string> {
  const file = join(temporaryFolder(), "gitconfig");
  for (const [name, value] of lines) {
    execFileSync("git", ["config", "--file", file, "--add", name, value]);
  }
  return { GIT_CONFIG_GLOBAL: file };
}

/** A port's base URL, named in the user's own configuration. */
export const setting = (url: string, port = "zoom-api") => [`harbor-drafts.${port}.recordTo`, url] as const;

/** The base URL in the manifest of a folder. */
export function baseUrlOf(cwd: string): string {
  return readJson<Manifest>(cwd, MANIFEST).port.baseUrl;
}

async function recordHere(
  cwd: string,
  options: Partial<RecordOptions>,
  { env = { [VARIABLE]: TOKEN }, typed, answers = [] }: RecordCall,
): Promise<Recorded> {
  const files = openFiles(cwd, cwd);
  const lines: string[] = [];
  const means: RecordMeans = {
    files,
    catalogue: async () => openCatalogue(files.tree),
    userSettings: (name) => userSettings(name, { ...process.env, ...env }),
    confirm: async (question) => {
      lines.push(question);
      return answers.shift() ?? false;
    },
    clock: { now: () => NOW, wait: async () => {} },
    environment: env,
    send,
    askSecret: async (question) => {
      lines.push(question);
      return typed;
    },
    log: (line) => void lines.push(line),
  };
  const asked = {
    port: "zoom-api",
    slug: "get-meeting",
    example: [],
    // Nothing is sent with --from, so that there is nothing to allow.
    ...(options.from === undefined ? { to: baseUrlOf(cwd), yes: true } : { yes: false }),
    sendWrites: false,
    keep: [],
    force: false,
    dryRun: false,
  };
  try {
    const result = await record({ ...asked, ...options }, means);
    return { result, error: "", exit: 0, log: lines.join("\n") };
  } catch (error) {
    const { message, hint } = describeError(error);
    return {
      result: undefined,
      error: `${message}\n${hint}`,
      exit: exitStatusOf(error),
      log: lines.join("\n"),
    };
  }
}

export function environment(temp: string, env: Record<string, string> = {}): Record<string, string> {
  return { TMPDIR: temp, [VARIABLE]: TOKEN, ...env };
}

/** Which of the texts stand in any file below a folder, whatever its name, or in any of the outputs. */
export function leaksIn(folder: string, outputs: readonly string[], hunted: readonly string[]): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = [
    ...files.map((path) => [path, `${path} ${readFileSync(path, "latin1")}`] as const),
    ...outputs.map((text, index) => [`output ${index}`, text] as const),
  ];
  return texts.flatMap(([where, text]) =>
    hunted.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${where}`),
  );
}
