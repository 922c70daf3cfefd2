import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { call, callJson } from "../support/program.ts";
import {
  catalogueFolder,
  clones,
  git,
  PROJECT,
  read,
  temporaryFolder,
  write,
} from "../support/repository.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";
const HAR = "drafts/zoom-api/get-meeting.har";
const CATALOG = "catalog/integrations/zoom/zoom-api";

interface Output {
  drafts: { file: string; verdict?: string; findings: { rule: string; file: string }[] }[];
  catalog: { file: string; kind: string; passed: boolean; findings: { rule: string; line: number }[] }[];
  live: { slug: string; passed: boolean }[];
  error: { code: string; message: string };
}

type Words = [command: string, ...rest: string[]];

describe("a file that is named and isn't judged is a usage error", () => {
  const folder = () => {
    const cwd = catalogueFolder();
    write(cwd, "README.md", "hello");
    write(cwd, "drafts/zoom-api/README.md", "hello");
    write(cwd, "drafts/zoom-api/lonely.har", "{}");
    write(cwd, "harbor.config.json", {});
    write(cwd, `${CATALOG}.md`, "hello");
    mkdirSync(join(cwd, "drafts/zoom-api/folder.json"));
    symlinkSync("/etc/hostname", join(cwd, "link.md"));
    return cwd;
  };

  test.each<[words: Words, code: string, says: string]>([
    [["check", "README.md"], "USAGE", "README.md isn't a file to be judged"],
    [["check", DRAFT, "README.md"], "USAGE", "README.md isn't a file to be judged"],
    [["check", "-", "README.md"], "USAGE", "README.md isn't a file to be judged"],
    [["check", "--fix", "README.md"], "USAGE", "README.md isn't a file to be judged"],
    [["check", "--", "README.md"], "USAGE", "README.md isn't a file to be judged"],
    [["check", "drafts/zoom-api/README.md"], "USAGE", "isn't a file to be judged"],
    [["check", `${CATALOG}.md`], "USAGE", "is part of the catalogue, and no draft"],
    [["check", "link.md"], "USAGE", "isn't a file to be judged"],
    [["check", "harbor.config.json"], "USAGE", "isn't a file to be judged"],
    [["check", "drafts"], "USAGE", "drafts is a folder"],
    [["check", "drafts/"], "USAGE", "drafts/ is a folder"],
    [["check", "drafts/zoom-api/folder.json"], "USAGE", "is a folder"],
    [["check", "."], "USAGE", ". is a folder"],
    [["check", ""], "USAGE", '"" is a folder'],
    [["check", ".."], "USAGE", "stands outside the repository"],
    [["check", "../x.json"], "USAGE", "stands outside the repository"],
    [["check", "/etc/hostname"], "USAGE", "stands outside the repository"],
    [["check", "drafts/zoom-api/lonely.har"], "USAGE", "has no drafts/zoom-api/lonely.json beside it"],
    [["check", "drafts/zoom-api/nothing.har"], "NOT_FOUND", "there is no file drafts/zoom-api/nothing.har"],
    [["check", "nothing.json"], "NOT_FOUND", "there is no file nothing.json"],
    [["check", "get-meeting"], "NOT_FOUND", "there is no file get-meeting"],
    [["check", "--", "-h"], "NOT_FOUND", "there is no file -h"],
    [["check", "--", "--all"], "NOT_FOUND", "there is no file --all"],
    [["check", "./-"], "NOT_FOUND", "there is no file -"],
    [["check", "-", "--fix"], "USAGE", "--fix can't mend what comes from stdin"],
    [["test", "README.md"], "USAGE", "README.md isn't a file to be judged"],
    [["diff", "README.md"], "USAGE", "README.md isn't a file to be judged"],
    [["diff", `${CATALOG}.json`], "USAGE", "is part of the catalogue, and no draft"],
    [["test", "drafts"], "USAGE", "drafts is a folder"],
    [["test", `${CATALOG}.policy.json`], "USAGE", "is part of the catalogue, and no draft"],
    [["test", "../x.json"], "USAGE", "stands outside the repository"],
    [["test", "nope"], "NOT_FOUND", "there is no file nope"],
  ])("%j", async (words, code, says) => {
    const { exit, output } = await callJson<Output>(words, { cwd: folder() });
    expect(output.error).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(exit).toBe(2);
  });
});

