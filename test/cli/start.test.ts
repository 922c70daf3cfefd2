import { cpSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseArguments } from "../../src/parse-arguments.ts";
import { run as runProgram } from "../support/cli.ts";
import { PROJECT, temporaryFolder } from "../support/repository.ts";

/** The built program in a folder of its own, and what it keeps there. */
function installed() {
  const folder = join(temporaryFolder(), "dist");
  cpSync(join(PROJECT, "dist"), folder, { recursive: true });
  const kept = () => readdirSync(folder).filter((name) => name.endsWith(".cache"));
  for (const name of kept()) {
    rmSync(join(folder, name));
  }
  const program = join(folder, "cli.js");
  const run = (...words: string[]) => runProgram(words, { cwd: folder, program });
  return { folder, kept, run };
}

test("a command's first run keeps what V8 compiled, for that command and this Node", async () => {
  const { folder, kept, run } = installed();
  const first = await run("schema", "draft");
  const [name = "", ...others] = kept();
  expect([name, others]).toEqual([
    expect.stringMatching(new RegExp(`^main-\\w+\\.js\\.schema\\.${process.version}-\\w+\\.cache$`)),
    [],
  ]);
  expect(await run("schema", "draft")).toEqual(first);
  // What isn't V8's own is made anew, and changes nothing.
  writeFileSync(join(folder, name), "not V8's");
  expect(await run("schema", "draft")).toEqual(first);
  // Words that name no command leave one file, not one each.
  await run("nothing");
  await run("of-the-kind");
  expect(kept()).toHaveLength(2);
});

test.each([["--version"], ["--help"], ["check", "--help"], ["request-publish", "-h"]])(
  "%s %s is said at once, as the program would",
  async (...words) => {
    const { kept, run } = installed();
    expect(await run(...words)).toEqual({ exit: 0, stdout: await parseArguments(words), stderr: "" });
    expect(kept()).toEqual([]);
  },
);

test("what is nearly help goes the long way", async () => {
  const { run } = installed();
  expect(await run("check --help")).toMatchObject({ exit: 2, stdout: "" });
  expect((await run("chek")).stderr).toContain("Did you mean check?");
});
