import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What takes long first: files that start processes, themselves or by what they import from test/. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const [long, short] = [true, false].map((is) =>
      sorted.filter((file) => startsProcesses(file.moduleId) === is),
    );
    return [...(long ?? []), ...(short ?? [])];
  }
}

const known = new Map<string, boolean>();

function startsProcesses(file: string): boolean {
  const before = known.get(file);
  if (before !== undefined) {
    return before;
  }
  // Two files that import each other: the answer comes from what else they import.
  known.set(file, false);
  const imported = [...readFileSync(file, "utf8").matchAll(/ from "([^"]+)"/g)].map(([, name = ""]) => name);
  const starts = imported.some(
    (name) =>
      name === "node:child_process" ||
      (/^\.\.?\/(?!.*\bsrc\/)/.test(name) && startsProcesses(join(dirname(file), name))),
  );
  known.set(file, starts);
  return starts;
}

export default defineConfig(({ mode }) => ({
  root,
  test: {
    include: ["test/**/*.test.ts"],
    // Tests drive the built command line as a process: it is built anew before the first one.
    globalSetup: ["test/support/build.ts", "test/support/temporary.ts"],
    // To load a module takes longer than most tests: files share what one of them has loaded.
    isolate: false,
    // By default one core stays idle; tests wait for processes, so all of them serve.
    maxWorkers: "100%",
    // `npm run test:full`: what is long by nature is gone through whole.
    provide: { isFull: mode === "full" },
    sequence: { sequencer: LongestFirst },
    setupFiles: ["test/support/environment.ts"],
    // For what hangs alone: nothing waits for the clock, and a busy machine may take ten times as long.
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
}));
