import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitObjects, openObjects } from "../../../src/io/git-objects.ts";
import type { VerifyOutput as Verified } from "../../../src/output/verify.ts";
import { verifyOutput } from "../../../src/output/verify.ts";
import { GUARDED_PATHS } from "../../../src/publish/verify/guarded-paths.ts";
import { type VerifyOptions, verify } from "../../../src/publish/verify/verify.ts";
import { call } from "../../support/program.ts";
import { type Clones, clones, DRAFTS, git, read, write } from "../../support/repository.ts";

export const PORT = "catalog/integrations/zoom/zoom-api";
export const MANIFEST = `${PORT}.json`;
export const POLICY = `${PORT}.policy.json`;
export const recordingOf = (slug: string): string => `${PORT}.recordings/${slug}.har`;
export const draftOf = (slug: string): string => `drafts/zoom-api/${slug}.json`;

/** What stands at a path: a text, nothing, or something that isn't a regular file. */
export type Content = string | null | { mode: "100755" | "120000"; text: string } | { submodule: string };
export type Edits = Record<string, Content>;

/** One repository for many cases: a bare remote, an agent's clone, and the tool's own requests in it. */
export interface Bench extends Clones {
  objects: GitObjects;
  /** What a commit has at a path. @throws where it has nothing */
  show(commit: string, path: string): string;
  idOf(revision: string): string;
  /** All that a commit has. */
  paths(commit: string): string[];
  /** Makes a commit of edits, with no clone and no work tree. */
  commit(parents: string | readonly string[], edits: Edits, message?: string): string;
  /** The same commit with another file of the same name in front of one: a tree that no git writes. */
  twice(commit: string, path: string, text: string): string;
  /** What a commit's tree differs in from its parent, as edits. */
  editsOf(commit: string): Edits;
  /** Writes a draft as an agent does. */
  propose(slug: string, ...words: string[]): Promise<void>;
  /** Asks for publication as an agent does; its commit. */
  request(slug: string, files?: Edits): Promise<string>;
  verify(base: string, head: string, options?: Partial<VerifyOptions>): Promise<Verified>;
  close(): void;
}

/** A day on which this project's evidence is fresh. */
const TODAY = new Date("2026-12-01T12:00:00Z");

