#!/usr/bin/env node
import yargs, { type Argv } from "yargs";
import { COMMANDS, type Command } from "./command-line.ts";
import { describeError, exitStatusOf, HarborError } from "./errors.ts";
import { createStyle, type Style, wantsColor } from "./reporters/style.ts";
import { escapeLine, escapeLines, escapeReport, tameJsonOutput, tameOutput } from "./text/escape.ts";
import { version } from "./version.ts";

/**
 * The process: words in, a report on stdout, everything else on stderr, and the exit status. The
 * one place that writes stdout and sets the status.
 */
async function main(words: readonly string[]): Promise<number> {
  let called: Called | undefined;
  try {
    called = await parse(words);
    // Without a command, help or the version was asked for, and yargs printed it.
    return called === undefined ? 0 : await call(called);
  } catch (error) {
    const wantsJson = words.includes("--json") || called?.args.format === "json";
    tellError(error, called?.command.name ?? commandIn(words), wantsJson);
    return exitStatusOf(error);
  }
}

/** The command that was called, with its arguments as yargs read them. */
interface Called {
  command: Command;
  args: Record<string, unknown>;
}

/** @throws HarborError USAGE for words that no command takes */
async function parse(words: readonly string[]): Promise<Called | undefined> {
  refusePositionalOptions(words);
  let called: Called | undefined;
  const parser = createParser(words, (command, args) => {
    called = { command, args };
  });
  try {
    await parser.parseAsync();
  } catch (error) {
    throw usageError(words, error);
  }
  refuseTwice(called);
  return called;
}

/** yargs' complaint in one line, with the help that tells more. */
function usageError(words: readonly string[], error: unknown): HarborError {
  const complaint = (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, " ").trim();
  const command = commandIn(words);
  const isSecretive = COMMANDS.some(({ name, secretive }) => name === command && secretive);
  if (isSecretive && /^(?:unknown|invalid|did you mean)/i.test(complaint)) {
    const hint = `\`harbor-drafts ${command} --help\` tells its words and options`;
    return new HarborError("USAGE", `${command} doesn't take one of these words or options`, hint, error);
  }
  const word = words.find((candidate) => !candidate.startsWith("-"));
  if (command === "" && word !== undefined) {
    const guess = complaint.startsWith("Did you mean") ? ` ${complaint}` : "";
    return new HarborError(
      "USAGE",
      `unknown command: ${word}.${guess}`,
      "`harbor-drafts --help` lists the commands",
      error,
    );
  }
  const hint =
    command === ""
      ? "`harbor-drafts --help` lists the commands"
      : `\`harbor-drafts ${command} --help\` tells its words and options`;
  return new HarborError("USAGE", complaint.charAt(0).toLowerCase() + complaint.slice(1), hint, error);
}

/** A word that belongs after the command, given as an option: yargs would take it, and once only. */
function refusePositionalOptions(words: readonly string[]): void {
  const command = COMMANDS.find(({ name }) => name === commandIn(words));
  for (const name of command?.positionals.match(/\w+/g) ?? []) {
    if (words.some((word) => word === `--${name}` || word.startsWith(`--${name}=`))) {
      throw new HarborError(
        "USAGE",
        `unknown argument: ${name}`,
        `\`harbor-drafts ${command?.name} --help\` tells its words and options`,
      );
    }
  }
}

/** An option that is given twice says two things. Those that may be are declared as lists. */
function refuseTwice(called: Called | undefined): void {
  const options = ["root", "base", "json", ...Object.keys(called?.command.options ?? {})];
  for (const name of options) {
    if (Array.isArray(called?.args[name]) && called.command.options[name]?.array !== true) {
      throw new HarborError("USAGE", `--${name} is given twice`, "give it once");
    }
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
  if (needs === "workshop") {
    const hasColor = args.json !== true && wantsColor(process.env, process.stdout.isTTY);
    const { openWorkshop } = await import("./io/workshop.ts");
    return { openWorkshop: () => openWorkshop(process.env, process.argv[1] ?? "", hasColor), tell };
  }
  const [root, base] = [args.root as string | undefined, args.base as string | undefined];
  const log = (line: string) => process.stderr.write(tame(`${escapeLine(line)}\n`));
  if (needs === "folder") {
    const { openFolder } = await import("./io/folder.ts");
    return { files: await openFolder(root, process.cwd()), base, log, untilStopped };
  }
  const { createContext } = await import("./context.ts");
  return createContext({
    root,
    base,
    cwd: process.cwd(),
    environment: process.env,
    readInput,
    log,
  });
}

type Call = (command: Command, args: Record<string, unknown>) => void;

function createParser(words: readonly string[], onCall: Call): Argv {
  const parser = yargs([...words])
    .scriptName("harbor-drafts")
    .usage(
      "$0 <command>\n\nPropose, check, test and request the publication of new routes for a Harbor port.\nAgents propose; people publish.",
    )
    .option("root", {
      type: "string",
      requiresArg: true,
      describe: "The catalogue repository (default: git's top folder)",
    })
    .option("base", {
      type: "string",
      requiresArg: true,
      describe: "What counts as live (default: origin's main branch)",
    })
    .option("json", { type: "boolean", default: false, describe: "Print one JSON document" })
    .parserConfiguration({
      "camel-case-expansion": true,
      "dot-notation": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "boolean-negation": false,
      "greedy-arrays": false,
    })
    .strict()
    .recommendCommands()
    .demandCommand(1, "a command is missing")
    .fail(false)
    .exitProcess(false)
    .detectLocale(false)
    .wrap(80)
    .version(version)
    .help()
    .alias("help", "h")
    .epilogue("Exit status: 0 done, 1 refused or failed, 2 usage, 3 environment, 70 a bug.");
  for (const command of COMMANDS) {
    parser.command(
      [command.name, command.positionals].join(" ").trim(),
      command.describe,
      (builder) =>
        builder
          .options(command.options)
          .example(command.examples.map(([words, what]) => [`$0 ${words}`, what])),
      (args) => onCall(command, args),
    );
  }
  return parser;
}

function tellError(error: unknown, command: string, wantsJson: boolean): void {
  const body = describeError(error);
  if (wantsJson) {
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

/** The command's name where it could be told before things went wrong. */
function commandIn(words: readonly string[]): string {
  const word = words.find((candidate) => COMMANDS.some(({ name }) => name === candidate));
  return word ?? "";
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
    process.stdout.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "EPIPE" ? resolve() : reject(error),
    );
    process.stdout.write(text, () => resolve());
  });
}

// Whoever reads the log may go away early: that is no failure.
process.stderr.on("error", () => {});
process.exitCode = await main(process.argv.slice(2));
