import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMANDS, type Command } from "../../src/command-line.ts";
import { HarborError } from "../../src/errors.ts";
import { type Called, intentOf, parseArguments } from "../../src/parse-arguments.ts";

async function parse(...words: string[]): Promise<Called["args"]> {
  const called = await parseArguments(words);
  if (typeof called === "string") {
    throw new Error(`help or the version was shown for ${JSON.stringify(words)}`);
  }
  return called.args;
}

/** A command with as many words as it needs. */
const called = ({ name, positionals }: Command): string[] => [
  name,
  ...(positionals.match(/<\w+/g) ?? []).map((_, index) => `word${index}`),
];

const OPTIONS = COMMANDS.flatMap((command) =>
  ["root", "base", ...Object.keys(command.options)]
    .filter((name) => command.options[name]?.type !== "boolean")
    .map((name) => ({ command, name, option: command.options[name] })),
);

const LIKE_OPTIONS = ["-", "--", "-h", "--help", "--version", "--json", "--root", "--all", "-x", "--no-json"];

describe("an option's value is the next word, whatever it looks like", () => {
  test.each(OPTIONS.map((each) => [each.command.name, each.name, each] as const))(
    "%s --%s",
    async (_command, _name, { command, name, option }) => {
      const key = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      const plain = await parse(...called(command));
      const anyWord = fc.oneof(
        fc.constantFrom(...LIKE_OPTIONS, ...Object.keys(command.options).map((other) => `--${other}=x`)),
        fc.string().map((text) => `--${text}`),
        fc.string(),
      );
      await fc.assert(
        fc.asyncProperty(anyWord, fc.boolean(), async (value, isFirst) => {
          const [head = "", ...operands] = called(command);
          const given = [`--${name}`, value];
          const words = isFirst ? [head, ...given, ...operands] : [head, ...operands, ...given];
          if (option?.choices !== undefined) {
            await expect(parse(...words)).rejects.toThrow(`--${name} takes`);
            return;
          }
          expect(await parse(...words)).toEqual({
            ...plain,
            [key]: option?.array === true ? [value] : value,
          });
        }),
        { numRuns: 40 },
      );
    },
  );

  test("and is never a wish for JSON, nor a command's name", async () => {
    expect(intentOf(["verify", "--head", "--json"]).json).toBe(false);
    expect(intentOf(["verify", "--head", "x", "--json"])).toEqual({ command: "verify", json: true });
    await expect(parse("--head", "verify", "--base", "x")).rejects.toThrow("a command is missing");
    await expect(parse("--root", "check")).rejects.toThrow("a command is missing");
  });
});

describe("after -- no word is an option", () => {
  test.each(["-h", "--help", "--version", "--json", "--all", "--", "refused.json"])(
    "check -- %s",
    async (word) => {
      const judged = await parse("check", "--changed", "--", word, "b.json");
      expect(judged).toMatchObject({ files: [word, "b.json"], changed: true, all: false, json: false });
      expect(intentOf(["check", "--", word]).json).toBe(false);
    },
  );

  test("nor more than the command takes", async () => {
    await expect(parse("diff", "--", "a.json", "--json")).rejects.toThrow("unknown argument: --json");
    await expect(parse("status", "--", "-h")).rejects.toThrow("unknown argument: -h");
  });
});

describe("elsewhere", () => {
  test.each([
    [["--help"]],
    [["-h"]],
    [["check", "-h"]],
    [["check", "--no-such", "--help"]],
    [["--version"]],
    [["verify", "--version"]],
  ])("%j shows a text", async (words) => {
    expect(await parseArguments(words)).toEqual(expect.stringMatching(/^(?:harbor-drafts|\d+\.\d+\.\d+\n)/));
  });

  test.each<[words: string[], says: string]>([
    [["check", "--hel"], "unknown option: --hel"],
    [["check", "--h"], "unknown option: --h"],
    [["check", "-a"], "unknown option: -a"],
    [["check", "--All"], "unknown option: --All"],
    [["check", "--all=yes"], "--all takes no value"],
    [["check", "--json=false"], "--json takes no value"],
    [["check", "--__proto__"], "unknown option: --__proto__"],
    [["check", "--constructor=x"], "unknown option: --constructor"],
    [["check", "--files", "x"], "unknown option: --files"],
    [["check", "--head", "-x"], "unknown option: --head"],
    [["check", "--all", "--all"], "--all is given twice"],
    [["verify", "--head"], "--head needs a value"],
    [["verify", "--head", "x", "--help"], "nothing was judged"],
    [["nonsense", "--help"], "unknown command: nonsense"],
    [["request-publish"], "not enough words: <files..> is missing"],
    [["test", "-"], "test doesn't read stdin"],
    [["diff", "-"], "diff doesn't read stdin"],
    [["request-publish", "a.json", "-"], "request-publish doesn't read stdin"],
    [["record", "zoom-api", "get-x", "s3cret"], "record doesn't take one of these words"],
    [["record", "zoom-api", "get-x", "--s3cret"], "record doesn't take one of these words"],
  ])("%j is a usage error", async (words, says) => {
    const failure = await parseArguments(words).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HarborError);
    expect(failure).toMatchObject({ code: "USAGE", message: expect.stringContaining(says) });
    expect(String(failure)).not.toContain("s3cret");
  });
});
