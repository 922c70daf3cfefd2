import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { PROJECT } from "./support/repository.ts";

/** Who may import whom: each room lists the rooms below it. A room may always import itself. */
const FLOOR = ["errors", "finding", "json", "lazily", "limits", "refs", "text", "version"];
const CATALOG = [...FLOOR, "catalog"];
const DRAFTS = [...CATALOG, "drafts"];
const GATEWAY = [...DRAFTS, "secrets", "patterns", "gateway"];
const JUDGES = [...GATEWAY, "safe-model", "recordings"];
const ROOMS: Record<string, readonly string[]> = {
  errors: [],
  version: [],
  refs: [],
  text: [],
  json: ["lazily"],
  lazily: [],
  limits: [],
  finding: ["json"],
  catalog: FLOOR,
  drafts: CATALOG,
  secrets: FLOOR,
  patterns: ["lazily"],
  gateway: [...CATALOG, "secrets", "patterns"],
  "safe-model": [...GATEWAY, "openapi"],
  openapi: [...CATALOG, "gateway"],
  recordings: JUDGES,
  propose: [...JUDGES, "openapi"],
  output: CATALOG,
  config: CATALOG,
  schemas: [...JUDGES, "config", "output"],
  io: CATALOG,
  forge: [...CATALOG, "config"],
  publish: [...JUDGES, "config"],
  reporters: ["text", "version"],
  tour: [],
  doctor: [...CATALOG, "publish"],
  commands: [
    ...JUDGES,
    "openapi",
    "propose",
    "output",
    "publish",
    "doctor",
    "reporters",
    "schemas",
    "tour",
    "workspace",
  ],
  workspace: [...CATALOG, "config", "io", "forge"],
  command: ["commands", "text"],
  "command-line": [],
  "parse-arguments": ["command-line", "errors", "version"],
  run: ["command", "command-line", "parse-arguments", "errors", "reporters", "text"],
  cli: ["run", "errors", "io", "limits"],
  entry: ["start"],
  start: [],
};

/** Types may be seen where the thing itself may not be used. */
const TYPES: Record<string, readonly string[]> = {
  forge: ["io"],
  drafts: ["output"],
  "safe-model": ["io", "output"],
  recordings: ["io", "output"],
  propose: ["output"],
  publish: ["workspace", "forge", "io", "output"],
  doctor: ["config", "forge", "io", "output", "workspace"],
  workspace: ["reporters"],
  commands: ["command-line", "io"],
  reporters: ["finding", "output"],
  command: ["command-line", "reporters", "workspace"],
  run: ["workspace"],
};

/** What owns a socket: in files that do nothing else. */
const SOCKETS = /^src\/recordings\/(?:record\/send|mock\/mock-server)\.ts$/;

/** Files that still take types from one another. */
const MUTUAL =
  /^src\/(?:recordings\/redaction\/.*|gateway\/(?:error|response)|safe-model\/(?:rule|apply|excuse))\.ts$/;

interface Import {
  file: string;
  to: string;
  isType: boolean;
}

