import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The top of this project. */
export const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** A new empty folder, gone when the test is. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "harbor-drafts-test-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs git for real; its output without the last line break. @throws where git fails */
export function git(cwd: string, ...words: string[]): string {
  return execFileSync("git", words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trimEnd();
}

export function write(folder: string, path: string, content: string | object): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, typeof content === "string" ? content : `${JSON.stringify(content, null, 2)}\n`);
}

export function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

export function readJson<Value = Record<string, unknown>>(folder: string, path: string): Value {
  return JSON.parse(read(folder, path)) as Value;
}

/** The drafts that tests work with: what stands in this checkout's drafts/ decides no test. */
export const DRAFTS = join(PROJECT, "test/fixtures/drafts/zoom-api");

/** One of each verdict; to judge more would say no more. */
const FEW_DRAFTS = ["get-meeting", "list-past-participants"];

/** A folder with this project's Zoom port and some drafts, and no git. */
export function catalogueFolder(slugs: readonly string[] = FEW_DRAFTS): string {
  const folder = temporaryFolder();
  copyPort(folder, ZOOM);
  copyDrafts(folder, slugs);
  return folder;
}

/** One of the ports of this project's catalogue. */
export type ShippedPort = readonly [publisher: string, port: string];

export const ZOOM: ShippedPort = ["zoom", "zoom-api"];

/** Copies what the catalogue has of one port, but for the API's description, which few tests need. */
export function copyPort(folder: string, [publisher, port]: ShippedPort, withDescription = false): void {
  const place = `catalog/integrations/${publisher}`;
  for (const name of readdirSync(join(PROJECT, place)).filter((file) => file.startsWith(`${port}.`))) {
    if (name.includes(".openapi.") && !withDescription) {
      continue;
    }
    cpSync(join(PROJECT, place, name), join(folder, place, name), { recursive: true });
  }
}

function copyDrafts(folder: string, slugs: readonly string[]): void {
  for (const slug of slugs) {
    for (const ending of ["json", "har"]) {
      cpSync(join(DRAFTS, `${slug}.${ending}`), join(folder, `drafts/zoom-api/${slug}.${ending}`));
    }
  }
}

export interface Clones {
  /** The bare remote. */
  remote: string;
  /** An agent's clone, with the drafts in its work tree, not committed. */
  agent: string;
  /** A reviewer's clone. */
  reviewer: string;
}

/**
 * A bare remote whose main branch has this project's Zoom port (or another one) and the git-only forge (or another
 * configuration), and two clones of it.
 */
export function clones(
  config: object = { forge: "git-only" },
  folder = temporaryFolder(),
  port: ShippedPort = ZOOM,
): Clones {
  const key = JSON.stringify([config, port]);
  const template = templates.get(key) ?? makeClones(config, port);
  templates.set(key, template);
  // A copy takes a tenth of what a dozen calls of git do.
  cpSync(template, folder, { recursive: true });
  const [remote, agent, reviewer] = ["remote.git", "agent", "reviewer"].map((name) => join(folder, name));
  if (remote === undefined || agent === undefined || reviewer === undefined) {
    throw new Error("unreachable");
  }
  for (const clone of [agent, reviewer]) {
    const settings = read(clone, ".git/config");
    write(clone, ".git/config", settings.replaceAll(join(template, "remote.git"), remote));
  }
  copyDrafts(agent, port === ZOOM ? FEW_DRAFTS : []);
  trustRemote(remote);
  return { remote, agent, reviewer };
}

/** Says in the user's own git configuration that a folder may be a remote. */
export function trustRemote(folder: string): void {
  // Written as `git config --global --add` writes it, which takes a process.
  appendFileSync(process.env.GIT_CONFIG_GLOBAL ?? "", `[harbor-drafts]\n\tlocalRemote = ${folder}\n`);
}

/** Made once for each configuration in a process that runs tests, and gone with the run's folder. */
const templates = new Map<string, string>();

function makeClones(config: object, port: ShippedPort): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "harbor-drafts-template-")));
  const [remote, agent, reviewer] = ["remote.git", "agent", "reviewer"].map((name) => join(folder, name));
  if (remote === undefined || agent === undefined || reviewer === undefined) {
    throw new Error("unreachable");
  }
  git(folder, "init", "--quiet", "--template=", "--bare", "--initial-branch=main", remote);
  mkdirSync(join(remote, "hooks"));
  git(folder, "init", "--quiet", "--template=", "--initial-branch=main", reviewer);
  copyPort(reviewer, port);
  write(reviewer, "harbor.config.json", config);
  git(reviewer, "add", "--all");
  git(reviewer, "commit", "--quiet", "--message=Start");
  // What a push and a clone leave, written as they do: each of them takes a dozen processes.
  const head = read(reviewer, ".git/refs/heads/main");
  cpSync(join(reviewer, ".git/objects"), join(remote, "objects"), { recursive: true });
  write(remote, "refs/heads/main", head);
  write(reviewer, ".git/refs/remotes/origin/main", head);
  appendFileSync(
    join(reviewer, ".git/config"),
    `[remote "origin"]\n\turl = ${remote}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n` +
      '[branch "main"]\n\tremote = origin\n\tmerge = refs/heads/main\n',
  );
  cpSync(reviewer, agent, { recursive: true });
  write(agent, ".git/refs/remotes/origin/HEAD", "ref: refs/remotes/origin/main\n");
  return folder;
}