describe("a file that is named is judged", () => {
  test("wherever it stands, and whatever it is called", async () => {
    const cwd = catalogueFolder();
    for (const file of ["refused.json", "-h.json", "--all.json"]) {
      write(cwd, file, { draft: 1 });
      const { exit, output } = await callJson<Output>(["check", "--", file], { cwd });
      expect([exit, output.drafts.map((draft) => [draft.file, draft.verdict])]).toEqual([
        1,
        [[file, "invalid"]],
      ]);
    }
  });

  test("a recording by its draft, or by the manifest of its live action", async () => {
    const cwd = catalogueFolder();
    const checked = await callJson<Output>(["check", HAR, DRAFT, `${CATALOG}.recordings/get-me.har`], {
      cwd,
    });
    expect(checked.output.drafts.map(({ file }) => file)).toEqual([DRAFT]);
    expect(checked.output.catalog.map(({ file }) => file)).toEqual([`${CATALOG}.json`]);
    const tested = await callJson<Output>(["test", HAR, `${CATALOG}.recordings/get-me.har`], { cwd });
    expect(tested.output.drafts.map(({ file }) => file)).toEqual([DRAFT]);
    expect(tested.output.live.map(({ slug }) => slug)).toContain("get-me");
    write(cwd, HAR, "{}");
    expect((await callJson<Output>(["check", HAR], { cwd })).exit).toBe(1);
  });

  test.each<[ending: string, text: string, found: string[]]>([
    ["json", '{ "openapi": "3.1.0", "paths": {} }', []],
    ["json", '{ "swagger": "2.0" }', []],
    ["json", '{ "openapi": "3.1.0", }', ["file/json"]],
    ["json", '{ "openapi": "3.1.0" } x', ["file/json"]],
    ["json", "[]", ["file/json"]],
    ["json", `{ "openapi": "3.1.0", "x": "${"x".repeat(8 * 1024 * 1024)}" }`, ["file/json"]],
    ["yaml", "openapi: 3.1.0\npaths: {}\n", []],
    ["yaml", "swagger: 2.0\n", []],
    ["yaml", "openapi: 3.1.0\npaths: {\n", ["file/yaml"]],
    ["yaml", "openapi: 3.1.0\nopenapi: 3.1.0\n", ["file/yaml"]],
    ["yaml", "paths: {}\n", ["file/yaml"]],
    ["yaml", "- openapi\n", ["file/yaml"]],
    ["yaml", "", ["file/yaml"]],
    ["yaml", `openapi: 3.1.0\nx: ${"[".repeat(100_000)}\n`, ["file/yaml"]],
    ["yaml", `openapi: 3.1.0\nx: ${"x".repeat(8 * 1024 * 1024)}\n`, ["file/yaml"]],
    ["yaml", "openapi: 3.1.0\na: &a [1,1]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n", []],
  ])("an API description (%s), as far as it can be read", async (ending, text, found) => {
    const cwd = catalogueFolder();
    const file = `${CATALOG}.openapi.${ending}`;
    write(cwd, file, text);
    const { exit, output } = await callJson<Output>(["check", file], { cwd });
    expect(output.catalog).toMatchObject([{ file, kind: "description", passed: found.length === 0 }]);
    expect(output.catalog.flatMap(({ findings }) => findings.map(({ rule }) => rule))).toEqual(found);
    expect(exit).toBe(Math.min(found.length, 1));
  });

  test("and with all others", async () => {
    const cwd = catalogueFolder();
    write(cwd, `${CATALOG}.openapi.yaml`, "openapi: [\n");
    const { exit, output } = await callJson<Output>(["check"], { cwd });
    expect(output.catalog.map(({ kind, passed }) => [kind, passed])).toEqual([
      ["manifest", true],
      ["description", false],
      ["policy", true],
    ]);
    expect(exit).toBe(1);
  });
});

