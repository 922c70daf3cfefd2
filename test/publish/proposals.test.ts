import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openCatalogue } from "../../src/catalog/load.ts";
import { listDrafts } from "../../src/drafts/store.ts";
import { openFiles } from "../../src/io/files.ts";
import { openGit } from "../../src/io/git.ts";
import { openProposals } from "../../src/publish/proposals.ts";
import type { FindProposals } from "../../src/safe-model/evaluate.ts";
import { catalogueFolder, clones, git, readJson, temporaryFolder, write } from "../support/repository.ts";
import { draftOf, GET_MEETING } from "../support/sample.ts";

const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const OWN = "drafts/zoom-api/get-meeting.json";

/** The proposals that a folder or clone has. */
function open(root: string, hasGit = false): FindProposals {
  const { tree } = openFiles(root, root);
  const repository = hasGit ? openGit(root, process.env) : undefined;
  return openProposals({ tree, catalogue: openCatalogue(tree), git: repository });
}

/** Another draft of the port. */
function propose(root: string, slug: string, action: object = {}, draft: object = {}): void {
  const proposed = draftOf({ action: { slug, ...action }, draft: { ...draft } });
  write(root, `drafts/zoom-api/${slug}.json`, proposed);
}

/** Pushes a branch as a request's, with an action more in its manifest. */
function request(root: string, branch: string, action: object): void {
  const before = git(root, "rev-parse", "--abbrev-ref", "HEAD");
  git(root, "checkout", "--quiet", "-b", branch);
  const manifest = readJson<{ actions: object[] }>(root, MANIFEST);
  write(root, MANIFEST, { ...manifest, actions: [...manifest.actions, action] });
  git(root, "commit", "--quiet", "--all", "--message=Ask");
  git(root, "push", "--quiet", "origin", branch);
  git(root, "checkout", "--quiet", before);
}

const whereOf = async (find: FindProposals, example = draftOf()) =>
  (await find(OWN, example)).map(({ where }) => where).sort();

describe("proposals of other drafts", () => {
  test("are those of the port with an equivalent route or the same slug, without the draft itself", async () => {
    const root = catalogueFolder();
    propose(root, "read-meeting", { path: "/meetings/{id}" });
    propose(root, "patch-meeting", { method: "PATCH" });
    propose(root, "read-polls", { path: "/meetings/{meetingId}/polls" });
    propose(root, "retire-meeting", {}, { change: "retire" });
    propose(root, "of-another-port", {}, { port: "another-api" });
    write(root, "drafts/zoom-api/misplaced.json", draftOf({ action: { path: "/users/me" } }));
    write(root, "drafts/zoom-api/broken.json", "{");
    expect(await whereOf(open(root))).toEqual([
      "drafts/zoom-api/misplaced.json",
      "drafts/zoom-api/read-meeting.json",
    ]);
  });

  test("are none for a retirement, or a port that isn't live", async () => {
    const find = open(catalogueFolder());
    expect(
      await whereOf(find, draftOf({ draft: { change: "retire", action: { slug: "get-meeting" } } })),
    ).toEqual([]);
    expect(await whereOf(find, draftOf({ draft: { port: "another-api" } }))).toEqual([]);
  });

  test("are found without reading them once for each draft", async () => {
    const root = catalogueFolder();
    for (let index = 0; index < 50; index++) {
      propose(root, `twin-${index}`);
    }
    const { tree } = openFiles(root, root);
    const drafts = await listDrafts(tree);
    let reads = 0;
    const read = (path: string) => {
      reads += path.startsWith("drafts/") ? 1 : 0;
      return tree.read(path);
    };
    const counted = { ...tree, read };
    const find = openProposals({ tree: counted, catalogue: openCatalogue(tree), git: undefined });
    for (let index = 0; index < 50; index++) {
      // However many there are, a few are told.
      expect((await find(`drafts/zoom-api/twin-${index}.json`, draftOf())).length).toBeLessThanOrEqual(5);
    }
    // Once to look whether they may be twins, and once more to be sure.
    expect(reads).toBeLessThanOrEqual(2 * drafts.length);
  });
});

