import { execFile, execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { catalogueFolder, git, PROJECT, read, temporaryFolder, write } from "../support/repository.ts";

/** Calls an action through what docs/gateway.md shows, as another project would. */
const CALLS = `
import { callAction } from "./gateway.mjs";

const connection = {
  baseUrl: process.argv[2] ?? "",
  authHeaderName: "Authorization",
  authTokenPrefix: "Bearer",
  token: "of-nobody",
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
const inputs = [{ page_size: 25 }, { page_size: 301 }, { page_size: 1 }, { page_size: 2 }];
const results: unknown[] = [];
for (const query of inputs) {
  results.push(await callAction(connection, action, { query }));
}
console.log(JSON.stringify(results));
`;

/** Answers one page, is busy for the next, and sends the third elsewhere. */
async function serveApi(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const answers: Record<string, [status: number, headers: Record<string, string>, body: string]> = {
    "25": [200, { "content-type": "application/json" }, '{"total_records":1,"host_key":"123456"}'],
    "1": [429, { "retry-after": "12" }, '{"code":429,"message":"Too many."}'],
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

/** What is installed, without any registry: the package brings all it needs. */
test("the packed tarball works in any other catalogue repository", async () => {
  const folder = temporaryFolder();
  const npm = (cwd: string, ...words: string[]): string =>
    execFileSync("npm", words, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, HOME: folder, npm_config_offline: "true" },
    });

  const [packed] = JSON.parse(
    npm(PROJECT, "pack", "--json", "--ignore-scripts", "--pack-destination", folder),
  );
  const paths: string[] = packed.files.map(({ path }: { path: string }) => path);
  expect(paths.filter((path) => !/^(?:dist|docs)\//.test(path)).sort()).toEqual([
    "LICENSE",
    "README.md",
    "package.json",
  ]);
  expect(paths).toEqual(
    expect.arrayContaining(["dist/licenses.txt", "docs/guard.md", "docs/hooks/pre-receive"]),
  );

  const other = catalogueFolder();
  git(other, "init", "--quiet", "--initial-branch=main");
  git(other, "add", "--all");
  git(other, "commit", "--quiet", "--message=Start");
  write(other, "package.json", { private: true });
  npm(other, "install", "--no-audit", "--no-fund", join(folder, packed.filename));
  expect(readdirSync(join(other, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
    "harbor-drafts",
  ]);

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
  ]);
  expect(stdout).not.toContain("123456");
  expect(api.asked).toEqual(
    [25, 1, 2].map((size) => `/v2/users/me/meetings?page_size=${size} Bearer of-nobody`),
  );

  const bin = join(other, "node_modules/.bin/harbor-drafts");
  const ran = execFileSync(bin, ["check", "--all"], {
    cwd: other,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(ran).toContain("drafts: 1 automatic, ");
  const toured = execFileSync(bin, ["tour", "--json"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(JSON.parse(toured)).toMatchObject({ ok: true });
});

test("the licences of all bundled packages ship along", () => {
  const licences = read(PROJECT, "dist/licenses.txt");
  for (const name of [
    "yargs",
    "zod",
    "simple-git",
    "octokit",
    "diff",
    "jsonc-parser",
    "@eslint-community/regexpp",
  ]) {
    expect(licences).toMatch(new RegExp(`^${name} \\d`, "m"));
  }
  // A licence names its terms, not only its package.
  for (const entry of licences.split(`\n${"-".repeat(80)}\n\n`)) {
    expect(entry).toMatch(/copyright|permission/i);
  }
});
