import { describe, expect, test } from "vitest";
import { findPatternProblem } from "../../src/gateway/pattern.ts";

describe("a pattern may stand", () => {
  test.each([
    "^[0-9]{9,12}$",
    "^[A-Za-z0-9_-]{1,64}$",
    "^(?:scheduled|live)$",
    "^(?:asc|all)$",
    "^PT(\\d+H)?(\\d+M)?(\\d+S)?$",
    "^[a-z]+(?:-[a-z]{1,9}){0,4}$",
    "^[A-Za-z]+/[A-Za-z_]+$",
    "^a$|^b$",
    "^[a-z]+(?:-[a-z])?$",
    "^(?:[a-z]{3})?$",
    "^\\p{L}{1,40}$",
    "^$",
  ])("%s", (pattern) => {
    expect(findPatternProblem(pattern)).toBeUndefined();
  });
});

describe("a pattern may not stand", () => {
  test.each([
    ["[0-9]+", "isn't anchored with ^ and $"],
    ["^[0-9]+", "isn't anchored with ^ and $"],
    ["[0-9]+$", "isn't anchored with ^ and $"],
    ["^a|b$", "has an alternative that isn't anchored with ^ and $"],
    ["(?:^a$)", "isn't anchored with ^ and $"],
    ["", "isn't anchored with ^ and $"],
    ["^(a+)+$", "nests a repetition in a repetition"],
    ["^(?:a*b)*$", "nests a repetition in a repetition"],
    ["^(?:a{1,9}){1,9}$", "leaves open where a repetition ends: what follows it begins alike"],
    ["^a*a*$", "leaves open where a repetition ends: what follows it begins alike"],
    ["^(?:a?a?)*$", "leaves open where a repetition ends: what follows it begins alike"],
    ["^(?:a|ab)*$", "repeats alternatives that begin alike"],
    [
      "^(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)$",
      "leaves open too many ways to match",
    ],
    ["^(?:a{0})+$", "repeats what may be nothing"],
    ["^a\\b$", "has \\b in its middle"],
    [`^${"a".repeat(300)}$`, "is longer than 256 characters"],
    ["^(?:(?:a|b)*c)+$", "nests a repetition in a repetition"],
    ["^(?:x|(?:a+)){2,}$", "nests a repetition in a repetition"],
    ["^(a)\\1$", "uses a backreference"],
    ["^(?<x>a)\\k<x>$", "uses a backreference"],
    ["^(?=a)a$", "uses a lookahead"],
    ["^(?!a)b$", "uses a lookahead"],
    ["^a(?<=a)$", "uses a lookbehind"],
    ["^[$", "isn't a regular expression"],
    ["^\\-$", "isn't a regular expression"],
  ])("%s %s", (pattern, problem) => {
    expect(findPatternProblem(pattern)).toBe(problem);
  });
});

describe("a class that is all but some property may not stand beside what it also matches", () => {
  test.each([
    ["^(?:[^\\p{L}]|1)*$", "repeats alternatives that begin alike"],
    ["^(?:[^\\P{L}]|a)*$", "repeats alternatives that begin alike"],
    ["^[^\\p{L}]*[0-9]*$", "leaves open where a repetition ends: what follows it begins alike"],
  ])("%s %s", (pattern, problem) => {
    expect(findPatternProblem(pattern)).toBe(problem);
  });
});

test("deep nesting is judged at once", () => {
  const pattern = `^${"(?:".repeat(45)}a${"){2}".repeat(45)}$`.slice(0, 256);
  expect(findPatternProblem(`^${"(?:".repeat(30)}a${"){2}".repeat(30)}$`)).toBeUndefined();
  expect(findPatternProblem(pattern)).toBeDefined();
});
