// Loaded before a program that is measured: when it ends, the most memory that it held goes to file 3.
import { existsSync, readFileSync, writeSync } from "node:fs";

process.on("exit", () => writeSync(3, String(peak() / 1024)));

/**
 * In KiB. Where the system says it itself, that counts: by the process's own resource usage a program is at
 * least as large as the one that started it.
 */
function peak() {
  const status = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}
