import { describe, expect, test } from "vitest";
import { checkOutput } from "../../src/output/check.ts";
import { githubCheck } from "../../src/reporters/github.ts";
import { junitCheck } from "../../src/reporters/junit.ts";
import { markdownCheck } from "../../src/reporters/markdown.ts";
import { sarifCheck } from "../../src/reporters/sarif.ts";
import { call } from "../support/program.ts";
import { catalogueFolder, read, write } from "../support/repository.ts";

const HOSTILE = 'a`b|c<script>&"]]> %0A::error::x\r\n::stop\u001b[2J\u202e\uffff';

const REPORT = checkOutput.parse({
  drafts: [
    {
      file: "drafts/p/one.json",
      port: "p",
      slug: "one",
      verdict: "refused",
      filled: [{ pointer: "/change", value: "add", from: "format" }],
      findings: [
        {
          rule: "family/name",
          severity: "error",
          message: HOSTILE,
          hint: HOSTILE,
          file: "drafts/p/one.json",
          line: 7,
          column: 3,
          pointer: "/action/path",
          fix: [{ op: "replace", path: "/action/path", value: HOSTILE }],
          candidates: [HOSTILE],
          related: [{ file: "catalog/integrations/p/p.json", line: 12, column: 5, message: HOSTILE }],
        },
      ],
    },
    { file: "drafts/p/two.json", port: "p", slug: "two", verdict: "approval", findings: [], filled: [] },
  ],
  catalog: [
    {
      file: "catalog/integrations/p/p.policy.json",
      kind: "policy",
      passed: false,
      findings: [
        {
          rule: "policy/tiers",
          severity: "error",
          message: HOSTILE,
          hint: HOSTILE,
          file: "catalog/integrations/p/p.policy.json",
          line: 9,
          column: 5,
          pointer: "/routes/0/tier",
          fix: null,
          candidates: [],
          related: [],
        },
      ],
    },
    { file: "catalog/integrations/p/p.json", kind: "manifest", passed: true, findings: [] },
  ],
  summary: { drafts: 2, automatic: 0, approval: 1, refused: 1, invalid: 0 },
});

describe("the forms of check", () => {
  test("all point to the same 1-based line and column", () => {
    expect(githubCheck(REPORT)).toContain("line=7,col=3");
    expect(junitCheck(REPORT)).toContain("7:3 error");
    expect(markdownCheck(REPORT)).toContain("drafts/p/one.json:7:3");
    expect(JSON.parse(sarifCheck(REPORT)).runs[0].results[0].locations[0].physicalLocation.region).toEqual({
      startLine: 7,
      startColumn: 3,
    });
  });

  test("all tell what there is to choose among, what --fix would do, and the other place", () => {
    for (const format of [githubCheck, junitCheck, markdownCheck, sarifCheck]) {
      const text = format(REPORT);
      expect(text).toContain("candidates: ");
      expect(text).toContain("--fix would set /action/path: ");
      expect(text).toMatch(/see catalog\/integrations\/p\/p\.json:12:5: |"startLine": 12/);
    }
  });

  test("let no control or bidi character through", () => {
    for (const format of [githubCheck, junitCheck, markdownCheck, sarifCheck]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get out
      expect(format(REPORT)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });

  test("github: hostile text stays in its one annotation", () => {
    const lines = githubCheck(REPORT).trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^::error file=catalog\/integrations\/p\/p\.policy\.json,line=9,col=5,/);
    expect(lines[2]).toMatch(/1 refused, 0 invalid; manifests and policies: 1 passed, 1 failed$/);
    expect(lines[0]).toMatch(/^::error file=drafts\/p\/one\.json,line=7,col=3,title=family\/name::/);
    expect(lines[0]).toContain("%250A");
  });

  test("junit: hostile text stays text", () => {
    const [, text = ""] = /<failure message="refused">([\s\S]*?)<\/failure>/.exec(junitCheck(REPORT)) ?? [];
    expect(text).toContain("&lt;script&gt;&amp;&quot;]]&gt;");
    expect(text).not.toMatch(/[<>"]/);
    expect(junitCheck(REPORT)).toContain('<testsuites tests="4" failures="2">');
  });

  test("markdown: hostile text stays in the code of its cell", () => {
    const row = markdownCheck(REPORT)
      .split("\n")
      .find((line) => line.includes("family/name"));
    // Five cells, whatever the text holds: each other bar is escaped.
    expect(row?.replaceAll("\\|", "").split("|")).toHaveLength(7);
    expect(row).toContain("``a`b");
  });

  test("sarif: rules and results belong together", () => {
    const [only] = JSON.parse(sarifCheck(REPORT)).runs;
    expect(only.tool.driver.rules).toEqual([{ id: "family/name" }, { id: "policy/tiers" }]);
    expect(only.results).toMatchObject([
      { ruleId: "family/name", ruleIndex: 0, level: "error" },
      { ruleId: "policy/tiers", ruleIndex: 1, level: "error" },
    ]);
  });

  test.each(["pretty", "json", "sarif", "github", "junit", "markdown"])(
    "--format %s exits 1 for a refused draft",
    async (format) => {
      const cwd = catalogueFolder();
      const path = "drafts/zoom-api/get-meeting.json";
      write(cwd, path, read(cwd, path).replace('"GET"', '"DELETE"'));
      const { exit, stdout } = await call(["check", "--format", format], { cwd });
      expect(exit).toBe(1);
      expect(stdout).toContain("route/method");
    },
  );
});
