import { describe, expect, test } from "vitest";
import { parseWorkflow } from "../../src/doctor/workflow.ts";

const parse = (text: string) => parseWorkflow("w.yml", new TextEncoder().encode(text));
const JOBS = "jobs:\n  verify:\n    steps: []\n";

describe("what starts a workflow", () => {
  test.each([
    ["a word", "on: push", ["push"]],
    ["a list", "on: [push, pull_request]", ["push", "pull_request"]],
    ["a list with dashes", "on:\n  - merge_group", ["merge_group"]],
    [
      "a map",
      "on:\n  pull_request_target:\n    branches: [main]\n  merge_group:",
      ["pull_request_target", "merge_group"],
    ],
    ["quoted", '"on": push', ["push"]],
    ["nothing", "name: x", []],
    ["a number", "on: 1", []],
  ])("%s", (_what, text, events) => {
    expect([...(parse(`${text}\n${JOBS}`)?.events.keys() ?? [])]).toEqual(events);
  });
});

describe("a job", () => {
  const job = (text: string) =>
    parse(`on: push\npermissions: read-all\njobs:\n  one:\n${text.replace(/^/gm, "    ")}`)?.jobs[0];

  test.each([
    ["by its id", "steps: []", { check: "one" }],
    ["by its name", "name: Verify it", { check: "Verify it" }],
    ["by an expression", `name: ${"$"}{{ matrix.x }}`, { check: undefined }],
    ["of a matrix", "strategy: { matrix: { x: [1] } }", { check: undefined }],
    ["of a called workflow", "uses: ./x.yml", { check: undefined }],
    ["with a condition", "if: false", { isConditional: true }],
    ["after another", "needs: two", { isConditional: true }],
    ["that can't fail", "continue-on-error: true", { ignoresFailure: true }],
    ["with a step that can't fail", "steps:\n- continue-on-error: true", { ignoresFailure: true }],
    ["that can", "continue-on-error: false", { ignoresFailure: false }],
    ["with the workflow's permissions", "steps: []", { permissions: new Map([["all", "read"]]) }],
    ["with its own", "permissions: { contents: write }", { permissions: new Map([["contents", "write"]]) }],
    ["with none", "permissions: {}", { permissions: new Map() }],
  ])("%s", (_what, text, expected) => {
    expect(job(text)).toMatchObject(expected);
  });
});

describe("what is no workflow", () => {
  test.each([
    ["a text", "hello"],
    ["a list", "- 1"],
    ["no YAML", "a: [1"],
    ["without jobs", "on: push"],
    [
      "a bomb of aliases",
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[..."bcdefgh"].map((name, index) => `${name}: &${name} [${`*${"abcdefg"[index]},`.repeat(9)}*${"abcdefg"[index]}]`).join("\n")}\n${JOBS}`,
    ],
    ["too large", `${JOBS}#${"x".repeat(600_000)}`],
    ["nothing", ""],
  ])("%s", (_what, text) => {
    expect(parse(text)).toBeUndefined();
  });
});
