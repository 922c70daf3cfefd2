import { describe, expect, test } from "vitest";
import { findPatternProblem, patternOf } from "../../src/patterns/pattern.ts";

describe("a pattern of the grammar stands", () => {
  test.each<[what: string, pattern: string, matching: string, other: string]>([
    ["a number of a meeting", "^[0-9]{9,12}$", "81000000042", "8100"],
    ["of three lengths", "^(?:[0-9]{9}|[0-9]{10}|[0-9]{11})$", "8100000004", "810000000425"],
    ["a number without leading zero", "^[1-9][0-9]{0,18}$", "42", "042"],
    ["a decimal", "^-?[0-9]{1,9}(?:\\.[0-9]{1,4})?$", "-1.50", "1."],
    ["a date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2026-03-01", "2026-3-1"],
    [
      "a date that checks its month",
      "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$",
      "2026-12-31",
      "2026-13-31",
    ],
    ["a month", "^[0-9]{4}-[0-9]{2}$", "2026-03", "2026"],
    ["a week", "^[0-9]{4}-W(?:0[1-9]|[1-4][0-9]|5[0-3])$", "2026-W07", "2026-W60"],
    [
      "a moment",
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$",
      "2026-03-01T08:30:00.5+01:00",
      "2026-03-01 08:30:00Z",
    ],
    ["a time", "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$", "23:59", "24:00"],
    [
      "a duration",
      "^P(?:[0-9]{1,3}D)?(?:T(?:[0-9]{1,2}H)?(?:[0-9]{1,2}M)?(?:[0-9]{1,2}S)?)?$",
      "P1DT2H",
      "1D",
    ],
    ["a time zone", "^[A-Za-z]{1,20}(?:/[A-Za-z_]{1,30}){0,2}$", "America/Los_Angeles", "America/"],
    ["an offset", "^[+-][0-9]{2}:?[0-9]{2}$", "+0100", "0100"],
    ["seconds and microseconds", "^[0-9]{10}\\.[0-9]{6}$", "1774000000.000100", "1774000000"],
    [
      "a UUID",
      "^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
      "0f8fad5b-d9cb-469f-a165-70867728950e",
      "0f8fad5b",
    ],
    [
      "a UUID of either case",
      "^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$",
      "0F8FAD5B-d9cb-469f-a165-70867728950e",
      "0f8fad5b-",
    ],
    ["a UUID of base64", "^[A-Za-z0-9+/]{22}==$", `${"a+/0".repeat(5)}AB==`, "ab=="],
    ["a hash", "^[0-9a-f]{40}$", "0123456789abcdef".repeat(3).slice(0, 40), "0123"],
    ["a hash, short or long", "^[0-9a-f]{7,40}$", "0123abc", "0123ab"],
    ["a hash of either kind", "^[0-9a-f]{40}(?:[0-9a-f]{24})?$", "a".repeat(64), "a".repeat(50)],
    ["a version", "^v?[0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4}$", "v1.20.3", "1.2"],
    [
      "a version before release",
      "^[0-9]{1,4}(?:\\.[0-9]{1,4}){2}(?:-[0-9A-Za-z]{1,16}(?:\\.[0-9A-Za-z]{1,16}){0,3})?$",
      "1.0.0-rc.1",
      "1.0.0-",
    ],
    ["a slug", "^[a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){0,7}$", "release-party-2026", "-a"],
    ["a slug that ends plainly", "^[a-z0-9](?:[a-z0-9-]{0,37}[a-z0-9])?$", "acme-corp", "acme-"],
    ["a repository", "^[a-z0-9][a-z0-9_-]{0,99}$", "rocket_2", "_rocket"],
    ["an owner and a repository", "^[a-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}$", "acme/rocket.js", "acme"],
    ["a branch", "^[A-Za-z0-9_-]{1,50}(?:/[A-Za-z0-9_-]{1,50}){0,3}$", "feature/patterns", "/feature"],
    ["a tag", "^(?:v[0-9]{1,4}|release-[0-9]{1,4})$", "release-12", "release"],
    ["an issue's key", "^[A-Z]{2,5}-[0-9]{1,6}$", "ABC-12", "abc-12"],
    ["a channel", "^[CGD][0-9A-Z]{8,10}$", "C012AB3CD", "X012AB3CD"],
    [
      "an identifier by its prefix",
      "^(?:cus|sub|evt)_[A-Za-z0-9]{14,24}$",
      "evt_AbCdEfGhIjKlMn",
      "inv_AbCdEfGhIjKlMn",
    ],
    ["prefixes that begin alike", "^(?:pi|pm|price)_[A-Za-z0-9]{1,24}$", "price_1", "p_1"],
    ["a record of eighteen", "^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$", "001000000000001AAA", "0010"],
    ["a page's token", "^[A-Za-z0-9_-]{1,512}={0,2}$", "ab==", "a==="],
    ["a colour", "^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$", "#ff0000", "#ff00"],
    ["a language", "^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$", "zh-Hant-TW", "zh-"],
    ["a currency", "^[A-Z]{3}$", "EUR", "eur"],
    ["an amount", "^[0-9]{1,9}(?:\\.[0-9]{2})?$", "12.50", "12.5"],
    ["a phone number", "^\\+[1-9][0-9]{5,14}$", "+15550100", "15550100"],
    ["a key of settings", "^[a-z]{1,20}(?:\\.[a-z]{1,20}){0,5}$", "a.b.c", "a..b"],
    ["cells", "^[A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?$", "A1:B2", "A1:b2"],
    ["a field of cron", "^(?:\\*|[0-9]{1,2}(?:-[0-9]{1,2})?)(?:/[0-9]{1,2})?$", "*/15", "*-5"],
    ["five fields of cron", "^[0-9*/,-]{1,20}(?: [0-9*/,-]{1,20}){4}$", "0 12 * * 1-5", "0 12 * *"],
    ["an order", "^-?(?:created|updated|name)$", "-created", "created-"],
    ["several orders", "^(?:name|date)(?:,(?:name|date)){0,3}$", "name,date", "name,"],
    ["a list of numbers", "^[0-9]{1,9}(?:,[0-9]{1,9}){0,49}$", "1,22,333", "1,,2"],
    ["a percentage", "^(?:100|[1-9]?[0-9])%$", "99%", "101%"],
    ["an address in a network", "^[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?$", "10.0.0.0/8", "10.0.0"],
    ["a host", "^[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,5}$", "docs.example.com", "example"],
    ["a media type", "^(?:image|text)/[a-z0-9.+-]{1,40}$", "image/svg+xml", "video/mp4"],
    ["a reaction", "^[a-z0-9_]{1,50}(?:::skin-tone-[2-6])?$", "thumbsup::skin-tone-3", "a:"],
    [
      "a search with an operator",
      "^name contains '[A-Za-z0-9 ]{1,40}'$",
      "name contains 'a b'",
      "name contains 'a'b'",
    ],
    ["a search with a date", "^after:[0-9]{4}/[0-9]{2}/[0-9]{2}$", "after:2026/03/01", "after:1"],
    ["text of plain words", "^[A-Za-z0-9 .,-]{1,60}$", "One more, please.", "a;b"],
    ["a class with every sign", "^[\\]\\\\^$.*+?()[{}|/-]{1,9}$", "[\\]^-/", "a"],
    ["all of ASCII", "^[ -~]{1,9}$", "a ~", "é"],
    ["escapes", "^\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/$", "^$\\.*+?()[]{}|/", "x"],
    ["parts that may be left out", "^dr?a?f?t?s?[0-9]?$", "dfs1", "a"],
    [
      "alternatives that differ late",
      `^(?:${"a".repeat(15)}b|${"a".repeat(15)}c)$`,
      `${"a".repeat(15)}c`,
      "a",
    ],
    ["as long as it gets", "^[a-z]{1,4096}$", "abc", ""],
  ])("%s: %s", (_, pattern, matching, other) => {
    expect(findPatternProblem(pattern)).toBeUndefined();
    const { matches } = patternOf(pattern) ?? {};
    expect([matches?.(matching), matches?.(other)]).toEqual([true, false]);
    expect([`${matching}\n`, `\n${matching}`, `${matching}\u0000`].some((text) => matches?.(text))).toBe(
      false,
    );
  });
});

