// Thousands of drafts in one catalogue: time against reading the same files, memory, and how both grow.
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { byTurns, cli, duration, median, node, peakMemory, ratio, row, times, tool } from "./harness.mjs";
import { largeClone } from "./world.mjs";

/** Reads every file of the drafts, and does nothing with it. */
const READ = `
  const fs = require("fs");
  for (const name of fs.readdirSync("drafts/zoom-api")) fs.readFileSync("drafts/zoom-api/" + name);`;

/** The most examples that a draft may have. */
const EXAMPLES = 20;

export async function many({ rounds, size }) {
  return [...(await checks(rounds, size)), ...(await tests(rounds, size))];
}

async function checks(rounds, size) {
  const large = largeClone("large", size);
  const tenth = largeClone("tenth", size / 10);
  const bare = largeClone("bare", size, { hasRecordings: false });
  const one = "drafts/zoom-api/get-shelf-1.json";
  // A space more is a change, and no other draft.
  appendFileSync(join(large, one), "\n");
  const samples = await byTurns(Math.min(rounds, 3), {
    read: () => void node(["-e", READ], { cwd: large }),
    all: () => void tool(["check", "--all"], { cwd: large }),
    readBare: () => void node(["-e", READ], { cwd: bare }),
    bare: () => void tool(["check", "--all"], { cwd: bare }),
    tenth: () => void tool(["check", "--all"], { cwd: tenth }),
    one: () => void tool(["check", one], { cwd: large }),
    changed: () => void tool(["check", "--changed"], { cwd: large }),
  });
  const memory = peakMemory([cli, "check", "--all"], { cwd: large });
  const drafts = `${size.toLocaleString("en")} drafts`;
  return [
    times(
      `\`check --all\`, ${drafts} with recordings`,
      "reading the files",
      samples.all,
      samples.read,
      20,
      memory,
    ),
    times(`\`check --all\`, ${drafts} alone`, "reading the files", samples.bare, samples.readBare, 20),
    memoryRow(`\`check --all\`, ${drafts} with recordings`, memory),
    growthRow(samples, size),
    times(`\`check --changed\`, one of ${drafts}`, "`check` of that one", samples.changed, samples.one, 2),
  ];
}

function memoryRow(what, memory) {
  return row(what, `${memory.toFixed(0)} MiB at most`, "", { goal: "< 150 MiB", isMet: memory < 150 });
}

/** What one more draft costs among many, against what it costs among a tenth. */
function growthRow({ all, tenth, one }, size) {
  const each = all.map((time, round) => (time - one[round]) / (size - 1));
  const eachOfTenth = tenth.map((time, round) => (time - one[round]) / (size / 10 - 1));
  const growth = ratio(each, eachOfTenth);
  const [a, b] = [each, eachOfTenth].map((samples) => `${median(samples).toFixed(2)} ms`);
  return row("one draft more, in ten times as many", `${growth.toFixed(2)} ×`, `${a} / ${b}`, {
    goal: "≤ 1.1 ×",
    isMet: growth <= 1.1,
  });
}

async function tests(rounds, size) {
  const clone = largeClone("examples", size / EXAMPLES, { examples: EXAMPLES });
  const samples = await byTurns(Math.min(rounds, 3), {
    all: () => void tool(["test", "--all"], { cwd: clone }),
    one: () => void tool(["test", "drafts/zoom-api/get-shelf-1.json"], { cwd: clone }),
  });
  const rate = median(
    samples.all.map((time, round) => ((size - EXAMPLES) / (time - samples.one[round])) * 1000),
  );
  const what = `\`test --all\`, ${size.toLocaleString("en")} examples of ${size / EXAMPLES} drafts`;
  const from = `${duration(median(samples.all))}, of which ${duration(median(samples.one))} for the first draft`;
  return [
    row(what, `${Math.round(rate).toLocaleString("en")} examples a second after the first draft`, from, {
      memory: peakMemory([cli, "test", "--all"], { cwd: clone }),
      goal: "≥ 15,000",
      isMet: rate >= 15_000,
    }),
  ];
}
