import { runCommand } from "./command.ts";
import { describeError, exitStatusOf, HarborError } from "./errors.ts";
import { type Called, intentOf, parseArguments } from "./parse-arguments.ts";
import { createStyle, wantsColor } from "./reporters/style.ts";
import { escapeLine, escapeLines, tameJsonOutput, tameOutput } from "./text/escape.ts";
import type { Host } from "./workspace/host.ts";

/** The process that a command line runs in: what its command sees, and where its output goes. */
export interface Terminal extends Omit<Host, "root" | "base" | "hasColor" | "log" | "show"> {
  stdout: Output;
  stderr: Output;
  /** Writes the report on stdout. Resolves when it has left the process. @throws HarborError IO */
  print(text: string): Promise<void>;
}

export interface Output {
  isTerminal: boolean;
  write(text: string): void;
}

/** Words in, a report on stdout, everything else on stderr, and the exit status. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const called = await parseArguments(words);
    if (typeof called !== "string") {
      return await call(called, terminal);
    }
    await terminal.print(called);
    return 0;
  } catch (error) {
    describeFailure(error, intentOf(words), terminal);
    return exitStatusOf(error);
  }
}

async function call({ command, args }: Called, terminal: Terminal): Promise<number> {
  const { environment, stdout, stderr, print } = terminal;
  const { tame, tameJson } = tamersFor(environment);
  const isJson = args.json === true || args.format === "json";
  const hasColor = wantsColor(environment, stdout.isTerminal);
  const style = createStyle(hasColor);
  const answer = await runCommand(
    command,
    {
      ...terminal,
      root: args.root as string | undefined,
      base: args.base as string | undefined,
      hasColor: hasColor && !isJson,
      log: (line) => stderr.write(tame(`${escapeLine(line)}\n`)),
      show: (part) => void (isJson || stdout.write(tame(part(style)))),
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

function describeFailure(
  error: unknown,
  { command, json }: ReturnType<typeof intentOf>,
  { environment, stdout, stderr }: Terminal,
): void {
  const { tame } = tamersFor(environment);
  const body = describeError(error);
  if (json) {
    stdout.write(`${JSON.stringify({ command, ok: false, error: body }, null, 2)}\n`);
  }
  const style = createStyle(wantsColor(environment, stderr.isTerminal));
  stderr.write(tame(`${style.bad("error:")} ${escapeLine(body.message)}\n`));
  if (body.hint !== "") {
    stderr.write(tame(`${style.accent("→")} ${escapeLine(body.hint)}\n`));
  }
  if (!(error instanceof HarborError) && error instanceof Error) {
    stderr.write(tame(`${escapeLines(error.stack ?? "")}\n`));
  }
}

/** In GitHub Actions every line of output may be a command to the runner: none of a draft's may. */
function tamersFor({ GITHUB_ACTIONS }: NodeJS.ProcessEnv) {
  const same = (text: string): string => text;
  return GITHUB_ACTIONS === undefined
    ? { tame: same, tameJson: same }
    : { tame: tameOutput, tameJson: tameJsonOutput };
}