/** @param drafts slugs whose drafts the base has */
export async function openBench(
  drafts: readonly string[] = ["get-meeting", "update-meeting"],
): Promise<Bench> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "harbor-drafts-verify-")));
  const made = clones({ forge: "git-only" }, folder);
  const { remote, agent, reviewer } = made;
  for (const slug of drafts) {
    for (const ending of ["json", "har"]) {
      write(reviewer, `drafts/zoom-api/${slug}.${ending}`, read(DRAFTS, `${slug}.${ending}`));
    }
  }
  write(reviewer, "src/tool.txt", "Not part of the catalogue.\n");
  write(
    reviewer,
    ".github/CODEOWNERS",
    "/catalog/ @ann @bob\n/.github/ @ann\n*.config.json @Carl @org/admins\n",
  );
  git(reviewer, "add", "--all");
  git(reviewer, "commit", "--quiet", "--message=Drafts and owners");
  git(reviewer, "push", "--quiet");
  const objects = await openObjects(remote, process.env, GUARDED_PATHS);
  const show = (commit: string, path: string): string =>
    execFileSync("git", ["cat-file", "blob", `${commit}:${path}`], { cwd: remote, encoding: "utf8" });
  return {
    ...made,
    objects,
    show,
    idOf: (revision) => git(remote, "rev-parse", revision),
    paths: (commit) => git(remote, "ls-tree", "-r", "--name-only", commit).split("\n"),
    commit: (parents, edits, message) =>
      importCommits(remote, [{ parents: [parents].flat(), edits, message }])[0] ?? "",
    twice: (commit, path, text) => repeatEntry(remote, commit, path, text),
    editsOf(commit) {
      const lines = git(remote, "diff-tree", "-r", "--no-renames", "--name-status", `${commit}^`, commit);
      const changed = lines.split("\n").map((line) => line.split("\t") as [string, string]);
      return Object.fromEntries(
        changed.map(([status, path]) => [path, status === "D" ? null : show(commit, path)]),
      );
    },
    async propose(slug, ...words) {
      const why = ["--rationale", "Agents need it so."];
      const { exit, stdout, stderr } = await call(["propose", "zoom-api", slug, ...words, ...why], {
        cwd: agent,
      });
      if (exit !== 0) {
        throw new Error(`${stdout}${stderr}`);
      }
    },
    async request(slug, files = {}) {
      for (const [path, content] of Object.entries(files)) {
        write(agent, path, content as string);
      }
      const { exit, stderr, stdout } = await call(["request-publish", draftOf(slug)], { cwd: agent });
      if (exit !== 0) {
        throw new Error(`${stdout}${stderr}`);
      }
      return git(remote, "rev-parse", `publish/zoom-api/${slug}`);
    },
    async verify(base, head, options = {}) {
      const output = await verify(objects, {
        base,
        head,
        landed: false,
        allowance: undefined,
        now: TODAY,
        ...options,
      });
      verifyOutput.parse(output);
      return output;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface CaseCommit {
  /** Ids, names, or `:1` for the first of those that are made along. */
  parents: readonly string[];
  edits: Edits;
  message?: string | undefined;
}

/** Makes commits of edits in a repository, all at once: objects, and no branch. */
export function importCommits(cwd: string, commits: readonly CaseCommit[]): string[] {
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const known = new Map<string, string>();
  const idOf = (parent: string): string => {
    const id =
      known.get(parent) ??
      (/^(?:[0-9a-f]{40}|:\d+)$/.test(parent) ? parent : git(cwd, "rev-parse", `${parent}^{commit}`));
    known.set(parent, id);
    return id;
  };
  const input = commits.map(({ parents, edits, message = "Change it" }, index) => {
    const [first, ...others] = parents.map(idOf);
    return [
      // A commit without `from` goes on from its ref: an own history starts with none.
      ...(first === undefined ? ["reset refs/cases/last\n\n"] : []),
      `commit refs/cases/last\nmark :${index + 1}\ncommitter Test <test@example.com> 1790000000 +0000\n${data(message)}`,
      ...(first === undefined ? [] : [`from ${first}\n`]),
      ...others.map((parent) => `merge ${parent}\n`),
      ...Object.entries(edits).map(([path, content]) => {
        const quoted = JSON.stringify(path);
        if (content === null) {
          return `D ${quoted}\n`;
        }
        if (typeof content === "object" && "submodule" in content) {
          return `M 160000 ${content.submodule} ${quoted}\n`;
        }
        const { mode, text } = typeof content === "string" ? { mode: "100644", text: content } : content;
        return `M ${mode} inline ${quoted}\n${data(text)}`;
      }),
      `\nget-mark :${index + 1}\n`,
    ].join("");
  });
  const words = ["fast-import", "--quiet", "--force", "--cat-blob-fd=1"];
  return execFileSync("git", words, { cwd, input: input.join(""), encoding: "utf8" })
    .trim()
    .split("\n");
}

function repeatEntry(cwd: string, commit: string, path: string, text: string): string {
  const make = (words: string[], input: string | Buffer): string =>
    execFileSync("git", words, { cwd, input, encoding: "utf8" }).trim();
  const blob = make(["hash-object", "-w", "--stdin"], text);
  const parts = path.split("/");
  let [entry, isFirst] = [`100644 blob ${blob}\t${parts.at(-1)}`, true];
  for (let depth = parts.length - 1; depth >= 0; depth--) {
    const folder = parts.slice(0, depth).join("/");
    const name = parts[depth] ?? "";
    const lines = git(cwd, "ls-tree", `${commit}:${folder}`).split("\n");
    const others = lines.flatMap((line) =>
      line.endsWith(`\t${name}`) ? (isFirst ? [entry, line] : [entry]) : [line],
    );
    const raw = others.map((line) => {
      const [about = "", shown = ""] = line.split("\t");
      const [mode = "", , id = ""] = about.split(" ");
      return Buffer.concat([Buffer.from(`${mode.replace(/^0/, "")} ${shown}\0`), Buffer.from(id, "hex")]);
    });
    const tree = make(["hash-object", "-t", "tree", "-w", "--literally", "--stdin"], Buffer.concat(raw));
    [entry, isFirst] = [`040000 tree ${tree}\t${parts[depth - 1]}`, false];
  }
  const [, id = ""] = /tree ([0-9a-f]+)\t/.exec(entry) ?? [];
  return git(cwd, "commit-tree", id, "-p", `${commit}^`, "-m", "Twice");
}
