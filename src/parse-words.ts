import yargs, { type Argv } from "yargs";
import { COMMANDS, type Command } from "./command-line.ts";
import { HarborError } from "./errors.ts";
import { version } from "./version.ts";

/** The command that was called, with its arguments as yargs read them. */
export interface Called {
  command: Command;
  args: Record<string, unknown>;
}

/**
 * Reads the words of a command line. Without a command, help or the version was asked for, and is printed.
 * @throws HarborError USAGE for words that no command takes
 */
export async function parseWords(words: readonly string[]): Promise<Called | undefined> {
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

/** The command's name where it could be told before things went wrong. */
export function commandIn(words: readonly string[]): string {
  const word = words.find((candidate) => COMMANDS.some(({ name }) => name === candidate));
  return word ?? "";
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
