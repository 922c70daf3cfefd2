import { execFileSync } from "node:child_process";

/** Builds dist/ once before all tests. */
export function setup(): void {
  execFileSync(process.execPath, [".config/build.mjs"], { stdio: "inherit" });
}