describe("what the grammar hasn't is told by name, with what to write", () => {
  test.each<[pattern: string, message: string, hint: string]>([
    ["[0-9]{1,9}", "isn't anchored with ^ and $", "say what the whole value is"],
    ["^[0-9]{1,9}", "isn't anchored with ^ and $", "say what the whole value is"],
    ["^[0-9]{1,9}\\$", "isn't anchored with ^ and $", "say what the whole value is"],
    ["(?:^a$)", "isn't anchored with ^ and $", "say what the whole value is"],
    ["", "isn't anchored with ^ and $", "say what the whole value is"],
    ["^$", "admits texts of 0 characters", "1 to 4096"],
    ["^a|b$", "has alternatives outside of a group at character 3: |", "^(?:a|b)$"],
    ["^a$|^b$", "has an anchor within at character 3: $", "^(?:a|b)$"],
    ["^[a-z]+$", "has a repetition without an end at character 7: +", "{1,64}"],
    ["^[a-z]*$", "has a repetition without an end at character 7: *", "{1,64}"],
    ["^[a-z]{2,}$", "has a repetition without an end at character 7: {2,}", "{1,64}"],
    ["^(?:a|bb){1,9}?$", "has a lazy or possessive bound at character 15", "leave the sign out"],
    ["^a{2}{3}$", "has a bound that bounds nothing at character 6: {", "after a part"],
    ["^?$", "has a bound that bounds nothing at character 2: ?", "after a part"],
    ["^a{0}$", "has a bound that admits nothing at character 3: {0}", "leave the part out"],
    ["^a{3,2}$", "has a bound that admits nothing at character 3: {3,2}", "{least,most}"],
    ["^([0-9]{4}-)?[0-9]$", "has a capturing group at character 2: (", "write (?: instead"],
    ["^(?<year>[0-9]{4})$", "has a capturing group at character 2: (?<year>", "write (?: instead"],
    ["^(?P<year>[0-9]{4})$", "has a capturing group at character 2: (?P<year>", "write (?: instead"],
    ["^\\d{9}$", "has a class by its letter at character 2: \\d", "[0-9]"],
    ["^[\\w-]{9}$", "has a class by its letter at character 3: \\w", "[0-9A-Za-z_]"],
    ["^\\s?a$", "has a class that isn't ASCII alone at character 2: \\s", "list what may stand"],
    ["^\\p{L}{1,40}$", "has a class that isn't ASCII alone at character 2: \\p", "list what may stand"],
    ["^[^/]{1,64}$", "has a class of what may not stand at character 2: [^", "list what may stand"],
    ["^.{1,64}$", "has a dot, which stands for anything at character 2: .", "\\."],
    ["^[]$", "has an empty class at character 2: []", "list what may stand"],
    ["^[z-a]$", "has a range that runs backwards at character 3: z-a", "first character first"],
    ["^[a-z$", "has a class that isn't closed at character 2", "close it"],
    ["^(?:a$", "has a group that isn't closed at character 2", "close it"],
    ["^a)$", "has a bracket that nothing opened at character 3: )", "a backslash"],
    ["^a]$", "has a bracket that nothing opened at character 3: ]", "a backslash"],
    ["^{{name}}$", "has a bound that bounds nothing at character 2: {", "a backslash"],
    ["^(?:a|)$", "has an alternative that may be empty at character 7", "the group a ?"],
    ["^(?:a?|b)$", "has an alternative that may be empty at character 5", "the group a ?"],
    ["^(?:(?:(?:a|b)c|d)e|f)$", "nests groups three deep at character 8", "write the inner one out"],
    ["(?i)^[a-z]{1,9}$", "sets flags at character 1: (?i)", "[Aa]"],
    ["^(?i)[a-z]{1,9}$", "sets flags at character 2: (?i)", "[Aa]"],
    ["^(?i:abc)$", "sets flags at character 2: (?i:", "[Aa]"],
    ["^(?=[a-z])[a-z0-9]{1,9}$", "looks around at character 2: (?=", "a class and a bound"],
    ["^(?!me$)[a-z]{1,9}$", "looks around at character 2: (?!", "a class and a bound"],
    ["^[a-z]{1,9}(?<!x)$", "looks around at character 12: (?<!", "a class and a bound"],
    ["^([a-z])\\1$", "has a capturing group at character 2: (", "write (?: instead"],
    ["^[a-z]\\1$", "refers back to a group at character 7: \\1", "once more"],
    ["^\\bword\\b$", "looks for the end of a word at character 2: \\b", "leave it out"],
    ["^a\\x2fb$", "has an escape that isn't needed at character 3: \\x", "the character itself"],
    ["^a\\u002fb$", "has an escape that isn't needed at character 3: \\u", "the character itself"],
    ["^\\-$", "has an escape that isn't needed at character 2: \\-", "the character itself"],
    ["^\\n$", "has an escape that isn't needed at character 2: \\n", "the character itself"],
    ["^[a-zé]{1,9}$", "isn't printable ASCII at character 6: é", "maxLength alone"],
    ["^[^@ ]+@[^@ ]+$", "has a class of what may not stand at character 2: [^", "list what may stand"],
    [`^${"a".repeat(300)}$`, "is longer than 256 characters", "fewer words"],
    ["^[a-z]{1,4097}$", "admits texts of 4097 characters", "1 to 4096"],
    ["^(?:[a-z]{1,99},){1,99}$", "admits texts of 9900 characters", "1 to 4096"],
  ])("%s %s", (pattern, message, hint) => {
    const problem = findPatternProblem(pattern);
    expect(problem?.message).toBe(message);
    expect(problem?.hint).toContain(hint);
    expect(patternOf(pattern)).toBeUndefined();
  });
});

