// Where a command's time goes: by source file and package, its start and the collection of garbage included.
// Run: node bench/profile.mjs check --all --root FOLDER
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { SourceMap } from "node:module";
import { basename, join, relative } from "node:path";
import { cli, folder, node, project } from "./harness.mjs";

const SHOWN = 30;

const dist = join(project, "dist");

try {
  node([".config/build.mjs", "--maps"]);
  const profiles = join(folder, "profiles");
  mkdirSync(profiles);
  node(["--cpu-prof", "--cpu-prof-dir", profiles, cli, ...process.argv.slice(2)], {
    cwd: process.cwd(),
    exits: [0, 1],
  });
  const [name] = readdirSync(profiles);
  print(timesBySource(JSON.parse(readFileSync(join(profiles, name), "utf8"))));
} finally {
  rmSync(folder, { recursive: true });
}

/** By source, in milliseconds: what it takes itself, and with all that it calls. */
function timesBySource({ nodes, samples, timeDeltas }) {
  const maps = new Map();
  const stacks = new Map();
  const follow = (id, below) => {
    const { callFrame, children = [] } = byId.get(id);
    const name = sourceOf(callFrame, below.name, maps);
    const stack = { name, all: below.all.has(name) ? below.all : new Set([...below.all, name]) };
    stacks.set(id, stack);
    for (const child of children) {
      follow(child, stack);
    }
  };
  const byId = new Map(nodes.map((each) => [each.id, each]));
  follow(nodes[0].id, { all: new Set() });
  const times = new Map();
  samples.forEach((id, index) => {
    const { name, all } = stacks.get(id);
    for (const source of all) {
      const { self, whole } = times.get(source) ?? { self: 0, whole: 0 };
      const time = timeDeltas[index] / 1000;
      times.set(source, { self: self + (source === name ? time : 0), whole: whole + time });
    }
  });
  return times;
}

/** The source of a function. What Node does for one, such as a regular expression, counts as its own. */
function sourceOf({ url, functionName, lineNumber, columnNumber }, caller, maps) {
  if (url.startsWith("node:")) {
    return "node itself";
  }
  if (!url.includes(dist)) {
    return functionName.startsWith("(") ? functionName : (caller ?? "node itself");
  }
  const chunk = basename(url);
  if (!maps.has(chunk)) {
    maps.set(chunk, new SourceMap(JSON.parse(readFileSync(join(dist, `${chunk}.map`), "utf8"))));
  }
  const { originalSource } = maps.get(chunk).findEntry(lineNumber, columnNumber);
  if (originalSource === undefined) {
    return "(bundle)";
  }
  const path = relative(project, join(dist, originalSource));
  return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path;
}

function print(times) {
  const counted = [...times].filter(([name]) => name !== "(idle)" && name !== "(root)");
  const total = counted.reduce((sum, [, { self }]) => sum + self, 0);
  const share = (time) => `${((time / total) * 100).toFixed(1).padStart(5)} %`;
  process.stdout.write(`${total.toFixed(0)} ms in all; of it each source itself, and with what it calls:\n`);
  counted.sort(([, a], [, b]) => b.self - a.self);
  for (const [name, { self, whole }] of counted.slice(0, SHOWN)) {
    process.stdout.write(`${share(self)}  ${share(whole)}  ${name}\n`);
  }
}
