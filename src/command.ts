import type { Arguments, Command, CommandName } from "./command-line.ts";
import type { Report } from "./commands/report.ts";
import type { Style } from "./reporters/style.ts";
import { escapeReport } from "./text/escape.ts";
import type { Host } from "./workspace/host.ts";

/** What the file of a command has. It is loaded when the command is called. */
interface Loaded<Given, Output> {
  run: (host: Host, args: Given) => Promise<Report<Output>>;
  pretty: (output: Output, style: Style) => string;
  formats?: Readonly<Record<string, (output: Output) => string>>;
}

/** A command's report, and the ways to print it. */
interface Answer extends Report<object> {
  /** For a person at a terminal. */
  pretty(style: Style): string;
  /** Another form, by the name that `--format` takes, which escapes for itself; undefined where there is none. */
  formatted(name: string): string | undefined;
}

type Run<Given> = (host: Host, args: Given, command: Command) => Promise<Answer>;

const RUNS: { [Name in CommandName]: Run<Arguments<Name>> } = {
  inspect: answer(() => import("./commands/inspect.ts")),
  propose: answer(() => import("./commands/propose.ts")),
  check: answer(() => import("./commands/check.ts")),
  test: answer(() => import("./commands/test.ts")),
  record: answer(() => import("./commands/record.ts")),
  mock: answer(() => import("./commands/mock.ts")),
  diff: answer(() => import("./commands/diff.ts")),
  "request-publish": answer(() => import("./commands/request-publish.ts")),
  refresh: answer(() => import("./commands/refresh.ts")),
  withdraw: answer(() => import("./commands/withdraw.ts")),
  status: answer(() => import("./commands/status.ts")),
  verify: answer(() => import("./commands/verify.ts")),
  rules: answer(() => import("./commands/rules.ts")),
  schema: answer(() => import("./commands/schema.ts")),
  doctor: answer(() => import("./commands/doctor.ts")),
  tour: answer(() => import("./commands/tour.ts")),
};

/** Loads a command and runs it. @param args as its line in command-line.ts says: parseArguments holds them to that */
export function runCommand(command: Command, host: Host, args: Record<string, unknown>): Promise<Answer> {
  return (RUNS[command.name] as Run<object>)(host, args, command);
}

function answer<Given, Output extends object>(load: () => Promise<Loaded<Given, Output>>): Run<Given> {
  return async (host, args, { bare, multiline = [] }) => {
    const { run, pretty, formats = {} } = await load();
    const report = await run(host, args);
    const { output } = report;
    return {
      ...report,
      pretty: (style) => pretty(bare ? output : escapeReport(output, multiline), style),
      formatted: (name) => formats[name]?.(output),
    };
  };
}
