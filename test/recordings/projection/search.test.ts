import { describe, expect, test } from "vitest";
import { findInFields, refuseSecrets } from "../../../src/recordings/projection/search.ts";
import { searchFor } from "../../../src/recordings/projection/token-search.ts";
import { cpuTime } from "../../support/cpu-time.ts";
import { FAKE_SECRET } from "../../support/sample.ts";
import { answersTo, ONE_MEETING, projectedExamples, TOKEN } from "../answers.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const hex = (text: string) => Buffer.from(text).toString("hex");
const each = (text: string, spell: (sign: string) => string) => [...text].map(spell).join("");
const codeOf = (sign: string) => sign.codePointAt(0) ?? 0;
const percent = (text: string) => each(text, (sign) => `%${hex(sign)}`);

/** What an API may make of a token that it answers with. */
const SPELLINGS: [how: string, spell: (token: string) => unknown][] = [
  ["as it is", (token) => token],
  ["in capitals", (token) => token.toUpperCase()],
  ["after its scheme", (token) => `Bearer ${token}`],
  ["within a text", (token) => `The token ${token} was used.`],
  ["within an address", (token) => `https://zoom.us/j/1?access=${token}&x=1`],
  ["percent-encoded", (token) => percent(token)],
  ["percent-encoded twice", (token) => percent(percent(token))],
  ["in base64", (token) => base64(token)],
  ["in base64 after one letter", (token) => base64(`x${token}`)],
  ["in base64 after two letters", (token) => base64(`xy${token}z`)],
  ["in base64 without padding", (token) => base64(token).replace(/=+$/, "")],
  ["in base64url", (token) => Buffer.from(`??${token}`).toString("base64url")],
  ["in base64 in lines", (token) => base64(token.repeat(3)).replace(/.{20}/g, "$&\r\n")],
  ["in base64 of two bytes a letter", (token) => Buffer.from(token, "utf16le").toString("base64")],
  ["in base64 of base64", (token) => base64(`{"a":"${base64(token)}"}`)],
  ["as a user's password", (token) => `Basic ${base64(`me:${token}`)}`],
  ["in hex", (token) => hex(token)],
  ["in hex in capitals", (token) => hex(token).toUpperCase()],
  ["in hex with colons", (token) => hex(token).replace(/..(?!$)/g, "$&:")],
  ["in hex of JSON", (token) => hex(JSON.stringify({ access: token }))],
  [
    "escaped as in JSON",
    (token) => each(token, (sign) => `\\u${codeOf(sign).toString(16).padStart(4, "0")}`),
  ],
  ["as JSON in JSON in JSON", (token) => JSON.stringify(JSON.stringify({ a: `"${token}"` }))],
  ["escaped as in a program", (token) => each(token, (sign) => `\\x${hex(sign)}`)],
  ["escaped as in HTML", (token) => each(token, (sign) => `&#${codeOf(sign)};`)],
  ["escaped as in HTML, in hex", (token) => each(token, (sign) => `&#x${hex(sign)};`)],
  ["reversed", (token) => [...token].reverse().join("")],
  ["with spaces", (token) => token.replace(/.../g, "$& ")],
  ["with zero-width spaces", (token) => each(token, (sign) => `${sign}\u200b`)],
  ["with soft hyphens", (token) => token.replace(/.../g, "$&\u00ad")],
  ["with dots", (token) => token.replace(/../g, "$&.")],
  ["in full-width letters", (token) => each(token, (sign) => String.fromCodePoint(codeOf(sign) + 0xfee0))],
  ["its first twelve characters", (token) => token.slice(0, 12)],
  ["its last twelve characters", (token) => token.slice(-12)],
  ["twelve characters of its midst", (token) => `…${token.slice(9, 21)}…`],
  ["split over a list", (token) => token.match(/.{1,7}/g)],
  ["a letter an item", (token) => [...token]],
];

describe("the search of the listed fields", () => {
  test.each(SPELLINGS)("finds a token %s", (_, spell) => {
    const [found] = findInFields({ id: 5, topic: "plain", labels: spell(TOKEN) }, [TOKEN]);
    expect(found).toMatchObject({ kind: expect.stringMatching(/^the token/) });
  });

  test("finds a token of digits in a number", () => {
    expect(findInFields({ list: [{ size: 902_817_364_509_182 }] }, ["902817364509182"])).toMatchObject([
      { field: "list[].size" },
    ]);
  });

  test.each(["\\", "&#", "%5c", "0x", "=\r"])("takes no longer for a long row of %j", async (sign) => {
    const text = sign.repeat(100_000);
    expect(await cpuTime(() => searchFor([TOKEN])(text))).toBeLessThan(2000);
  });

  test("finds none in what only looks alike", () => {
    const isIn = searchFor([TOKEN]);
    expect(isIn("Zq7.mB4xT9_kW")).toBe(true);
    expect(["Zq7.mB4xT9_", "a meeting of 2026-03-02", "AAAAAAAAAAAAAAAAAAAAAA=="].filter(isIn)).toEqual([]);
    expect(searchFor([])("anything")).toBe(false);
  });

  test.each<[what: string, body: unknown, field: string, kind: string]>([
    [
      "a token of a known shape",
      { people: [{ name: "x" }, { name: FAKE_SECRET }] },
      "people[].name",
      "GitHub",
    ],
    [
      "a link that opens something",
      { labels: ["https://zoom.us/j/1?pwd=aGVsbG8gd29ybGQ5"] },
      "labels[]",
      "credential in a URL",
    ],
    [
      "one that looks as if nobody chose it",
      {
        topic: `https://zoom.us/rec/share/${TOKEN.replaceAll(/[._]/g, "")}`,
      },
      "topic",
      "the token",
    ],
    ["a passcode in a text", { agenda: "the passcode is 48yQ391" }, "agenda", "credential by its name"],
  ])("refuses %s, and names field and kind", (_, body, field, kind) => {
    let told = "";
    try {
      refuseSecrets(projectedExamples(ONE_MEETING, answersTo(ONE_MEETING, { body })), ONE_MEETING, [TOKEN]);
    } catch (error) {
      told = String(error);
    }
    expect(told).toContain(`the listed field ${field} of the example "one" holds a secret (`);
    expect(told).toContain(kind);
    expect(told).not.toMatch(/aGVsbG8|48yQ|Zq7|ghp_/);
  });
});
