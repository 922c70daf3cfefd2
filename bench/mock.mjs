// How long the mock server takes from its start until it is ready, and until it has answered once,
// against an empty Node process. The aim is ready in 150 ms where an empty process takes 55.
// Run: npm run bench
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const RUNS = 15;

const rows = [];
for (let run = 0; run <= RUNS; run++) {
  rows.push({ empty: empty(), ...(await mock()) });
}
// The first one warms the disk's cache.
rows.shift();
const of = (name) => median(rows.map((row) => row[name]));
const ratio = (name) => median(rows.map((row) => row[name] / row.empty));
for (const name of ["ready", "answered"]) {
  console.log(
    `mock ${name} / empty process`.padEnd(48),
    `${ratio(name).toFixed(2)}x   ${of(name).toFixed(0)} ms / ${of("empty").toFixed(0)} ms`,
  );
}

function empty() {
  const start = performance.now();
  spawnSync(process.execPath, ["-e", "0"]);
  return performance.now() - start;
}

async function mock() {
  const start = performance.now();
  const child = spawn(process.execPath, [cli, "mock", "zoom-api"], { stdio: ["ignore", "pipe", "ignore"] });
  const [told] = await once(child.stdout, "data");
  const ready = performance.now() - start;
  const url = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(String(told))?.[0];
  const [response] = await once(get(`${url}/users/me`, { agent: false }), "response");
  await once(response.resume(), "end");
  const answered = performance.now() - start;
  child.kill();
  await once(child, "exit");
  if (response.statusCode !== 200) {
    throw new Error(`the mock answers ${response.statusCode}`);
  }
  return { ready, answered };
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}
