import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect } from "vitest";
import { outputDocument } from "../../src/schemas.ts";
import { PROJECT } from "./repository.ts";

export const CLI = join(PROJECT, "dist/cli.js");

export interface Ran {
  exit: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd: string;
  env?: Record<string, string>;
  input?: string;
  /** Another copy of the built program. */
  program?: string;
}

/** Runs the built command line as a process, as users do. */
export function run(
  words: readonly string[],
  { cwd, env = {}, input, program = CLI }: RunOptions,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], {
      cwd,
      env: { ...process.env, ...env },
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (exit) => resolve({ exit: exit ?? -1, stdout, stderr }));
    child.stdin?.end(input);
  });
}

/**
 * Runs a command with --json. Whatever it prints must be one JSON document of its committed schema,
 * and `ok` must be the exit status.
 */
export async function runJson<Output>(
  words: readonly [command: string, ...rest: string[]],
  options: RunOptions,
): Promise<{ exit: number; output: Output; stderr: string }> {
  const [command, ...rest] = words;
  const { exit, stdout, stderr } = await run([command, "--json", ...rest], options);
  const document: unknown = JSON.parse(stdout);
  const schema = outputDocument(words[0]);
  if (schema !== undefined) {
    schema.parse(document);
  }
  expect(document).toMatchObject({ command: words[0], ok: exit === 0 });
  return { exit, output: document as Output, stderr };
}
