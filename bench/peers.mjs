// Other tools over the same drafts and recordings. None of them does the same work; each row says what it does.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { byTurns, cli, node, peakMemory, project, run, times, tool } from "./harness.mjs";
import { largeClone } from "./world.mjs";

const PEERS = join(project, "bench/peers");
const installed = (path) => join(PEERS, "node_modules", path);
const SPECTRAL = installed("@stoplight/spectral-cli/dist/index.js");
const REDOCLY = installed("@redocly/cli/bin/cli.js");

export async function peers({ rounds, size }) {
  install();
  const few = Math.min(rounds, 3);
  return [...(await linters(few, size / 10)), ...(await mocks(few, size / 10))];
}

/** As the lock file says, without any script. The registry may need the certificates that programs here go without. */
function install() {
  const { NODE_EXTRA_CA_CERTS = "" } = process.env;
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], {
    cwd: PEERS,
    env: { NODE_EXTRA_CA_CERTS },
  });
}

async function linters(rounds, count) {
  const cwd = largeClone("linted", count, { hasRecordings: false });
  const description = join(cwd, "description.json");
  writeFileSync(description, JSON.stringify(describe(cwd)));
  const options = { cwd, env: { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" } };
  const spectral = [SPECTRAL, "lint", "drafts/**/*.json", "--ruleset", join(PEERS, "spectral.json")];
  const redocly = [REDOCLY, "lint", description, "--config", join(PEERS, "redocly.yaml")];
  const samples = await byTurns(rounds, {
    ours: () => void tool(["check", "--all"], options),
    spectral: () => void node(spectral, options),
    redocly: () => void node(redocly, options),
  });
  const against = (what, name, args) =>
    times(
      what,
      `\`check --all\` of ${count} drafts`,
      samples[name],
      samples.ours,
      undefined,
      peakMemory(args, options),
    );
  return [
    times(
      `\`check --all\`, ${count} drafts`,
      "itself",
      samples.ours,
      samples.ours,
      undefined,
      peakMemory([cli, "check", "--all"], options),
    ),
    against(`Spectral, the same ${count} files by ten simple rules`, "spectral", spectral),
    against(
      `Redocly, one OpenAPI description of the same ${count} routes by its minimal rules`,
      "redocly",
      redocly,
    ),
  ];
}

/** The drafts' routes as one OpenAPI description. */
function describe(cwd) {
  const folder = join(cwd, "drafts/zoom-api");
  const routes = readdirSync(folder).map((name) => {
    const { action } = JSON.parse(readFileSync(join(folder, name), "utf8"));
    const { properties, required } = action.input.query;
    const parameters = Object.entries(properties).map(([parameter, schema]) => ({
      name: parameter,
      in: "query",
      required: required.includes(parameter),
      schema,
    }));
    const operation = {
      operationId: action.slug,
      summary: action.label,
      description: action.description,
      parameters,
      responses: { 200: { description: "a page" }, 400: { description: "a refusal" } },
    };
    return [action.path, { get: operation }];
  });
  return {
    openapi: "3.1.0",
    info: { title: "Shelves", version: "1", license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: "https://api.zoom.us/v2" }],
    security: [],
    paths: Object.fromEntries(routes),
  };
}

async function mocks(rounds, count) {
  const cwd = largeClone("mocked", count / 20, { examples: 20 });
  const replay = (library) => [join(PEERS, "replay.mjs"), library];
  const samples = await byTurns(rounds, {
    ours: () => void tool(["test"], { cwd }),
    undici: () => void node(replay("undici"), { cwd }),
    nock: () => void node(replay("nock"), { cwd }),
  });
  const against = (what, name) =>
    times(
      what,
      `\`test\` of ${count} examples`,
      samples[name],
      samples.ours,
      undefined,
      peakMemory(replay(name), { cwd }),
    );
  return [
    against(
      `undici's MockAgent, the same ${count} exchanges: it only answers, and compares nothing`,
      "undici",
    ),
    against(`nock under fetch, the same ${count} exchanges: it only answers, and compares nothing`, "nock"),
  ];
}