describe("proposals of open requests", () => {
  const BRANCH = "publish/zoom-api/read-meeting";
  const TWIN = { ...GET_MEETING, slug: "read-meeting" };

  test("are read from the branches that the clone knows", async () => {
    const { agent } = clones();
    request(agent, BRANCH, TWIN);
    request(agent, "publish/zoom-api/not-its-slug", { ...TWIN, slug: "another" });
    request(agent, "feature/zoom-api/read-meeting", TWIN);
    const found = await open(agent, true)(OWN, draftOf());
    expect(found).toEqual([
      { where: BRANCH, kind: "request", slug: "read-meeting", method: "GET", path: GET_MEETING.path },
    ]);
    expect(await whereOf(open(agent))).toEqual([]);
  });

  test("are none where a branch holds no manifest, or nonsense", async () => {
    const { agent } = clones();
    for (const [branch, text] of [
      ["publish/zoom-api/broken", "{"],
      ["publish/zoom-api/odd", '{ "actions": [1, { "slug": "odd" }] }'],
    ] as const) {
      git(agent, "checkout", "--quiet", "-b", branch, "main");
      write(agent, MANIFEST, text);
      git(agent, "commit", "--quiet", "--all", "--message=Odd");
      git(agent, "push", "--quiet", "origin", branch);
    }
    git(agent, "checkout", "--quiet", "-b", "publish/zoom-api/gone", "main");
    git(agent, "rm", "--quiet", "-r", "catalog");
    git(agent, "commit", "--quiet", "--message=Gone");
    git(agent, "push", "--quiet", "origin", "HEAD");
    git(agent, "checkout", "--quiet", "--force", "main");
    expect(await whereOf(open(agent, true))).toEqual([]);
  });

  test("don't cost a process each", async () => {
    const { agent } = clones();
    for (const slug of ["one", "two", "three"]) {
      request(agent, `publish/zoom-api/${slug}`, { ...GET_MEETING, slug });
    }
    const calls: string[] = [];
    const real = openGit(agent, process.env);
    const counted = new Proxy(real, {
      get(target, name, receiver) {
        calls.push(String(name));
        return Reflect.get(target, name, receiver);
      },
    });
    const { tree } = openFiles(agent, agent);
    const find = openProposals({ tree, catalogue: openCatalogue(tree), git: counted });
    await find(OWN, draftOf());
    expect(await find(OWN, draftOf())).toHaveLength(3);
    expect(calls).toEqual(["refs", "readMany"]);
  });
});

describe("many files at once", () => {
  const LIMITS = { each: 10, all: 15 };

  test("are read in their bytes; what is too large, or isn't there, is left out", async () => {
    const root = temporaryFolder();
    git(root, "init", "--quiet");
    const contents = { a: "12345678\n", b: "1234567890\n", c: "ä\u0000\n", d: "12345678\n", e: "12345\n6" };
    for (const [name, text] of Object.entries(contents)) {
      write(root, name, text);
    }
    write(root, join("folder", "f"), "x");
    git(root, "add", "--all");
    git(root, "commit", "--quiet", "--message=All");
    const commit = git(root, "rev-parse", "HEAD");
    const names = ["a", "b", "folder", "c", "d", "nothing", "e"].map((name) => `${commit}:${name}`);
    const found = await openGit(root, process.env).readMany(names, LIMITS);
    const texts = [...found].map(([name, bytes]) => [name.split(":")[1], new TextDecoder().decode(bytes)]);
    // d is the same blob as a; with e, there would be more than 15 bytes.
    expect(texts).toEqual([
      ["a", contents.a],
      ["c", contents.c],
      ["d", contents.d],
    ]);
    expect(await openGit(root, process.env).readMany([], LIMITS)).toEqual(new Map());
    expect(await openGit(root, process.env).readMany([`${commit}:b`], LIMITS)).toEqual(new Map());
  });
});
