import { execFile, execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { leadsSomewhere, linksOf } from "../support/links.ts";
import { catalogueFolder, git, PROJECT, read, temporaryFolder, write } from "../support/repository.ts";

/** Calls an action through what docs/gateway.md shows, as another project would. */
const CALLS = `
import { callAction } from "./gateway.mjs";

const connection = {
  baseUrl: process.argv[2] ?? "",
  authHeaderName: "Authorization",
  authTokenPrefix: "Bearer",
  token: "of-nobody",
  policy: { answers: { failure: [{ path: "state", is: "error" }], code: "why" }, routes: [] },
};
const action = {
  method: "GET",
  path: "/users/me/meetings",
  requestBodyMode: "none" as const,
  input: {
    query: {
      type: "object" as const,
      properties: { page_size: { type: "integer" as const, minimum: 1, maximum: 300 } },
    },
  },
  result: { fields: ["total_records"] },
};
declare const process: { argv: string[] };
const inputs = [{ page_size: 25 }, { page_size: 301 }, { page_size: 1 }, { page_size: 2 }, { page_size: 3 }];
const results: unknown[] = [];
for (const query of inputs) {
  results.push(await callAction(connection, action, { query }));
}
console.log(JSON.stringify(results));
`;

/** Answers one page, is busy for the next, sends the third elsewhere, and refuses the last under 200. */
async function serveApi(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const answers: Record<string, [status: number, headers: Record<string, string>, body: string]> = {
    "25": [200, { "content-type": "application/json" }, '{"total_records":1,"host_key":"123456"}'],
    "1": [429, { "retry-after": "12" }, '{"code":429,"message":"Too many."}'],
    "3": [
      200,
      { "content-type": "application/json" },
      '{"total_records":1,"state":"error","why":"not_authed"}',
    ],
    "2": [302, { location: "/v2/elsewhere" }, ""],
  };
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    const [status, headers, body] = answers[/page_size=(\d+)/.exec(request.url ?? "")?.[1] ?? ""] ?? [
      500,
      {},
      "",
    ];
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`, asked };
}

/** What an operator who trusts no package sets; the newest npm refuses more of it than older ones do. */
const STRICT = `strict-allow-scripts=true
engine-strict=true
omit=dev
audit=false
fund=false
offline=true
update-notifier=false
`;

interface Packed {
  filename: string;
  files: { path: string }[];
}

/** The folder that the tarball is packed into, once for all tests. */
const folder = mkdtempSync(join(tmpdir(), "harbor-drafts-package-"));
let packed: Packed;
beforeAll(() => {
  packed = pack(join(folder, "copy"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Packs a copy of this checkout, whose package.json isn't itself while it is packed. */
function pack(copy: string): Packed {
  const parts = [
    ".config",
    "catalog",
    "docs",
    "src",
    "LICENSE",
    "README.md",
    "package.json",
    "tsconfig.json",
  ];
  for (const part of parts) {
    cpSync(join(PROJECT, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(PROJECT, "node_modules"), join(copy, "node_modules"));
  const words = [
    "pack",
    "--json",
    "--ignore-scripts=false",
    "--loglevel=error",
    "--pack-destination",
    folder,
  ];
  const listed = execFileSync("npm", words, { cwd: copy, encoding: "utf8" });
  expect(read(copy, "package.json")).toBe(read(PROJECT, "package.json"));
  // npm 12 names the package, older ones list it.
  return Object.values(JSON.parse(listed))[0] as Packed;
}

/** Runs a line in a shell that knows nothing of this machine's npm. It must not warn. @returns stdout */
function shell(cwd: string, line: string): string {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  const { status, stdout, stderr } = spawnSync("sh", ["-c", line], {
    cwd,
    encoding: "utf8",
    env: { ...env, HOME: cwd },
  });
  expect([line, status, stderr]).toEqual([line, 0, expect.not.stringMatching(/warn|error/i)]);
  return stdout;
}

test("the tarball holds what its users need, and every page that another links to", () => {
  const { filename, files } = packed;
  const paths = files.map(({ path }) => path);
  const known = /^(?:dist\/(?:[\w-]+\.js|gateway\.(?:mjs|d\.mts))|docs\/.*)$/;
  expect(paths.filter((path) => !known.test(path)).sort()).toEqual([
    "LICENSE",
    "README.md",
    "dist/build.json",
    "dist/licenses.txt",
    "dist/package.json",
    "package.json",
  ]);

  execFileSync("tar", ["xzf", join(folder, filename), "-C", folder]);
  const inside = join(folder, "package");
  expect(Object.keys(JSON.parse(read(inside, "package.json")))).toEqual([
    ...["name", "version", "description", "keywords", "license"],
    ...["type", "engines", "bin", "exports", "files"],
  ]);

  const links = linksOf(inside);
  expect(new Set(links.map(({ page }) => page))).toEqual(
    new Set([
      "README.md",
      "docs/architecture.md",
      "docs/gateway.md",
      "docs/guard.md",
      "docs/ports.md",
      "docs/rules.md",
    ]),
  );
  expect(links.filter((link) => !leadsSomewhere(inside, link))).toEqual([]);
});

/** What is installed, without any registry: the package brings all it needs. */
test("the packed tarball works in any other catalogue repository, under strict settings", async () => {
  const other = catalogueFolder();
  const { filename } = packed;
  cpSync(join(folder, filename), join(other, filename));
  write(other, ".gitignore", ".npm\nnode_modules\n");
  write(other, ".npmrc", STRICT);
  write(other, "package.json", { private: true });
  git(other, "init", "--quiet", "--initial-branch=main");
  shell(other, `npm install ./${filename}`);
  expect(readdirSync(join(other, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
    "harbor-drafts",
  ]);
  git(other, "add", "--all");
  git(other, "commit", "--quiet", "--message=Start");

  // README's steps for CI, on a fresh checkout. Where the tool isn't installed, none of its name is fetched.
  const [, snippet = ""] =
    /## Five minutes for CI\n\n```yaml\n(.*?)```/s.exec(read(PROJECT, "README.md")) ?? [];
  const [install = "", check = "", test = ""] = [...snippet.matchAll(/^- run: (.*)$/gm)].map(
    ([, line]) => line ?? "",
  );
  const checkout = join(temporaryFolder(), "checkout");
  git(other, "clone", "--quiet", other, checkout);
  expect(() => shell(checkout, check)).toThrow();
  shell(checkout, install);
  const draft = "drafts/zoom-api/get-meeting.json";
  write(checkout, draft, read(checkout, draft).replace('"rationale": "', '"rationale": "As asked for. '));
  expect(shell(checkout, check)).toContain("1 automatic, 0 approval");
  expect(shell(checkout, test)).toContain("passed");

  // A gateway imports its half, with types of its own, in a project that knows none of this one's.
  const [, example = ""] = /```ts\n(.*?)```/s.exec(read(PROJECT, "docs/gateway.md")) ?? [];
  write(other, "gateway.mts", example);
  write(other, "calls.mts", CALLS);
  write(other, "tsconfig.json", {
    compilerOptions: {
      module: "NodeNext",
      target: "ES2023",
      lib: ["ES2023", "DOM", "DOM.AsyncIterable", "DOM.Iterable"],
      strict: true,
      types: [],
      outDir: "out",
    },
    files: ["calls.mts"],
  });
  execFileSync(process.execPath, [join(PROJECT, "node_modules/typescript/bin/tsc")], { cwd: other });
  const api = await serveApi();
  const { stdout } = await promisify(execFile)(process.execPath, ["out/calls.mjs", api.url], { cwd: other });
  expect(JSON.parse(stdout)).toMatchObject([
    { status: 200, output: { total_records: 1 } },
    { error: { kind: "invalid_input", violations: [{ pointer: "/query/page_size" }] } },
    { error: { kind: "rate_limited", status: 429, code: 429, retryAfter: 12 } },
    { error: { kind: "redirected", status: 302 } },
    { error: { kind: "failed", status: 200, code: "not_authed" } },
  ]);
  expect(stdout).not.toContain("123456");
  expect(api.asked).toEqual(
    [25, 1, 2, 3].map((size) => `/v2/users/me/meetings?page_size=${size} Bearer of-nobody`),
  );

  const bin = join(other, "node_modules/.bin/harbor-drafts");
  const tour = shell(temporaryFolder(), `${bin} tour`);
  expect(tour).toContain("agent $ harbor-drafts request-publish drafts/zoom-api/get-past-meeting.json");
  expect(tour).toContain("unchanged drafts/zoom-api/get-past-meeting.json");
  expect(tour).toContain("reviewer $ git merge --quiet --ff-only");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour would be an escape sequence
  expect(tour).not.toMatch(/\u001b/);
});

test("the licences of all bundled packages ship along", () => {
  const licences = read(PROJECT, "dist/licenses.txt");
  for (const name of ["yargs", "zod", "simple-git", "octokit", "diff", "jsonc-parser"]) {
    expect(licences).toMatch(new RegExp(`^${name} \\d`, "m"));
  }
  // A licence names its terms, not only its package.
  for (const entry of licences.split(`\n${"-".repeat(80)}\n\n`)) {
    expect(entry).toMatch(/copyright|permission/i);
  }
});
