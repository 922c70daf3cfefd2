#!/usr/bin/env node
import yargs, { type Argv } from "yargs";
import { COMMANDS, type Command } from "./command-line.ts";
import { describeError, exitStatusOf, HarborError } from "./errors.ts";
import { createStyle, type Style, wantsColor } from "./reporters/style.ts";
import { escapeLine, escapeLines, escapeReport } from "./text/escape.ts";
import { version } from "./version.ts";

/**
 * The process: words in, a report on stdout, everything else on stderr, and the exit status. The
 * one place that writes stdout and sets the status.
 */
async function main(words: readonly string[]): Promise<number> {
  const wantsJson = words.includes("--json");
  let called: { command: Command; args: Record<string, unknown> } | undefined;
  try {
    await createParser(words, (command, args) => {
      called = { command, args };
    }).parseAsync();
    if (called === undefined) {
      // Help or the version was asked for, and yargs printed it.
      return 0;
    }
    return await call(called.command, called.args);
  } catch (error) {
    const known = asUsageError(error);
    tellError(known, called?.command.name ?? commandIn(words), wantsJson);
    return exitStatusOf(known);
  }
}

async function call(command: Command, args: Record<string, unknown>): Promise<number> {
  const loaded = await command.load();
  const style = createStyle(wantsColor(process.env, process.stdout.isTTY));
  const isJson = args.json === true;
  const given = await means(command, args, (part) => {
    if (!isJson) {
      process.stdout.write(loaded.prettyPart?.(part as never, style) ?? "");
    }
  });
  const report = await loaded.run(given as never, args as never);
  if (isJson) {
    const head = command.bare ? {} : { command: command.name, ok: report.exit === 0 };
    await print(`${JSON.stringify({ ...head, ...report.output }, null, 2)}\n`);
  } else {
    const output = command.bare ? report.output : escapeReport(report.output, command.multiline ?? []);
    await print(loaded.pretty(output as never, style));
  }
  return report.exit;
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
  const { createContext } = await import("./context.ts");
  return createContext({
    root: args.root as string | undefined,
    base: args.base as string | undefined,
    cwd: process.cwd(),
    environment: process.env,
    readInput,
    log: (line) => process.stderr.write(`${escapeLine(line)}\n`),
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
      "duplicate-arguments-array": false,
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

/** yargs' own complaints are the user's to mend; every other error stays what it is. */
function asUsageError(error: unknown): unknown {
  if (error instanceof Error && error.name === "YError") {
    const [message = ""] = error.message.split("\n");
    return new HarborError(
      "USAGE",
      message.charAt(0).toLowerCase() + message.slice(1),
      "`harbor-drafts --help` lists commands and options",
      error,
    );
  }
  return error;
}

function tellError(error: unknown, command: string, wantsJson: boolean): void {
  const body = describeError(error);
  if (wantsJson) {
    process.stdout.write(`${JSON.stringify({ command, ok: false, error: body }, null, 2)}\n`);
  }
  const style: Style = createStyle(wantsColor(process.env, process.stderr.isTTY));
  process.stderr.write(`${style.bad("error:")} ${escapeLine(body.message)}\n`);
  if (body.hint !== "") {
    process.stderr.write(`${style.accent("→")} ${escapeLine(body.hint)}\n`);
  }
  if (!(error instanceof HarborError) && error instanceof Error) {
    process.stderr.write(`${escapeLines(error.stack ?? "")}\n`);
  }
}

/** The command's name where it could be told before things went wrong. */
function commandIn(words: readonly string[]): string {
  return COMMANDS.find(({ name }) => words.includes(name))?.name ?? "";
}

async function readInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
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

process.exitCode = await main(process.argv.slice(2));
