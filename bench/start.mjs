// One draft at a time: what an agent waits for, against the smallest Node process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { byTurns, cli, duration, empty, environment, median, row, times, tool } from "./harness.mjs";
import { ownClone } from "./world.mjs";

const DRAFT = "drafts/zoom-api/get-meeting.json";

export async function start({ rounds }) {
  const cwd = ownClone("own");
  const samples = await byTurns(rounds, {
    empty,
    version: () => void tool(["--version"], { cwd }),
    help: () => void tool(["--help"], { cwd }),
    check: () => void tool(["check", DRAFT], { cwd }),
    test: () => void tool(["test", DRAFT], { cwd }),
    mock: () => mockReady(cwd),
  });
  const row_ = (what, name, most) => times(what, "an empty process", samples[name], samples.empty, most);
  return [
    row_("`--version`", "version", 1.5),
    row_("`--help`", "help", 1.5),
    row_("`check` of one draft", "check", 4),
    row_("`test` of one draft", "test", 5),
    mockRow(samples),
  ];
}

function mockRow({ mock, empty: floor }) {
  const isMet = median(mock) < 150;
  const from = `${duration(median(mock))} / ${duration(median(floor))}`;
  return row("`mock` ready, and one answer", duration(median(mock)), from, { goal: "< 150 ms", isMet });
}

/** Until the mock says where it is, in milliseconds. It must answer then. */
async function mockReady(cwd) {
  const start = performance.now();
  const child = spawn(process.execPath, [cli, "mock", "zoom-api"], {
    cwd,
    env: environment,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = await once(child.stdout, "data");
  const ready = performance.now() - start;
  const url = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(String(line))?.[0];
  const [response] = await once(get(`${url}/users/me`, { agent: false }), "response");
  response.resume();
  child.kill();
  await once(child, "exit");
  if (response.statusCode !== 200) {
    throw new Error(`the mock answers ${response.statusCode}`);
  }
  return ready;
}
