import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** What asks and answers: a terminal, or what stands for one. */
export interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream & { isTTY?: boolean };
}

const TERMINAL: Terminal = { input: process.stdin, output: process.stderr };

/** Asks for a secret without showing what is typed; undefined as `askLine` has it. */
export async function askSecret(question: string, terminal = TERMINAL): Promise<string | undefined> {
  return askLine(question, terminal, false);
}

/** Asks for a yes. Anything else is a no, and so is the absence of a terminal. */
export async function confirm(question: string, terminal = TERMINAL): Promise<boolean> {
  const answer = await askLine(`${question} [y/N] `, terminal, true);
  return /^y(?:es)?$/i.test(answer?.trim() ?? "");
}

/**
 * Asks for a line on the terminal; undefined where input or output is none, or nothing was entered.
 * The question goes to stderr, since stdout is the report.
 */
async function askLine(
  question: string,
  { input, output }: Terminal,
  isShown: boolean,
): Promise<string | undefined> {
  if (input.isTTY !== true || output.isTTY !== true) {
    return undefined;
  }
  // The terminal itself edits and shows a line, unless readline does: that echoes it here.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface(
    isShown ? { input, terminal: false } : { input, output: nowhere, terminal: true, historySize: 0 },
  );
  output.write(question);
  try {
    return await new Promise<string | undefined>((resolve) => {
      line.once("line", resolve);
      // The end of input, or Ctrl-C.
      line.once("close", () => resolve(undefined));
    });
  } finally {
    line.close();
    output.write(isShown ? "" : "\n");
  }
}
