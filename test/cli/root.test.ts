import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { callJson } from "../support/program.ts";
import { temporaryFolder } from "../support/repository.ts";

const COMMANDS = [
  ["check"],
  ["mock", "zoom-api"],
  ["verify", "--base", "a", "--head", "b"],
  ["doctor"],
  ["status"],
] as const;

describe("--root names a folder that is there", () => {
  test.each(COMMANDS.map((words) => [words[0], words] as const))("%s", async (_, words) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "file"), "");
    const call = (root: string) => callJson([...words, "--root", root], { cwd });
    expect(await call("nowhere")).toMatchObject({
      exit: 2,
      output: { error: { code: "NOT_FOUND", message: "there is no folder nowhere", hint: "check --root" } },
    });
    expect(await call("file")).toMatchObject({
      exit: 2,
      output: { error: { code: "NOT_FOUND", message: "file is no folder", hint: "check --root" } },
    });
  });
});
