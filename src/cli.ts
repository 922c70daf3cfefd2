import type { Command } from "./command-line.ts";
import { describeError, exitStatusOf, HarborError } from "./errors.ts";
import { type Called, intentOf, parseArguments } from "./parse-arguments.ts";
import { createStyle, type Style, wantsColor } from "./reporters/style.ts";
import { escapeLine, escapeLines, escapeReport, tameJsonOutput, tameOutput } from "./text/escape.ts";

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
    tellError(error, intentOf(words));
    return exitStatusOf(error);
  }
}

async function call({ command, args }: Called): Promise<number> {
  const loaded = await command.load();
  const style = createStyle(wantsColor(process.env, process.stdout.isTTY));
  const isJson = args.json === true || args.format === "json";
  const format = loaded.formats?.[String(args.format)];
  const given = await means(command, args, (part) => {
    if (!isJson) {
      process.stdout.write(tame(loaded.prettyPart?.(part as never, style) ?? ""));
    }
  });
  const report = await loaded.run(given as never, args as never);
  if (isJson) {
    const head = command.bare ? {} : { command: command.name, ok: report.exit === 0 };
    await print(tameJson(`${JSON.stringify({ ...head, ...report.output }, null, 2)}\n`));
  } else if (format !== undefined) {
    // Its own commands for the runner are what the github format is for.
    await print(
      args.format === "github" ? format(report.output as never) : tame(format(report.output as never)),
    );
  } else {
    const output = command.bare ? report.output : escapeReport(report.output, command.multiline ?? []);
    await print(tame(loaded.pretty(output as never, style)));
  }
  await report.stay?.();
  return report.exit;
}

/** Resolves when the process is asked to end. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => resolve());
    }
  });
}

/** What a command's run is given. Loaded late: help, rules and schemas need no repository. */
async function means(
  { needs = "repository" }: Command,
  args: Record<string, unknown>,
  tell: (part: unknown) => void,
): Promise<unknown> {
  if (needs === "nothing") {
    return undefined;
  }
  if (needs === "sandbox") {
    const hasColor = args.json !== true && wantsColor(process.env, process.stdout.isTTY);
    const { openSandbox } = await import("./workspace/sandbox.ts");
    return { openSandbox: () => openSandbox(process.env, process.argv[1] ?? "", hasColor), tell };
  }
  const [root, base] = [args.root as string | undefined, args.base as string | undefined];
  const log = (line: string) => process.stderr.write(tame(`${escapeLine(line)}\n`));
  if (needs === "folder") {
    const { openFolder } = await import("./io/folder.ts");
    return { files: await openFolder(root, process.cwd()), base, log, untilStopped };
  }
  if (needs === "objects") {
    const { openObjects } = await import("./io/git-objects.ts");
    const { systemClock } = await import("./io/clock.ts");
    const open = (paths: readonly string[]) => openObjects(root, process.cwd(), process.env, paths);
    return { open, clock: systemClock };
  }
  const options = { root, base, cwd: process.cwd(), environment: process.env, readInput, log };
  if (needs === "examination") {
    return (await import("./workspace/probe.ts")).openExamination(options);
  }
  return (await import("./workspace/context.ts")).createContext(options);
}

function tellError(error: unknown, { command, json }: ReturnType<typeof intentOf>): void {
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

/** More than any draft, in bytes; whoever reads it refuses the rest. */
const MOST_INPUT = 1024 * 1024;

async function readInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Uint8Array);
    size += (chunk as Uint8Array).byteLength;
    if (size > MOST_INPUT) {
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
