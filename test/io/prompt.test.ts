import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { askSecret, confirm } from "../../src/io/prompt.ts";

/** Streams that pass for a terminal, and what was shown on it. */
function terminal(isTTY = true) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY,
    setRawMode: (mode: boolean) => modes.push(mode),
  });
  const output = Object.assign(new PassThrough().setEncoding("utf8"), { isTTY });
  return { input, output, modes, shown: () => String(output.read() ?? "") };
}

describe("askSecret", () => {
  test("asks, shows nothing of the answer, and leaves the terminal as it was", async () => {
    const { input, output, modes, shown } = terminal();
    const answer = askSecret("Token: ", { input, output });
    input.write("s3cr");
    input.write("etX\x7f\r");
    expect(await answer).toBe("s3cret");
    expect(shown()).toBe("Token: \n");
    expect(modes).toEqual([true, false]);
  });

  test.each([
    ["Ctrl-C", "s3cr\x03"],
    ["Ctrl-D", "\x04"],
  ])("takes %s for no answer", async (_what, keys) => {
    const { input, output, modes } = terminal();
    const answer = askSecret("Token: ", { input, output });
    input.write(keys);
    expect(await answer).toBeUndefined();
    expect(modes.at(-1)).toBe(false);
  });

  test("asks nobody where there is no terminal", async () => {
    const { input, output, shown } = terminal(false);
    expect(await askSecret("Token: ", { input, output })).toBeUndefined();
    expect(shown()).toBe("");
  });
});

describe("confirm", () => {
  test.each([
    ["y\n", true],
    ["Y\n", true],
    [" yes \n", true],
    ["\n", false],
    ["n\n", false],
    ["no\n", false],
    ["yess\n", false],
    ["", false],
  ])("takes %j for %j", async (typed, expected) => {
    const { input, output, modes, shown } = terminal();
    const answer = confirm("Send it?", { input, output });
    input.end(typed);
    expect(await answer).toBe(expected);
    expect(shown()).toBe("Send it? [y/N] ");
    // The terminal itself shows what is typed.
    expect(modes).toEqual([]);
  });

  test("takes nothing for a yes where there is no terminal, and asks nobody", async () => {
    const { input, output, shown } = terminal(false);
    input.end("y\n");
    expect(await confirm("Send it?", { input, output })).toBe(false);
    expect(shown()).toBe("");
  });
});
