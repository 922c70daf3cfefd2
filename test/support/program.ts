import { expect } from "vitest";
import { runCommand } from "../../src/command.ts";
import { describeError, exitStatusOf } from "../../src/errors.ts";
import { parseArguments } from "../../src/parse-arguments.ts";
import { runCommandLine, type Terminal } from "../../src/run.ts";
import { outputDocument } from "../../src/schemas.ts";
import type { Host } from "../../src/workspace/host.ts";
import { CLI, type Ran } from "./cli.ts";

/** What a run inside this process did. */
export interface Called<Output> {
  exit: number;
  output: Output;
  /** What stderr would show. */
  log: string[];
  /** How long it waited by the clock, in milliseconds: nothing of it was really waited for. */
  waited: number[];
}

export interface CallOptions {
  cwd: string;
  /** An undefined one isn't set. */
  env?: Record<string, string | undefined>;
  /** What stdin holds. */
  input?: string;
  now?: Date;
  /** When GitHub's answer isn't waited for any longer; without it never, however busy this machine is. */
  giveUp?: () => AbortSignal;
}

/**
 * Runs a command line in this process, which takes a third of what a process of its own does, with a
 * clock that doesn't wait and retries that are a thousand times quicker. What it prints as JSON is held
 * to its schema, as `runJson` does it.
 */
export async function callJson<Output>(
  words: readonly [command: string, ...rest: string[]],
  options: CallOptions,
): Promise<Called<Output>> {
  const log: string[] = [];
  const waited: number[] = [];
  const told = (exit: number, members: object): Called<Output> => {
    const document = { command: words[0], ok: exit === 0, ...members };
    outputDocument(words[0])?.parse(document);
    return { exit, output: document as Output, log, waited };
  };
  try {
    const [command, ...rest] = words;
    const called = await parseArguments([command, "--json", ...rest]);
    if (typeof called === "string") {
      throw new Error(`${words[0]} showed its help`);
    }
    const host: Host = {
      ...hostOf(options, waited),
      root: called.args.root as string | undefined,
      base: called.args.base as string | undefined,
      hasColor: false,
      log: (line) => void log.push(line),
      show: () => {},
    };
    const report = await runCommand(called.command, host, called.args);
    expect(report.pretty(PLAIN)).toEqual(expect.any(String));
    return told(report.exit, report.output);
  } catch (error) {
    return told(exitStatusOf(error), { error: describeError(error) });
  }
}

/** Runs a command line in this process; what a process of its own would have printed, with the same clock. */
export async function call(words: readonly string[], options: CallOptions): Promise<Ran> {
  let [stdout, stderr] = ["", ""];
  const print = (text: string): void => {
    stdout += text;
  };
  const terminal: Terminal = {
    ...hostOf(options, []),
    stdout: { isTerminal: false, write: print },
    stderr: {
      isTerminal: false,
      write: (text) => {
        stderr += text;
      },
    },
    print: async (text) => print(text),
  };
  return { exit: await runCommandLine(words, terminal), stdout, stderr };
}

function hostOf({ cwd, env = {}, input = "", now, giveUp = patiently }: CallOptions, waited: number[]) {
  return {
    cwd,
    environment: { ...process.env, ...env },
    program: CLI,
    readInput: async () => new TextEncoder().encode(input),
    untilStopped: async () => {},
    clock: {
      now: () => now ?? new Date(),
      wait: async (milliseconds: number) => {
        waited.push(milliseconds);
        // Short ones are for other processes, which need the time.
        await new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 5)));
      },
    },
    patience: { retryUnit: 1, giveUp },
  };
}

const patiently = (): AbortSignal => new AbortController().signal;

const plain = (text: string): string => text;
const PLAIN = { bold: plain, dim: plain, good: plain, bad: plain, warn: plain, accent: plain };
