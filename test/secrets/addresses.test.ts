import { describe, expect, test } from "vitest";
import { findAddresses } from "../../src/secrets/addresses.ts";
import { cpuTime } from "../support/cpu-time.ts";

/** A domain that isn't reserved, and that nobody can have: no country is given zz. */
const ADDRESS = "noor.haddad+work@mail.harbor.zz";

const percent = (text: string) => text.replace(/[^\w]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

describe("somebody's address is found", () => {
  test.each<[how: string, text: string]>([
    ["alone", ADDRESS],
    ["in a sentence", `Ask ${ADDRESS}.`],
    ["in capitals", ADDRESS.toUpperCase()],
    ["in a link", `mailto:${ADDRESS}?subject=x`],
    ["in angle brackets", `Noor <${ADDRESS}>`],
    ["percent-encoded", percent(ADDRESS)],
    ["percent-encoded twice", percent(percent(ADDRESS))],
    ["with a full-width sign", ADDRESS.replace("@", "\uff20")],
    ["with full-width dots", ADDRESS.replaceAll(".", "\uff0e")],
    ["with invisible characters", [...ADDRESS].join("\u200b")],
    ["of letters beyond ASCII", "нур@гавань.zz"],
    ["at a domain in Punycode", "noor@xn--80aafg3c.zz"],
    ["at a reserved name's neighbour", "noor@example.com.harbor.zz"],
    ["at a name that ends like a reserved one", "noor@my-example.com"],
    ["escaped as in a pattern", "^noor@harbor\\.zz$"],
    ["with white space around the sign", "noor @ harbor.com"],
    ["with white space after the sign", "noor@ harbor.com today"],
    ["with white space in the domain", "write to noor@har bor . com today"],
    ["with white space everywhere", [..."noor@harbor.com"].join(" ")],
    ["over lines", "noor@\nharbor\n.com"],
  ])("%s", (_, text) => {
    expect(findAddresses({ a: ["x", text] })).toEqual(["/a/1"]);
  });

  test("in a name, which isn't told", () => {
    expect(findAddresses({ a: { [ADDRESS]: { b: ADDRESS } } })).toEqual(["/a", "/a/b"]);
  });

  test("beside a reserved one", () => {
    expect(findAddresses({ a: `ava@example.com, ${ADDRESS}` })).toEqual(["/a"]);
  });
});

describe("no address is found", () => {
  test.each([
    "ava.lindqvist@example.com",
    "AVA@EXAMPLE.ORG",
    "ava%40mail.example.net",
    "ava@harbor.example",
    "ava@harbor.test, ava@invalid, ava@localhost",
    "Mail ava@example.com. Then wait.",
    "ava @ example . com",
    "x@y",
    "@type and @id of JSON-LD",
    "zod@4.6.7, actions/checkout@v4.2.1",
    "icon@2x.png",
    "https://medium.com/@zoom.developers",
    "^[\\w.+-]+@[\\w-]+\\.[a-z]{2,}$",
    "^[a-z]+@zoom\\.us$",
    "^[a-z0-9._%+-]+@zoom.us$",
    "Posts as @reminders in slack.com",
    "The @everyone mention at zoom.com",
    "at 09:30 @ the dock",
  ])("in %s", (text) => {
    expect(findAddresses({ [text]: [text] })).toEqual([]);
  });

  test("over two strings", () => {
    expect(findAddresses(["noor@", "harbor.com"])).toEqual([]);
  });
});

test.each([
  "@",
  "a@",
  "a@a",
  "a@a.",
  "a@b.c",
  "a@b.zz ",
  "a @ b . com ",
  `a@${"a.".repeat(300)}`,
  "a%40",
  "\uff20",
])("a text full of %j is read in time", async (unit) => {
  const text = unit.repeat(Math.ceil((128 * 1024) / unit.length));
  expect(await cpuTime(() => findAddresses({ text }))).toBeLessThan(1000);
});
