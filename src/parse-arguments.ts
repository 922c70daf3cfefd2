import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Argv, Options } from "yargs";
import { COMMANDS, type Command } from "./command-line.ts";
import { HarborError } from "./errors.ts";
import { version } from "./version.ts";

/** The command that was called, with its arguments by name. */
export interface Called {
  command: Command;
  args: Record<string, unknown>;
}

export const commandNames: readonly string[] = COMMANDS.map(({ name }) => name);

/** What every command takes. */
const COMMON: Record<string, Options> = {
  root: {
    type: "string",
    requiresArg: true,
    describe: "The catalogue repository (default: git's top folder)",
  },
  base: {
    type: "string",
    requiresArg: true,
    describe: "What counts as live (default: origin's main branch)",
  },
  json: { type: "boolean", default: false, describe: "Print one JSON document" },
  help: { type: "boolean" },
  version: { type: "boolean" },
};

/**
 * Reads a command line as getopt does: an option's value is the next word whatever it looks like, and
 * after `--` no word is an option. A text is what was asked for by --help or --version.
 * @throws HarborError USAGE for words that no command takes
 */
export async function parseArguments(words: readonly string[]): Promise<Called | string> {
  const { command, given, operands } = readArguments(words);
  refuseUnjudged(command, given);
  if (command === undefined && operands[0] !== undefined) {
    throw await unknownCommand(operands[0]);
  }
  if (given.some(({ name }) => name === "help")) {
    return `${await (await createHelp([command?.name ?? ""])).getHelp()}\n`;
  }
  if (given.some(({ name }) => name === "version")) {
    return `${version}\n`;
  }
  if (command === undefined) {
    throw await unknownCommand(operands[0]);
  }
  const fail = (message: string) =>
    new HarborError(
      "USAGE",
      message,
      `\`harbor-drafts ${command.name} --help\` lists its arguments and options`,
    );
  return {
    command,
    args: { ...readOptions(command, given, fail), ...readOperands(command, operands, fail) },
  };
}

/** Whoever asks verify about a change takes 0 for "may land": help in place of a judgement may not exit so. */
function refuseUnjudged(command: Command | undefined, given: readonly Given[]): void {
  const has = (...names: string[]) => given.some(({ name }) => names.includes(name));
  if (command?.name === "verify" && has("base", "head") && has("help", "version")) {
    throw new HarborError("USAGE", "nothing was judged: help or the version was asked for", "ask without it");
  }
}

/** Whether a command line asks for JSON, and its command's name: also of one that is wrong. */
export function intentOf(words: readonly string[]): { command: string; json: boolean } {
  const { command, given } = readArguments(words);
  const asks = ({ name, value }: Given) => name === "json" || (name === "format" && value === "json");
  return { command: command?.name ?? "", json: given.some(asks) };
}

interface Given {
  name: string;
  /** With its dashes. */
  rawName: string;
  value: string | undefined;
}

interface Parsed {
  command: Command | undefined;
  given: Given[];
  /** Without the command's name, where there is such a command. */
  operands: string[];
}

/** Never throws. The first word that is no option is the command, by which the others are read. */
function readArguments(words: readonly string[]): Parsed {
  const first = tokensOf(words, COMMON).find(({ kind }) => kind === "positional");
  const command = COMMANDS.find(({ name }) => first?.kind === "positional" && name === first.value);
  const tokens = tokensOf(words, { ...COMMON, ...command?.options });
  const given = tokens.flatMap((token) => (token.kind === "option" ? [token] : []));
  const operands = tokens.flatMap((token) => (token.kind === "positional" ? [token] : []));
  // An option before the command can have taken its name for a value: then no command is named.
  return operands[0]?.index === first?.index && command !== undefined
    ? { command, given, operands: operands.slice(1).map(({ value }) => value) }
    : { command: undefined, given, operands: operands.map(({ value }) => value) };
}