describe("where the next sixteen characters don't decide, both parts are named", () => {
  const overlapping = (one: string, other: string): string =>
    `has two parts that overlap: ${one} and ${other} can go on alike for 16 characters, or to the end`;
  test.each<[pattern: string, one: string, other: string]>([
    [
      "^(?:,[a-z]{0,30}[a-z]{0,30}[a-z]{0,30}){0,4}!$",
      "[a-z]{0,30} at character 6",
      "[a-z]{0,30} at character 17",
    ],
    ["^(?:,(?:a|ab)b?){0,24}$", "a at character 9", "ab at character 11"],
    ["^(?:,[a-z]{0,9}[a-z]{0,9}){0,7}$", "[a-z]{0,9} at character 6", "[a-z]{0,9} at character 16"],
    ["^(?:a{1,9}){1,9}$", "a{1,9} at character 5", "(?:a{1,9}){1,9} at character 2"],
    ["^(?:a|a)$", "a at character 5", "a at character 7"],
    [
      "^(?:[a-z]{1,40}-){0,7}[a-z]{1,40}$",
      "(?:[a-z]{1,40}-){0,7} at character 2",
      "[a-z]{1,40} at character 23",
    ],
    ["^[A-Za-z0-9.-]{1,99}\\.[a-z]{2,24}$", "[A-Za-z0-9.-]{1,99} at character 2", "\\. at character 21"],
    [
      `^(?:${"a".repeat(16)}b|${"a".repeat(16)}c)$`,
      `${"a".repeat(16)}b at character 5`,
      `${"a".repeat(16)}c at character 23`,
    ],
    ["^[0-9]{4}-?[0-9]{0,9}-?[0-9]{1,9}$", "-? at character 10", "-? at character 22"],
    ["^x?x?$", "x? at character 2", "x? at character 4"],
  ])("%s", (pattern, one, other) => {
    expect(findPatternProblem(pattern)).toEqual({
      message: overlapping(one, other),
      hint: expect.stringContaining("make them one, or put what tells them apart first"),
    });
  });

  test("a pattern of too many states is refused rather than judged for long", () => {
    const many = `^${"(?:(?:a{1,40}b){1,40}c){1,2}".repeat(2)}${"(?:(?:x{1,9}y){1,9}z){1,2}".repeat(6)}$`;
    expect(findPatternProblem(many)?.message).toMatch(
      /^(?:leaves more open than can be judged|admits texts of)/,
    );
  });
});
