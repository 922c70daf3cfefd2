import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { openCatalogue } from "../../src/catalog/load.ts";
import type { Draft } from "../../src/drafts/draft.ts";
import { describeError, exitStatusOf } from "../../src/errors.ts";
import { openFiles } from "../../src/io/files.ts";
import { type RecordMeans, type RecordOptions, record } from "../../src/recordings/record/record.ts";
import type { RecordResult } from "../../src/recordings/record/result.ts";
import { send } from "../../src/recordings/record/send.ts";
import { type Ran, run } from "./cli.ts";
import { catalogueFolder, read, readJson, temporaryFolder, write } from "./repository.ts";
import { SAMPLE_DRAFT } from "./sample.ts";

export const DRAFT = "drafts/zoom-api/get-meeting.json";
export const RECORDING = "drafts/zoom-api/get-meeting.har";
export const MANIFEST = "catalog/integrations/zoom/zoom-api.json";

/** Random to look at, the same in every run, and in no source file, so that no scanner takes it for a leak. */
export function secretOf(label: string): string {
  return createHash("sha512").update(label).digest("base64").replace(/\W/g, "").slice(0, 32);
}

export const TOKEN = secretOf("the token that is sent");

type Example = (Draft & { change: "add" })["action"]["examples"][number];

/** Of the meeting whose number nobody may learn. */
export const REAL_ID = 84_731_950_276;
export const EXAMPLE: Example = { name: "sync", input: { path: { meetingId: REAL_ID } } };

/** What the API says of that meeting. */
export const MEETING = { id: REAL_ID, topic: "Sync", start_time: "2026-04-02T16:00:00Z", type: 2 };

/** What came of a recording in this process: a result, or an error as it would be told. */
export interface Recorded {
  result: RecordResult | undefined;
  /** The error's sentence and its next step; empty without one. */
  error: string;
  exit: number;
  log: string;
}

interface RecordCall {
  env?: Record<string, string>;
  /** What a person types when asked for the token. */
  typed?: string;
  /** Whether the base is what the remote has. */
  isBaseKnown?: boolean;
}

/** When recordings of tests are made. */
export const NOW = new Date("2026-11-22T09:30:00.000Z");

export interface Place {
  cwd: string;
  /** Where processes put temporary files. */
  temp: string;
  /** Records in this process, with real files and a real connection. */
  record(options?: Partial<RecordOptions>, call?: RecordCall): Promise<Recorded>;
  /** The command line, with the token in its environment. */
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
  return {
    cwd,
    temp,
    record: (options = {}, call = {}) => recordHere(cwd, options, call),
    run: (words = [], env = {}) =>
      run(["record", "zoom-api", "get-meeting", ...words], { cwd, env: environment(temp, env) }),
  };
}

async function recordHere(
  cwd: string,
  options: Partial<RecordOptions>,
  { env = { HARBOR_DRAFTS_TOKEN: TOKEN }, typed, isBaseKnown = false }: RecordCall,
): Promise<Recorded> {
  const files = openFiles(cwd, cwd);
  const lines: string[] = [];
  const means: RecordMeans = {
    files,
    catalogue: async () => openCatalogue(files.tree),
    isBaseKnown: async () => isBaseKnown,
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
    yes: false,
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
  return { TMPDIR: temp, HARBOR_DRAFTS_TOKEN: TOKEN, ...env };
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
