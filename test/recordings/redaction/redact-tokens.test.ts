import { describe, expect, test } from "vitest";
import { searchFor } from "../../../src/recordings/redaction/token-search.ts";
import { redactAnswers, redactBody, TOKEN } from "./redact-sample.ts";

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
  [
    "split over members",
    (token) => Object.fromEntries((token.match(/.{1,9}/g) ?? []).map((part, at) => [`p${at}`, part])),
  ],
  [
    "split around an object",
    (token) => ({ a: token.slice(0, 11), b: { c: "note" }, d: token.slice(11, 22), e: token.slice(22) }),
  ],
  ["split over a name and its value", (token) => ({ [token.slice(0, 11)]: token.slice(11, 20) })],
  ["as bytes", (token) => ({ type: "Buffer", data: [...Buffer.from(token)] })],
];

/** The longest run of characters that two texts share, at most twelve. */
function sharesPart(text: string, token: string): boolean {
  const parts = Array.from({ length: token.length - 11 }, (_, at) => token.slice(at, at + 12).toLowerCase());
  return parts.some((part) => text.toLowerCase().includes(part));
}

/** The texts of a value one after the other, as somebody would put them together again. */
function textsOf(value: unknown): string {
  return typeof value === "object" && value !== null
    ? Object.values(value).map(textsOf).join("")
    : typeof value === "string"
      ? value
      : "";
}

describe("a token", () => {
  test.each(SPELLINGS)("is found %s", (_, spell) => {
    const planted = spell(TOKEN);
    const strings = typeof planted === "object" ? undefined : String(planted);
    expect(strings === undefined || searchFor([TOKEN]).isIn(strings)).toBe(true);
    for (const body of [
      { topic: planted },
      { other: { deep: [planted] } },
      { labels: ["plain", planted], start_time: "2026-03-02T09:00:00Z" },
      { [typeof planted === "string" ? planted : "name"]: planted },
    ]) {
      const { text, bodies } = redactAnswers([{ body }]);
      expect(text).not.toContain(JSON.stringify(planted));
      expect(sharesPart(text, TOKEN)).toBe(false);
      expect(sharesPart(textsOf(bodies[0]), TOKEN)).toBe(false);
    }
  });

  test("goes whole with the text that it stands in, and what stands beside it stays", () => {
    expect(redactBody({ topic: `With ${TOKEN}`, agenda: "Nothing else", labels: ["a", TOKEN] })).toEqual({
      topic: "REDACTED",
      agenda: "Nothing else",
      labels: ["a", "REDACTED"],
    });
  });

  test("of digits alone goes from numbers too", () => {
    const tokens = ["902817364509182"];
    expect(redactBody({ size: 902_817_364_509_182, topic: "902817364509182" }, { tokens })).toEqual({
      size: 0,
      topic: "REDACTED",
    });
  });

  test("isn't seen in what only looks alike", () => {
    const { isIn } = searchFor([TOKEN]);
    expect(isIn("Zq7.mB4xT9_kW")).toBe(true);
    expect(["Zq7.mB4xT9_", "a meeting of 2026-03-02", "AAAAAAAAAAAAAAAAAAAAAA=="].filter(isIn)).toEqual([]);
  });

  test("in an input that is to stand is refused, in words that don't hold it", () => {
    const inputs = new Map([["one", { path: { meetingId: 123_456_789 }, query: { q: TOKEN } }]]);
    let told = "";
    try {
      redactAnswers([{}], { inputs });
    } catch (error) {
      told = String(error);
    }
    expect(told).toContain("could not be redacted safely");
    expect(told).not.toContain(TOKEN.slice(0, 12));
  });
});

/** As programs write bytes by mistake: there is nothing to replace one by one, so nothing is written. */
describe("an answer that spells the token in numbers is refused", () => {
  const codes = [...TOKEN].map(codeOf);
  const words = codes.flatMap((_, at) =>
    at % 3 === 0 ? [codes.slice(at, at + 3).reduce((sum, code) => sum * 256 + code, 0)] : [],
  );

  test.each<[how: string, value: unknown]>([
    ["by their places", Object.fromEntries(codes.entries())],
    ["each in an object", codes.map((v) => ({ v }))],
    ["as texts", codes.map(String)],
    ["as texts by their places", Object.fromEntries(codes.map((code, at) => [at, String(code)]))],
    ["after a larger one", [999, ...codes]],
    ["each in a list", codes.map((code) => [code])],
    ["three bytes in each", words],
  ])("%s", (_, value) => {
    expect(() => redactBody({ value })).toThrow(/could not be redacted safely/);
  });
});
