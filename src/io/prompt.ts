import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** What asks and answers: a terminal, or what stands for one. */
export interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream & { isTTY?: boolean };
}

/**
 * Asks for a secret on the terminal without showing what is typed; undefined where input or output is
 * none, or nothing was entered. The question goes to stderr, since stdout is the report.
 */
export async function askSecret(
  question: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<string | undefined> {
  if (input.isTTY !== true || output.isTTY !== true) {
    return undefined;
  }
  // readline edits the line and echoes it here.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  output.write(question);
  try {
    return await new Promise<string | undefined>((resolve) => {
      line.once("line", resolve);
      // The end of input, or Ctrl-C.
      line.once("close", () => resolve(undefined));
    });
  } finally {
    line.close();
    output.write("\n");
  }
}
