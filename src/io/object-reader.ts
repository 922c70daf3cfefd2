import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { TIMES } from "../limits.ts";
import { type GitSettings, gitFailure } from "./git-process.ts";

/** What git says an object is. */
interface ObjectFacts {
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
export function openObjectReader(place: Place) {
  const facts = openAsker(place, "--batch-check");
  const bodies = openAsker(place, "--batch");
  /** By name: an object's id, or `<commit>:<path>`. What isn't there is left out. */
  const describe = async (names: readonly string[]): Promise<Map<string, ObjectFacts>> => {
    // A line break would be two questions.
    const askable = names.filter((name) => !name.includes("\n"));
    const answers = await Promise.all(askable.map((name) => facts.ask(name)));
    return new Map(
      answers.flatMap((answer, index) => (answer === undefined ? [] : [[askable[index] ?? "", answer]])),
    );
  };
  /** Contents of objects whose type and size are known, by id, without what isn't there. */
  const contents = async (ids: readonly string[]): Promise<Map<string, Buffer>> => {
    const answers = await Promise.all(ids.map((id) => bodies.ask(id)));
    return new Map(answers.flatMap((answer) => (answer?.content ? [[answer.id, answer.content]] : [])));
  };
  return {
    describe,
    contents,
    /** Contents by name, without what isn't there, is of another type, or is beyond the limits. */
    async read(type: "blob" | "commit", names: readonly string[], { each, all }: ReadLimits) {
      const chosen = new Map<string, string>();
      const ids = new Set<string>();
      let sum = 0;
      for (const [name, { id, type: found, size }] of await describe(names)) {
        const cost = ids.has(id) ? 0 : size;
        if (found === type && size <= each && sum + cost <= all) {
          chosen.set(name, id);
          ids.add(id);
          sum += cost;
        }
      }
      const read = await contents([...ids]);
      return new Map(
        [...chosen].flatMap(([name, id]) => {
          const content = read.get(id);
          return content === undefined ? [] : [[name, content] as const];
        }),
      );
    },
  };
}

export type ObjectReader = ReturnType<typeof openObjectReader>;

/** The folder in which git is started, and how. */
type Place = () => Promise<{ folder: string; settings: GitSettings }>;

interface Answer extends ObjectFacts {
  content: Buffer | undefined;
}

interface Question {
  resolve(answer: Answer | undefined): void;
  reject(error: Error): void;
}

/** One process of git that answers questions in turn, started with the first. */
function openAsker(place: Place, option: "--batch-check" | "--batch") {
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
    part[isHeld ? "ref" : "unref"]();
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
