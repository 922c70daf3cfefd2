import { readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openFiles } from "../../src/io/files.ts";
import { read, temporaryFolder, write } from "../support/repository.ts";
import { bytesOf } from "../support/sample.ts";

/** A folder with one file, and the means to rewrite it. */
function folderWith(text: string) {
  const folder = temporaryFolder();
  write(folder, "drafts/a.json", text);
  const { rewrite } = openFiles(folder, folder);
  return { folder, rewrite: (before: string) => rewrite("drafts/a.json", "after", bytesOf(before)) };
}

describe("rewriting a file", () => {
  test("replaces what is as it was read", async () => {
    const { folder, rewrite } = folderWith("before");
    await rewrite("before");
    expect(read(folder, "drafts/a.json")).toBe("after");
    expect(readdirSync(join(folder, "drafts"))).toEqual(["a.json"]);
  });

  test("fails for what changed since, and leaves nothing behind", async () => {
    const { folder, rewrite } = folderWith("somebody else's");
    await expect(rewrite("before")).rejects.toMatchObject({ code: "CONFLICT" });
    expect(read(folder, "drafts/a.json")).toBe("somebody else's");
    expect(readdirSync(join(folder, "drafts"))).toEqual(["a.json"]);
  });

  test("fails for what went, and makes nothing anew", async () => {
    const { folder, rewrite } = folderWith("before");
    rmSync(join(folder, "drafts/a.json"));
    await expect(rewrite("before")).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(readdirSync(join(folder, "drafts"))).toEqual([]);
  });

  test("fails for what became a link, to the file itself or on the way to it", async () => {
    const { folder, rewrite } = folderWith("before");
    write(folder, "other.json", "before");
    rmSync(join(folder, "drafts/a.json"));
    symlinkSync("../other.json", join(folder, "drafts/a.json"));
    await expect(rewrite("before")).rejects.toMatchObject({ code: "CONFLICT" });
    renameSync(join(folder, "drafts"), join(folder, "moved"));
    symlinkSync("moved", join(folder, "drafts"));
    await expect(rewrite("before")).rejects.toMatchObject({ code: "IO" });
    expect(read(folder, "other.json")).toBe("before");
  });
});
