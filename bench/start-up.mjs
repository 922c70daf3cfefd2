// Start-up of the built program against an empty Node process, and of check on many drafts against
// reading and parsing them. Ratios of medians: absolute times say more of the machine than of the tool.
// Run: npm run bench
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const cli = join(project, "dist/cli.js");
const RUNS = 9;
const DRAFTS = 1000;

const folder = mkdtempSync(join(tmpdir(), "harbor-drafts-bench-"));
try {
  cpSync(join(project, "catalog"), join(folder, "catalog"), { recursive: true });
  const empty = () => run(["-e", "0"]);
  report("--version / empty process", () => run([cli, "--version"]), empty);
  report("rules / empty process", () => run([cli, "rules"]), empty);
  report("check, no draft / empty process", () => run([cli, "check", "--root", folder]), empty);

  const draft = JSON.parse(readFileSync(join(project, "drafts/zoom-api/get-meeting.json"), "utf8"));
  mkdirSync(join(folder, "drafts/zoom-api"), { recursive: true });
  for (let index = 0; index < DRAFTS; index++) {
    draft.action.slug = `get-meeting-${index}`;
    writeFileSync(join(folder, `drafts/zoom-api/get-meeting-${index}.json`), JSON.stringify(draft, null, 2));
  }
  const parse =
    "const fs=require('fs');const d='drafts/zoom-api/';for(const f of fs.readdirSync(d))JSON.parse(fs.readFileSync(d+f,'utf8'))";
  report(
    `check of ${DRAFTS} drafts / read and parse them`,
    () => run([cli, "check", "--root", folder]),
    () => run(["-e", parse], folder),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(words, cwd = project) {
  const start = performance.now();
  execFileSync(process.execPath, words, { cwd, stdio: "ignore" });
  return performance.now() - start;
}

function report(name, a, b) {
  a();
  b();
  const pairs = Array.from({ length: RUNS }, () => [a(), b()]);
  const [ours, floor, ratio] = [
    pairs.map(([x]) => x),
    pairs.map(([, y]) => y),
    pairs.map(([x, y]) => x / y),
  ].map(median);
  console.log(`${name.padEnd(48)} ${ratio.toFixed(2)}x   ${ours.toFixed(0)} ms / ${floor.toFixed(0)} ms`);
}

function median(values) {
  return values.sort((x, y) => x - y)[Math.floor(values.length / 2)];
}
