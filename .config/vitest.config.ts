import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts"],
    // Tests drive the built command line as a process: it is built anew before the first one.
    globalSetup: ["test/support/build.ts"],
    // By default one core stays idle; tests wait for processes, so all of them serve.
    maxWorkers: "100%",
    setupFiles: ["test/support/environment.ts"],
    // Real git and real processes on a busy two-core machine; nothing waits for the clock.
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
