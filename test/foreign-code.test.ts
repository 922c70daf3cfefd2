import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { PROJECT, read } from "./support/repository.ts";

/** Where this project runs code of others, and where its readers are told to. */
const PLACES = [
  "README.md",
  ...[".github", "docs"].flatMap((folder) =>
    readdirSync(`${PROJECT}/${folder}`, { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(?:md|yml)$/.test(path))
      .map((path) => `${folder}/${path}`),
  ),
].sort();

function linesWith(word: RegExp): string[] {
  return PLACES.flatMap((path) =>
    read(PROJECT, path)
      .split("\n")
      .filter((line) => word.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
}

test("actions are pinned by commit, each by the same one everywhere", () => {
  const used = linesWith(/\buses:/);
  const pinned = used.map((line) => /uses: (\S+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$/.exec(line));
  expect(used.filter((_, index) => pinned[index] === null)).toEqual([]);
  const pins = pinned.map((match) => match?.slice(1).join(" ")).sort();
  expect([...new Set(pins)].map((pin) => pin?.split(" ")[0])).toEqual([
    "actions/checkout",
    "actions/setup-node",
  ]);
});

test("npx runs what is installed, and never what a registry has under its name", () => {
  expect(linesWith(/\bnpx [^`]/).length).toBeGreaterThan(1);
  expect(linesWith(/\bnpx (?!--no-install harbor-drafts\b)[^`]/)).toEqual([]);
});