describe("check - judges the draft that stdin holds", () => {
  const judge = async (input: string) => {
    const { exit, output } = await callJson<Output>(["check", "-"], { cwd: catalogueFolder([]), input });
    return { exit, drafts: output.drafts };
  };
  const text = read(PROJECT, DRAFT);

  test.each<[what: string, input: string, exit: number, verdict: string]>([
    ["a good one", text, 0, "automatic"],
    ["a refused one", text.replace('"GET"', '"DELETE"'), 1, "refused"],
    ["one whose slug is no file name", text.replace('"get-meeting"', '"../x"'), 1, "refused"],
    ["one of an unknown port", text.replace('"zoom-api"', '"other-api"'), 1, "refused"],
    ["what is no draft", "[]", 1, "invalid"],
    ["nothing", "", 1, "invalid"],
    ["too much", `${text}${" ".repeat(1024 * 1024)}`, 1, "invalid"],
  ])("%s", async (_, input, exit, verdict) => {
    const judged = await judge(input);
    expect(judged).toMatchObject({ exit, drafts: [{ file: "-", verdict }] });
    expect(judged.drafts.flatMap(({ findings }) => findings.map(({ file }) => file))).toEqual(
      judged.drafts.flatMap(({ findings }) => findings.map(() => "-")),
    );
  });

  test("in a process, too", async () => {
    const cwd = catalogueFolder();
    const ran = await call(["check", "-"], { cwd, input: text.replace('"GET"', '"DELETE"') });
    expect([ran.exit, ran.stdout.split("\n")[0]]).toEqual([1, "refused   -"]);
  });
});

describe("without a catalogue nothing can be judged", () => {
  test.each<Words>([
    ["check"],
    ["check", "--all"],
    ["check", "--changed"],
    ["check", "-"],
    ["check", "x.json"],
    ["test"],
    ["test", "--all"],
    ["test", "x.json"],
    ["inspect"],
  ])("%j", async (...words) => {
    const cwd = temporaryFolder();
    write(cwd, "x.json", { draft: 1 });
    const { exit, output } = await callJson<Output>(words, { cwd });
    expect(output.error).toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringContaining("no folder catalog/"),
    });
    expect(exit).toBe(2);
  });

  test("but a draft can be by the base's, where the work tree has none", async () => {
    const { agent } = clones();
    rmSync(join(agent, "catalog"), { recursive: true });
    expect((await callJson(["check", DRAFT], { cwd: agent })).exit).toBe(0);
    expect((await callJson(["test", DRAFT], { cwd: agent })).exit).toBe(0);
    expect((await callJson(["inspect"], { cwd: agent })).exit).toBe(0);
    for (const words of [["check"], ["check", "--changed"], ["test"]] as Words[]) {
      expect((await callJson(words, { cwd: agent })).exit).toBe(2);
    }
  });

  test("and a catalogue that is new is judged where it stands", async () => {
    const { agent } = clones();
    git(agent, "checkout", "--quiet", "--orphan", "new");
    git(agent, "rm", "-r", "--quiet", "--cached", "catalog");
    git(agent, "commit", "--quiet", "--message=None");
    const base = ["--base", "new"];
    const checked = await callJson<Output>(["check", ...base], { cwd: agent });
    expect(checked.output.catalog.map(({ passed }) => passed)).toEqual([true, true]);
    expect((await callJson(["inspect", ...base], { cwd: agent })).exit).toBe(2);
  });
});

describe("where there is nothing to judge, that is said, and is no failure", () => {
  test("no draft at all", async () => {
    const cwd = catalogueFolder([]);
    for (const words of [["check"], ["check", "--all"], ["test"], ["test", "--all"]] as Words[]) {
      const { exit, log } = await callJson(words, { cwd });
      expect([exit, log.filter((line) => line === "there is no draft in drafts/")]).toEqual([
        0,
        ["there is no draft in drafts/"],
      ]);
    }
    expect((await call(["test"], { cwd })).stdout).toBe("nothing to test\n");
  });

  test("nothing changed", async () => {
    const { agent } = clones();
    rmSync(join(agent, "drafts"), { recursive: true });
    const { exit, output, log } = await callJson<Output>(["check", "--changed"], { cwd: agent });
    expect([exit, output.drafts, output.catalog]).toEqual([0, [], []]);
    expect(log).toContain("nothing that check judges differs from origin/main");
    expect((await call(["check", "--changed"], { cwd: agent })).stdout).toBe("nothing to judge\n");
  });
});

test("a folder that is a link hides no draft: nothing behind it is judged, and that is said", async () => {
  const cwd = catalogueFolder();
  mkdirSync(join(cwd, "elsewhere"));
  write(cwd, "elsewhere/bad.json", "{}");
  for (const link of ["drafts/other-api", "catalog/integrations/other"]) {
    symlinkSync(join(cwd, "elsewhere"), join(cwd, link));
    const { exit, output } = await callJson<Output>(["check", "--all"], { cwd });
    expect(output.error).toMatchObject({
      code: "IO",
      message: expect.stringContaining("is a link to a folder"),
    });
    expect(exit).toBe(3);
    rmSync(join(cwd, link));
  }
});
