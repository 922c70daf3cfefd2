import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/command-line.ts";
import type { PortOutput } from "../../src/output/inspect.ts";
import { run } from "../support/cli.ts";
import { call, callJson } from "../support/program.ts";
import { catalogueFolder, clones, git, read, readJson, write } from "../support/repository.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";

describe("help", () => {
  test("lists every command, and the exit statuses", async () => {
    const { exit, stdout } = await call(["--help"], { cwd: catalogueFolder() });
    expect(exit).toBe(0);
    for (const { name } of COMMANDS) {
      expect(stdout).toContain(`harbor-drafts ${name}`);
    }
    expect(stdout).toContain("Exit status: 0 done");
  });

  test.each(COMMANDS.map(({ name }) => name))(
    "%s --help shows examples and the common options in 80 columns",
    async (name) => {
      const { exit, stdout } = await call([name, "--help"], { cwd: catalogueFolder() });
      expect(exit).toBe(0);
      expect(stdout).toContain("Examples:");
      for (const option of ["--root", "--base", "--json", "--help"]) {
        expect(stdout).toContain(option);
      }
      expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    },
  );
});

describe("the pretty form", () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour is an escape sequence
  const COLOR = /\u001b\[/;

  test("has colour on a terminal only, and never with NO_COLOR", async () => {
    const cwd = catalogueFolder();
    expect((await call(["check"], { cwd })).stdout).not.toMatch(COLOR);
    expect((await call(["check"], { cwd, env: { FORCE_COLOR: "1" } })).stdout).toMatch(COLOR);
    expect((await call(["check"], { cwd, env: { FORCE_COLOR: "1", NO_COLOR: "1" } })).stdout).not.toMatch(
      COLOR,
    );
  });

  test("is the same text with and without colour", async () => {
    const cwd = catalogueFolder();
    const plain = await call(["inspect", "zoom-api"], { cwd });
    const colored = await call(["inspect", "zoom-api"], { cwd, env: { FORCE_COLOR: "1" } });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour is an escape sequence
    expect(colored.stdout.replace(/\u001b\[\d+m/g, "")).toBe(plain.stdout);
  });

  test("shows hostile text, and lets none of it work on the terminal", async () => {
    const cwd = catalogueFolder();
    const draft = readJson<{ action: Record<string, unknown> }>(cwd, DRAFT);
    draft.action.label = "\u001b[2J\u001b]0;pwned\u0007Fine\r\nautomatic drafts/zoom-api/x.json\u202e";
    draft.action["\u001b[31mheaders"] = {};
    draft.action.path = "/meetings/\u001b[8m\u0085\u2028{meetingId}";
    write(cwd, DRAFT, draft);
    for (const words of [
      ["check"],
      ["inspect", "zoom-api"],
      ["inspect", "zoom-api", "get-meeting"],
      ["test"],
      ["diff", DRAFT],
    ]) {
      const { stdout, stderr } = await call(words, { cwd });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get out
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/);
      expect(stdout).not.toMatch(/^automatic drafts\/zoom-api\/x\.json/m);
    }
  });
});