describe("the house", () => {
  const imports = sourceFiles().flatMap(importsOf);

  test("has only rooms that this page knows", () => {
    const rooms = new Set(sourceFiles().map(roomOf));
    expect([...rooms].filter((room) => ROOMS[room] === undefined)).toEqual([]);
  });

  test("has no arrow that runs back", () => {
    const wrong = imports.filter(({ file, to, isType }) => {
      const [from, target] = [roomOf(file), roomOf(to)];
      const allowed = [from, ...(ROOMS[from] ?? []), ...(isType ? (TYPES[from] ?? []) : [])];
      return to.startsWith("src/") && !allowed.includes(target);
    });
    expect(wrong).toEqual([]);
  });

  test("has no circle of files, types included", () => {
    const held = imports.filter(({ file, isType }) => !(isType && MUTUAL.test(file)));
    expect(circlesOf(held).map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
  });

  test.each([
    ["simple-git", /^src\/io\//],
    ["octokit", /^src\/forge\/github\/connect\.ts$/],
    ["yargs", /^src\/parse-arguments\.ts$/],
    ["jsonc-parser", /^src\/json\/positions\.ts$/],
    ["diff", /^src\/publish\/patch\.ts$/],
    ["ignore", /^src\/publish\/verify\/owners\.ts$/],
    ["js-yaml", /^src\/(?:doctor\/guard-workflow|openapi\/document)\.ts$/],
    ["fast-string-width", /^src\/reporters\/style\.ts$/],
    ["node:fs/promises", /^src\/(?:io|workspace)\//],
    ["node:child_process", /^src\/(?:io\/|workspace\/sandbox\.ts$)/],
    ["node:readline", /^src\/io\/prompt\.ts$/],
    ["node:http", SOCKETS],
    ["node:https", /^src\/recordings\/record\/send\.ts$/],
  ])("reaches %s in one place only", (library, place) => {
    const users = imports.filter(({ to, isType }) => to === library && !isType).map(({ file }) => file);
    expect(users).not.toEqual([]);
    expect(users.filter((file) => !place.test(file))).toEqual([]);
  });

  test("keeps the disk, the network and processes out of everything else", () => {
    const pure = ["node:crypto", "node:util", "node:zlib"];
    const reaching = imports.filter(
      ({ file, to }) =>
        to.startsWith("node:") &&
        !pure.includes(to) &&
        !/^src\/(?:(?:io|workspace)\/|start\.ts$)/.test(file) &&
        !(SOCKETS.test(file) && /^node:(?:https?|net)$/.test(to)),
    );
    expect(reaching).toEqual([]);
  });

  test("prints and sets the exit status where the process starts, alone", () => {
    const printing = sourceFiles().filter((file) =>
      /process\.(?:stdout|exit|exitCode)|console\./.test(contentOf(file)),
    );
    expect(printing).toEqual(["src/cli.ts", "src/entry.ts", "src/start.ts"]);
  });

  test("asks the clock and the environment through the context alone", () => {
    const asking = sourceFiles().filter((file) =>
      /process\.env|Date\.now|new Date\(\)/.test(contentOf(file)),
    );
    expect(asking).toEqual(["src/cli.ts", "src/io/clock.ts"]);
  });

  test("asks GitHub by one function alone, which takes the listed calls", () => {
    const calls = sourceFiles().flatMap((file) => contentOf(file).match(/octokit\.[\w.]+/g) ?? []);
    expect([...new Set(calls)]).toEqual(["octokit.request"]);
  });
});

describe("docs/architecture.md", () => {
  const page = readFileSync(join(PROJECT, "docs/architecture.md"), "utf8");

  test("names only files and folders that are there", () => {
    const files = sourceFiles();
    const named = [...page.matchAll(/`([\w/-]+(?:\.ts|\/))`/g)].map(([, name = ""]) => name);
    expect(named.length).toBeGreaterThan(40);
    const isThere = (name: string) =>
      files.some((file) => `/${file}`.endsWith(`/${name}`) || `/${file}`.includes(`/${name}`));
    expect(named.filter((name) => !isThere(name) && !name.startsWith("test"))).toEqual([]);
  });

  test("has a row for each room", () => {
    const rooms = new Set(sourceFiles().map((file) => file.split("/")[1] ?? ""));
    const isTold = (room: string) => page.includes(`\`${room.endsWith(".ts") ? room : `${room}/`}\``);
    expect([...rooms].filter((room) => !isTold(room))).toEqual([]);
  });

  test("is read in one go", () => {
    expect(page.split("\n").length).toBeLessThanOrEqual(121);
  });
});

/** `src/io/git.ts` stands in the room io, `src/errors.ts` is a room of its own. */
function roomOf(file: string): string {
  return file.split("/")[1]?.replace(/\.ts$/, "") ?? "";
}

function sourceFiles(): string[] {
  return readdirSync(join(PROJECT, "src"), { recursive: true, encoding: "utf8" })
    .map((path) => `src/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".ts"))
    .sort();
}

function contentOf(file: string): string {
  return readFileSync(join(PROJECT, file), "utf8");
}

function importsOf(file: string): Import[] {
  const found = contentOf(file).matchAll(
    /^(?:import|export)\s+(type\s+)?[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)/gms,
  );
  return [...found].map(([, type, named, dynamic]) => {
    const to = named ?? dynamic ?? "";
    const isLocal = to.startsWith(".");
    return {
      file,
      to: isLocal ? posix.join(posix.dirname(file), to) : to,
      isType: type !== undefined,
    };
  });
}

/** What is left when each import of a file that imports nothing, or that no file imports, is taken away. */
function circlesOf(imports: readonly Import[]): Import[] {
  const [from, to] = [new Set(imports.map(({ file }) => file)), new Set(imports.map((each) => each.to))];
  const left = imports.filter((each) => from.has(each.to) && to.has(each.file));
  return left.length === imports.length ? left : circlesOf(left);
}
