import { HarborError } from "./errors.ts";
import { systemClock } from "./io/clock.ts";
import { BYTES } from "./limits.ts";
import { type Output, runCommandLine } from "./run.ts";

// zod keeps its settings here (z.config), and reads them when it is loaded, with the first command that needs
// it: to compile schemas takes longer than to run each of them once.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

/** The process that `harbor-drafts` is: the one place that writes stdout and ends the process. */
const terminal = {
  cwd: process.cwd(),
  environment: process.env,
  clock: systemClock,
  program: process.argv[1] ?? "",
  readInput,
  untilStopped,
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  print,
};

function outputOf(stream: NodeJS.WriteStream): Output {
  return { isTerminal: stream.isTTY, write: (text) => void stream.write(text) };
}

/** Resolves when the process is asked to end. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => resolve());
    }
  });
}

async function readInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Uint8Array);
    size += (chunk as Uint8Array).byteLength;
    if (size > BYTES.input) {
      break;
    }
  }
  return Buffer.concat(chunks);
}

/** Waits until the report has left the process. A reader that goes away early is no failure. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) =>
      error === undefined || error === null || (error as NodeJS.ErrnoException).code === "EPIPE"
        ? resolve()
        : reject(
            new HarborError(
              "IO",
              `the report can't be written (${(error as NodeJS.ErrnoException).code})`,
              "check where it goes",
              error,
            ),
          ),
    );
  });
}

/** Resolves when all that was written has left the process, or its reader has. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
}

for (const stream of [process.stdout, process.stderr]) {
  // Who waits for a text to be written is told; whoever reads the log may go away early.
  stream.on("error", () => {});
}
void runCommandLine(process.argv.slice(2), terminal).then(async (status) => {
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  // A socket that a proxy holds, a timer or a child mustn't keep a process that is done.
  process.exit(status);
});
