// Loaded before the program (node --import): counts what it does to the world outside, before each (which
// is after the one before), writes their names to STEPS_LOG, and is killed at the one that KILL_AT says: the number of
// a step, or the name of the first of its kind.
import childProcess from "node:child_process";
import fs from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const killAt = process.env.KILL_AT;
let count = 0;

function step(name) {
  count++;
  if (process.env.STEPS_LOG !== undefined) {
    fs.appendFileSync(process.env.STEPS_LOG, `${name}\n`);
  }
  if (`${count}` === killAt || name === killAt) {
    process.kill(process.pid, "SIGKILL");
  }
}

const { spawn } = childProcess;
childProcess.spawn = (command, words, options) => {
  const effect = words.find((word) => /^(?:fetch|fast-import|push)$/.test(word));
  if (effect === undefined) {
    return spawn(command, words, options);
  }
  step(`git ${effect}`);
  return spawn(command, words, options);
};

for (const name of ["rename", "rm"]) {
  const work = promises[name];
  promises[name] = async (path, ...rest) => {
    if (![rest[0], path].some((one) => /journal.publish/.test(String(one)))) {
      return work(path, ...rest);
    }
    step(`${name} of the journal`);
    return work(path, ...rest);
  };
}

const { fetch } = globalThis;
globalThis.fetch = async (url, init) => {
  const name = `${init?.method ?? "GET"} ${new URL(String(url)).pathname.replace(/^.*\/catalogue/, "")}`;
  step(name);
  const response = await fetch(url, init);
  // What comes next may only be in this process: an answer that nobody looks at.
  step(`answer to ${name}`);
  return response;
};

process.on("exit", () => step("the end"));

syncBuiltinESMExports();
