import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts"],
    // Tests drive the built command line as a process: it is built anew before the first one.
    globalSetup: ["test/support/build.ts"],
    setupFiles: ["test/support/environment.ts"],
    // Real git and real processes on a busy two-core machine; nothing waits for the clock.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
