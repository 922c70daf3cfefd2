// Measures what docs/performance.md shows, in clones as users have them, all in one run.
// Run: npm run bench -- --help
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { folder, project, run } from "./harness.mjs";
import { many } from "./many.mjs";
import { peers } from "./peers.mjs";
import { requests } from "./requests.mjs";
import { start } from "./start.mjs";
import { worst } from "./worst.mjs";

const SUBJECTS = {
  start: ["One draft", start],
  many: ["Many drafts", many],
  requests: ["Requests", requests],
  worst: ["The files that keep `check` busy longest, of 128 KiB each", worst],
  peers: ["Other tools", peers],
};
const USAGE = `npm run bench -- [--quick | --write] [${Object.keys(SUBJECTS).join(" | ")}]...

  --quick   one round of a few hundred drafts: whether it runs, not how fast
  --write   measures everything and writes the tables of docs/performance.md

Without names all but peers run; that one installs other tools into bench/peers/.
`;
const PAGE = join(project, "docs/performance.md");
const QUICK = { size: 400, rounds: 1 };
const FULL = { size: 10_000, rounds: 9 };

const COLUMNS = {
  what: "what",
  figure: "measured",
  from: "medians",
  memory: "peak memory",
  goal: "goal",
  isMet: "met",
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: "boolean" }, quick: { type: "boolean" }, write: { type: "boolean" } },
});
if (values.help || (values.write && (values.quick || positionals.length > 0))) {
  process.stdout.write(USAGE);
} else {
  await bench();
}

async function bench() {
  const all = Object.keys(SUBJECTS);
  const byDefault = values.write ? all : all.filter((name) => name !== "peers");
  const tables = [];
  try {
    for (const name of positionals.length > 0 ? positionals : byDefault) {
      const [title, measure] = SUBJECTS[name] ?? [];
      if (measure === undefined) {
        throw new Error(`there is no subject ${name}: ${all.join(", ")}`);
      }
      const table = asTable(title, await measure(values.quick ? QUICK : FULL));
      process.stdout.write(`${table}\n`);
      tables.push(table);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (values.write) {
    write(`${machine()}\n\n${tables.join("\n")}`);
  }
}

/** A table without the columns that are empty in all of its rows. */
function asTable(title, rows) {
  const columns = Object.keys(COLUMNS).filter((column) => rows.some((row) => row[column] !== ""));
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  const head = line(columns.map((column) => COLUMNS[column])) + line(columns.map(() => "---"));
  return `### ${title}\n\n${head}${rows.map((row) => line(columns.map((column) => row[column]))).join("")}`;
}

function machine() {
  const git = String(run("git", ["--version"], { output: "pipe" }).stdout).trim();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const day = new Date().toISOString().slice(0, 10);
  return `Measured on ${day}: ${cpus().length} × ${cpus()[0].model}, ${memory}, ${platform()} ${arch()}, Node ${process.version}, ${git}.`;
}

/** Replaces what stands between the page's marks. */
function write(text) {
  const [begin, end] = ["<!-- measured -->", "<!-- end -->"];
  const page = readFileSync(PAGE, "utf8");
  const [before, rest] = page.split(begin);
  writeFileSync(PAGE, `${before}${begin}\n\n${text}\n${end}${rest.split(end)[1]}`);
}
