import type { Options } from "yargs";
import type { Report } from "./commands/report.ts";
import type { Style } from "./reporters/style.ts";
import { escapeReport } from "./text/escape.ts";
import type { Host } from "./workspace/host.ts";

/** A command as the command line knows it. */
export interface Command {
  name: string;
  /** Words after the name: `<port> [slug]`, `[files..]`. */
  positionals: string;
  /** Whether one of them may be `-`, for stdin. */
  readsInput?: boolean;
  describe: string;
  options: Record<string, Options>;
  examples: readonly (readonly [command: string, what: string])[];
  /** Members of the report in which line breaks are meant. */
  multiline?: readonly string[];
  /** `schema` prints its document bare. */
  bare?: boolean;
  /** Whether a word that it doesn't take may be a token, given by mistake: then it isn't repeated. */
  secretive?: boolean;
  /** Loads the command and runs it. @param args as its positionals and options say: parseArguments holds them to that */
  run(host: Host, args: Record<string, unknown>): Promise<Answer>;
}

/** A command's report, and the ways to print it. */
export interface Answer extends Report<object> {
  /** For a person at a terminal. */
  pretty(style: Style): string;
  /** Another form, by the name that `--format` takes, which escapes for itself; undefined where there is none. */
  formatted(name: string): string | undefined;
}

/** What the file of a command has. */
interface Loaded<Arguments, Output> {
  run: (host: Host, args: Arguments) => Promise<Report<Output>>;
  pretty: (output: Output, style: Style) => string;
  formats?: Readonly<Record<string, (output: Output) => string>>;
}

/** Says what a command is called and takes; its file must take just that. It is loaded when it is called. */
export function command<
  const Words extends string,
  const Own extends Record<string, Options>,
  Output extends object,
>({
  load,
  ...said
}: Omit<Command, "positionals" | "options" | "run"> & {
  positionals: Words;
  options: Own;
  load: () => Promise<Loaded<OptionValues<Own> & WordValues<Words>, Output>>;
}): Command {
  return {
    ...said,
    async run(host, args) {
      const { run, pretty, formats = {} } = await load();
      const report = await run(host, args as OptionValues<Own> & WordValues<Words>);
      const { output } = report;
      return {
        ...report,
        pretty: (style) => pretty(said.bare ? output : escapeReport(output, said.multiline ?? []), style),
        formatted: (name) => formats[name]?.(output),
      };
    },
  };
}

/** The values of options by their names, as a program spells them. */
type OptionValues<Own extends Record<string, Options>> = {
  [Name in keyof Own & string as Camel<Name>]: Own[Name] extends { type: "boolean" }
    ? boolean
    : Own[Name] extends { array: true }
      ? string[]
      : Own[Name] extends { default: string }
        ? string
        : string | undefined;
} & { root: string | undefined; base: string | undefined; json: boolean };

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** The values of positionals: one word each, or all that are left. */
type WordValues<Words extends string> = Words extends `${infer First} ${infer Rest}`
  ? WordValues<First> & WordValues<Rest>
  : Words extends `${"<" | "["}${infer Name}..${string}`
    ? Record<Name, string[]>
    : Words extends `<${infer Name}>`
      ? Record<Name, string>
      : Words extends `[${infer Name}]`
        ? Record<Name, string | undefined>
        : unknown;
