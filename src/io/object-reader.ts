import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { TIMES } from "../limits.ts";
import { type GitSettings, gitFailure } from "./git-process.ts";

/** What git says an object is. */
export interface ObjectFacts {
  id: string;
  type: string;
  /** Bytes. */
  size: number;
}

/** Limits for what strangers may have pushed, in bytes. */
export interface ReadLimits {
  /** A larger object is left out. */
  each: number;
  /** Objects beyond this sum are left out. */
  all: number;
}

/**
 * Reads objects of a repository by two processes of git that wait for questions, since a process for
 * each question takes many times as long. They end when nothing was asked for a while.
 * https://git-scm.com/docs/git-cat-file#_batch_output
 */
export interface ObjectReader {
  /**
   * @param names each an object's id, or `<commit>:<path>`
   * @returns by name, without what isn't there
   */
  describe(names: readonly string[]): Promise<Map<string, ObjectFacts>>;
  /**
   * Contents by name, without what isn't there, is of another type, or is beyond the limits.
   */
  read(type: "blob" | "commit", names: readonly string[], limits: ReadLimits): Promise<Map<string, Buffer>>;
  /** Contents of objects whose type and size are known, by id, without what isn't there. */
  contents(ids: readonly string[]): Promise<Map<string, Buffer>>;
}

/** @param place the folder in which git is started, and how */
export function openObjectReader(
  place: () => Promise<{ folder: string; settings: GitSettings }>,
): ObjectReader {
  const facts = openAsker(place, "--batch-check");
  const contents = openAsker(place, "--batch");
  const describe: ObjectReader["describe"] = async (names) => {
    // A line break would be two questions.
    const askable = names.filter((name) => !name.includes("\n"));
    const answers = await Promise.all(askable.map((name) => facts.ask(name)));
    return new Map(
      answers.flatMap((answer, index) => (answer === undefined ? [] : [[askable[index] ?? "", answer]])),
    );
  };
  const readAll: ObjectReader["contents"] = async (ids) => {
    const answers = await Promise.all(ids.map((id) => contents.ask(id)));
    return new Map(answers.flatMap((answer) => (answer?.content ? [[answer.id, answer.content]] : [])));
  };
  return {
    describe,
    contents: readAll,
    async read(type, names, { each, all }) {
      const chosen = new Set<string>();
      const ids = new Map<string, string>();
      let sum = 0;
      for (const [name, { id, type: found, size }] of await describe(names)) {
        const cost = chosen.has(id) ? 0 : size;
        if (found === type && size <= each && sum + cost <= all) {
          ids.set(name, id);
          chosen.add(id);
          sum += cost;
        }
      }
      const read = await readAll([...chosen]);
      return new Map(
        [...ids].flatMap(([name, id]) => {
          const content = read.get(id);
          return content === undefined ? [] : [[name, content] as const];
        }),
      );
    },
  };
}

interface Answer extends ObjectFacts {
  content: Buffer | undefined;
}

interface Question {
  resolve(answer: Answer | undefined): void;
  reject(error: Error): void;
}

/** One process of git that answers questions in turn, started with the first. */
function openAsker(
  place: () => Promise<{ folder: string; settings: GitSettings }>,
  option: "--batch-check" | "--batch",
) {
  let child: ChildProcessWithoutNullStreams | undefined;
  let idle: NodeJS.Timeout | undefined;
  let waiting: Question[] = [];
  const end = (): void => {
    child?.stdin.end();
    child = undefined;
  };
  const start = (folder: string, settings: GitSettings): ChildProcessWithoutNullStreams => {
    const config = settings.config.flatMap((setting) => ["-c", setting]);
    const started = spawn("git", [...config, "cat-file", option], { cwd: folder, env: settings.environment });
    let said = "";
    started.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4096);
    });
    const own = waiting;
    const parser = openParser(option === "--batch", (answer) => {
      own.shift()?.resolve(answer);
      if (own.length === 0) {
        // Whoever waits for nothing keeps the program from ending no longer.
        idle = setTimeout(end, TIMES.idle).unref();
        hold(started, false);
      }
    });
    const fail = (error: Error): void => {
      if (child === started) {
        child = undefined;
        waiting = [];
      }
      for (const { reject } of own.splice(0)) {
        reject(gitFailure("cat-file", error));
      }
    };
    started.stdout.on("data", parser);
    started.stdin.on("error", () => {});
    started.on("error", fail);
    started.on("close", (code) => fail(new Error(said || `git exited ${code}`)));
    return started;
  };
  return {
    async ask(name: string): Promise<Answer | undefined> {
      const { folder, settings } = await place();
      clearTimeout(idle);
      return new Promise((resolve, reject) => {
        if (child === undefined) {
          waiting = [];
          child = start(folder, settings);
        }
        hold(child, true);
        waiting.push({ resolve, reject });
        child.stdin.write(`${name}\n`);
      });
    },
  };
}

/** Whether a process keeps this one from ending. */
function hold(child: ChildProcessWithoutNullStreams, isHeld: boolean): void {
  for (const part of [child, child.stdin as Socket, child.stdout as Socket, child.stderr as Socket]) {
    if (isHeld) {
      part.ref();
    } else {
      part.unref();
    }
  }
}

/** Takes the answers out of what comes, however it is cut. */
function openParser(
  hasContents: boolean,
  tell: (answer: Answer | undefined) => void,
): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let length = 0;
  let needed = 1;
  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length < needed) {
      return;
    }
    let rest = Buffer.concat(chunks);
    let next = parseAnswer(rest, hasContents);
    while (next.until <= rest.length) {
      rest = rest.subarray(next.until);
      tell(next.answer);
      next = parseAnswer(rest, hasContents);
    }
    needed = next.until;
    chunks = [rest];
    length = rest.length;
  };
}

/**
 * The first answer: `<id> <type> <size>`, and with contents that many bytes and a line break; or `<name>
 * missing`.
 *
 * @returns where it ends; that is behind the bytes where it isn't whole yet
 */
function parseAnswer(bytes: Buffer, hasContents: boolean): { answer: Answer | undefined; until: number } {
  const end = bytes.indexOf("\n");
  if (end === -1) {
    return { answer: undefined, until: bytes.length + 1 };
  }
  const [, id = "", type = "", digits = ""] =
    /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(bytes.toString("utf8", 0, end)) ?? [];
  const start = end + 1;
  if (id === "") {
    return { answer: undefined, until: start };
  }
  const size = Number(digits);
  const until = hasContents ? start + size + 1 : start;
  // Copied, so that a small file doesn't keep a large chunk.
  const isWhole = hasContents && until <= bytes.length;
  const content = isWhole ? Buffer.from(bytes.subarray(start, start + size)) : undefined;
  return { answer: { id, type, size, content }, until };
}
