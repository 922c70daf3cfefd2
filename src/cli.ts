import { describeError, exitStatusOf, HarborError } from "./errors.ts";
import { systemClock } from "./io/clock.ts";
import { BYTES } from "./limits.ts";
import { type Called, intentOf, parseArguments } from "./parse-arguments.ts";
import { createStyle, type Style, wantsColor } from "./reporters/style.ts";
import { escapeLine, escapeLines, tameJsonOutput, tameOutput } from "./text/escape.ts";

// zod keeps its settings here (z.config), and reads them when it is loaded, with the first command that needs
// it: to compile schemas takes longer than to run each of them once.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

/**
 * The process: words in, a report on stdout, everything else on stderr, and the exit status. The
 * one place that writes stdout and ends the process.
 */
async function main(words: readonly string[]): Promise<number> {
  try {
    const called = await parseArguments(words);
    if (typeof called !== "string") {
      return await call(called);
    }
    await print(called);
    return 0;
  } catch (error) {
    describeFailure(error, intentOf(words));
    return exitStatusOf(error);
  }
}

async function call({ command, args }: Called): Promise<number> {
  const isJson = args.json === true || args.format === "json";
  const hasColor = wantsColor(process.env, process.stdout.isTTY);
  const style = createStyle(hasColor);
  const answer = await command.run(
    {
      root: args.root as string | undefined,
      base: args.base as string | undefined,
      cwd: process.cwd(),
      environment: process.env,
      clock: systemClock,
      program: process.argv[1] ?? "",
      hasColor: hasColor && !isJson,
      readInput,
      log: (line) => void process.stderr.write(tame(`${escapeLine(line)}\n`)),
      show: (part) => void (isJson || process.stdout.write(tame(part(style)))),
      untilStopped,
    },
    args,
  );
  if (isJson) {
    const head = command.bare ? {} : { command: command.name, ok: answer.exit === 0 };
    await print(tameJson(`${JSON.stringify({ ...head, ...answer.output }, null, 2)}\n`));
  } else {
    const formatted = answer.formatted(String(args.format)) ?? answer.pretty(style);
    // Its own commands for the runner are what the github format is for.
    await print(args.format === "github" ? formatted : tame(formatted));
  }
  await answer.keepAlive?.();
  return answer.exit;
}

/** Resolves when the process is asked to end. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => resolve());
    }
  });
}

function describeFailure(error: unknown, { command, json }: ReturnType<typeof intentOf>): void {
  const body = describeError(error);
  if (json) {
    process.stdout.write(`${JSON.stringify({ command, ok: false, error: body }, null, 2)}\n`);
  }
  const style: Style = createStyle(wantsColor(process.env, process.stderr.isTTY));
  process.stderr.write(tame(`${style.bad("error:")} ${escapeLine(body.message)}\n`));
  if (body.hint !== "") {
    process.stderr.write(tame(`${style.accent("→")} ${escapeLine(body.hint)}\n`));
  }
  if (!(error instanceof HarborError) && error instanceof Error) {
    process.stderr.write(tame(`${escapeLines(error.stack ?? "")}\n`));
  }
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

/** In GitHub Actions every line of output may be a command to the runner: none of a draft's may. */
function tame(text: string): string {
  return process.env.GITHUB_ACTIONS === undefined ? text : tameOutput(text);
}

function tameJson(text: string): string {
  return process.env.GITHUB_ACTIONS === undefined ? text : tameJsonOutput(text);
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
const status = await main(process.argv.slice(2));
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
// A socket that a proxy holds, a timer or a child mustn't keep a process that is done.
process.exit(status);
