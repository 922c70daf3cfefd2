import { Script } from "node:vm";
import { transform } from "esbuild";
import { describe, expect, test } from "vitest";
import { run } from "../support/cli.ts";
import { PROJECT, read } from "../support/repository.ts";

/** Runs the command line where Node says that it is another version. */
function runUnder(version: string, ...words: string[]) {
  const claim = `
    const versions = { ...process.versions, node: "${version}" };
    Object.defineProperties(process, { version: { value: "v${version}" }, versions: { value: versions } });`;
  const preload = `--import=data:text/javascript,${encodeURIComponent(claim)}`;
  return run(words, { cwd: PROJECT, env: { NODE_OPTIONS: preload } });
}

describe("an old Node", () => {
  test.each(["12.22.12", "16.20.2", "18.20.8", "20.18.3"])("%s is told in one line", async (version) => {
    const message = `harbor-drafts needs Node 20.19 or newer; this is v${version}`;
    expect(await runUnder(version, "rules")).toEqual({ exit: 3, stdout: "", stderr: `${message}\n` });
    const { exit, stdout } = await runUnder(version, "rules", "--json");
    expect([exit, JSON.parse(stdout)]).toEqual([
      3,
      { command: "rules", ok: false, error: { code: "IO", message, hint: "" } },
    ]);
  });

  test.each(["20.19.0", "22.0.0", "100.0.0"])("%s isn't one", async (version) => {
    const { exit, stdout } = await runUnder(version, "--version");
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });

  test("can read the file that tells it", async () => {
    const entry = read(PROJECT, "dist/cli.js");
    // It parses as CommonJS too, which the oldest take it for ...
    expect(() => new Script(entry.replace(/^#!.*\n/, ""))).not.toThrow();
    // ... and nothing in it would have to be written otherwise for Node 12.
    const written = (target: string) => transform(entry, { target, minifyWhitespace: true });
    expect((await written("node12.20")).code).toBe((await written("esnext")).code);
  });

  test("is one that package.json refuses as well", () => {
    expect(JSON.parse(read(PROJECT, "package.json")).engines).toEqual({ node: ">=20.19.0" });
  });
});