describe("in GitHub Actions", () => {
  test("no text of a draft or recording is a command to the runner", async () => {
    const cwd = catalogueFolder();
    const har = "drafts/zoom-api/get-meeting.har";
    write(cwd, har, read(cwd, har).replace("Harbor planning sync", "##[error]fake"));
    write(cwd, DRAFT, read(cwd, DRAFT).replace('"rationale": "', '"rationale": "::stop-commands::x '));
    for (const words of [
      ["test", DRAFT],
      ["test", DRAFT, "--json"],
      ["check", DRAFT],
      ["inspect", "zoom-api"],
    ]) {
      const { stdout, stderr } = await call(words, { cwd, env: { GITHUB_ACTIONS: "true" } });
      expect(stdout + stderr).not.toMatch(/##\[|^\s*::/m);
    }
    const { output } = await callJson<object>(["test", DRAFT], { cwd, env: { GITHUB_ACTIONS: "true" } });
    expect(JSON.stringify(output)).toContain("##[error]fake");
  });
});

// Most tests call a command line in their own process: this is what they rest on.
test.each<[string[], Record<string, string>?]>([
  [["--version"]],
  [["check", "--help"]],
  [["check"]],
  [["check", "--json"]],
  [["check", "--format", "github"], { GITHUB_ACTIONS: "true" }],
  [["inspect", "zoom-api"], { FORCE_COLOR: "1" }],
  [["inspect", "slack-api"]],
  [["inspect", "slack-api", "--json"]],
  [["inspct"]],
  [["schema", "draft"]],
])("a process prints what a call does: %j %j", async (words, env = {}) => {
  const cwd = catalogueFolder();
  write(cwd, DRAFT, read(cwd, DRAFT).replace('"GET"', '"DELETE"'));
  expect(await run(words, { cwd, env })).toEqual(await call(words, { cwd, env }));
});

describe("inspect", () => {
  test("reads the live port from the base, not from the work tree, and says when the two differ", async () => {
    const { agent } = clones();
    const path = "catalog/integrations/zoom/zoom-api.json";
    expect((await callJson<PortOutput>(["inspect", "zoom-api"], { cwd: agent })).output.differs).toBe(false);
    write(agent, path, read(agent, path).replace('"1.0.0"', '"9.9.9"'));
    const { output } = await callJson<PortOutput>(["inspect", "zoom-api"], { cwd: agent });
    expect(output).toMatchObject({ version: "1.0.0", differs: true, base: { ref: "origin/main" } });
    expect((await call(["inspect", "zoom-api"], { cwd: agent })).stdout).toMatch(/work tree differs/);
    git(agent, "commit", "--quiet", "--all", "--message=Mine");
    expect(
      (await callJson<PortOutput>(["inspect", "zoom-api", "--base", "HEAD"], { cwd: agent })).output.version,
    ).toBe("9.9.9");
  });

  test("works from any folder of the repository, and with --root from anywhere", async () => {
    const { agent, remote } = clones();
    const inside = await callJson<PortOutput>(["inspect", "zoom-api"], { cwd: `${agent}/drafts/zoom-api` });
    const outside = await callJson<PortOutput>(["inspect", "zoom-api", "--root", agent], { cwd: remote });
    expect(outside.output).toEqual(inside.output);
    expect((await call(["check", "get-meeting.json"], { cwd: `${agent}/drafts/zoom-api` })).exit).toBe(0);
  });
});

describe("check", () => {
  test("--changed takes the drafts that differ from the base, by themselves or by their recording", async () => {
    const { agent, reviewer } = clones();
    for (const path of [DRAFT, "drafts/zoom-api/get-meeting.har"]) {
      write(reviewer, path, read(agent, path));
    }
    git(reviewer, "add", "--all");
    git(reviewer, "commit", "--quiet", "--message=Drafts");
    git(reviewer, "push", "--quiet");
    git(agent, "fetch", "--quiet");
    git(agent, "reset", "--quiet", "origin/main");
    const changed = async (): Promise<string[]> => {
      const { output } = await callJson<{ drafts: { slug: string }[] }>(["check", "--changed"], {
        cwd: agent,
      });
      return output.drafts.map(({ slug }) => slug);
    };
    expect(await changed()).toEqual(["list-past-participants"]);
    write(agent, "drafts/zoom-api/get-meeting.har", "{}");
    expect(await changed()).toEqual(["get-meeting", "list-past-participants"]);
  });

  test("the same input gives the same bytes", async () => {
    const cwd = catalogueFolder();
    write(cwd, DRAFT, read(cwd, DRAFT).replace('"GET"', '"DELETE"'));
    const [first, second] = [
      await call(["check", "--json"], { cwd }),
      await call(["check", "--json"], { cwd }),
    ];
    expect(first.exit).toBe(1);
    expect(second).toEqual(first);
  });
});