function tokensOf(words: readonly string[], options: Record<string, Options>) {
  const types = Object.entries(options).map(([name, { type }]) => [
    name,
    { type: type === "boolean" ? "boolean" : "string", ...(name === "help" ? { short: "h" } : {}) },
  ]);
  // Not strict: that would refuse a value which looks like an option.
  return parseArgs({
    args: [...words],
    options: Object.fromEntries(types) as NonNullable<ParseArgsConfig["options"]>,
    strict: false,
    tokens: true,
  }).tokens;
}

type Fail = (message: string) => HarborError;

function readOptions(command: Command, given: readonly Given[], fail: Fail): Record<string, unknown> {
  const options = { ...COMMON, ...command.options };
  const args: Record<string, unknown> = {};
  for (const { name, rawName, value } of given) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) {
      throw unknownWord(command, `option: ${rawName}`, fail);
    }
    const isFlag = option.type === "boolean";
    if (isFlag !== (value === undefined)) {
      throw fail(`--${name} ${isFlag ? "takes no value" : "needs a value"}`);
    }
    if (option.choices?.includes(value) === false) {
      throw fail(`--${name} takes ${option.choices.join(", ")}, and not ${JSON.stringify(value)}`);
    }
    if (option.array !== true && Object.hasOwn(args, name)) {
      throw new HarborError("USAGE", `--${name} is given twice`, "give it once");
    }
    args[name] = option.array === true ? [...((args[name] as string[]) ?? []), value] : (value ?? true);
  }
  const named = Object.entries(options).map(([name, option]) => [
    name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    args[name] ?? option.default,
  ]);
  return Object.fromEntries(named);
}

/** Gives a command's words the names that it has for them: `<port> [slug]`, `[files..]`. */
function readOperands(command: Command, operands: readonly string[], fail: Fail): Record<string, unknown> {
  const rest = [...operands];
  const args: Record<string, unknown> = {};
  for (const place of command.positionals.split(" ").filter((part) => part !== "")) {
    const name = place.replace(/\W/g, "");
    if (place.startsWith("<") && rest.length === 0) {
      throw fail(`not enough words: ${place} is missing`);
    }
    args[name] = place.includes("..") ? rest.splice(0) : rest.shift();
  }
  if (rest[0] !== undefined) {
    throw unknownWord(command, `argument: ${rest[0]}`, fail);
  }
  if (command.readsInput !== true && operands.includes("-")) {
    throw fail(`${command.name} doesn't read stdin: "-" names no file`);
  }
  return args;
}

/** A word that could be a token, given by mistake, isn't repeated. */
function unknownWord({ name, secretive }: Command, word: string, fail: Fail): HarborError {
  return fail(secretive === true ? `${name} doesn't take one of these words or options` : `unknown ${word}`);
}

async function unknownCommand(word: string | undefined): Promise<HarborError> {
  const hint = "`harbor-drafts --help` lists the commands";
  if (word === undefined) {
    return new HarborError("USAGE", "a command is missing", hint);
  }
  const guess = await guessCommand(word);
  return new HarborError("USAGE", `unknown command: ${word}.${guess}`, hint);
}

/** yargs' guess at what a word was to be. */
async function guessCommand(word: string): Promise<string> {
  try {
    await (await createHelp([word])).parseAsync();
  } catch (error) {
    const complaint = error instanceof Error ? error.message.trim() : "";
    return complaint.startsWith("Did you mean") ? ` ${complaint}` : "";
  }
  return "";
}

/** yargs writes the help; it is loaded for that alone. */
async function createHelp(words: readonly string[]): Promise<Argv> {
  const { default: yargs } = await import("yargs");
  const { help, version: _, ...common } = COMMON;
  const parser = yargs([...words])
    .scriptName("harbor-drafts")
    .usage(
      "$0 <command>\n\nPropose, check, test and request the publication of new routes for a Harbor port.\nAgents propose; people publish.",
    )
    .options(common)
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
  for (const { name, positionals, describe, options, examples } of COMMANDS) {
    parser.command([name, positionals].join(" ").trim(), describe, (builder) =>
      builder.options(options).example(examples.map(([line, what]) => [`$0 ${line}`, what])),
    );
  }
  return parser;
}
