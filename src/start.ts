import { accessSync, constants, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

/** What the build writes down about the program beside it. */
interface Build {
  /** The program's file. Its name holds a digest of what is in it. */
  program: string;
  /** What is printed for these words, joined by \0: `--version`, `--help`, `check --help`. */
  texts: Readonly<Record<string, string>>;
  commands: readonly string[];
}

/** Prints what the build has written down for these words, or else runs the program. */
export function start(): void {
  const words = process.argv.slice(2);
  const build: Build = JSON.parse(readFileSync(join(__dirname, "build.json"), "utf8"));
  const text = build.texts[words.join("\0")];
  const run = () => runProgram(build, build.commands.find((name) => name === words[0]) ?? "other");
  if (text === undefined) {
    run();
  } else {
    process.stdout.on("error", () => {});
    // What is wrong with stdout, the program says.
    process.stdout.write(text, (error) => (error ? run() : process.exit(0)));
  }
}

/**
 * Compiles and runs the program. What V8 made of its functions is kept beside it at the end of a command's first
 * run, and halves the time that later runs take to start. It is as trusted as the program, since whoever can
 * write there can change both; where this process can't write, nothing is kept. V8 itself refuses what another
 * version of it made.
 */
function runProgram({ program }: Build, command: string): void {
  const file = join(__dirname, program);
  const kept = `${file}.${command}.${process.version}-${process.arch}.cache`;
  const cachedData = readIfThere(kept);
  // The build writes a function of what a module of CommonJS is given, in ASCII, which is read fastest so.
  const script = new Script(readFileSync(file, "latin1"), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected) {
    process.once("exit", () => keep(kept, script));
  }
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Best effort: a process that starts faster isn't worth an error. */
function keep(path: string, script: Script): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    accessSync(__dirname, constants.W_OK);
    writeFileSync(unfinished, script.createCachedData(), { flag: "wx" });
    renameSync(unfinished, path);
  } catch {}
}
