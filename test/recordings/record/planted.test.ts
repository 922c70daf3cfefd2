import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Example } from "../../../src/catalog/action.ts";
import { always, openApi } from "../../support/hostile-api.ts";
import { DRAFT, EXAMPLE, leaksIn, RECORDING, recordingPlace, secretOf, TOKEN } from "../../support/record.ts";
import { read, readJson, write } from "../../support/repository.ts";
import type { SAMPLE_DRAFT } from "../../support/sample.ts";

/** One line, one value. */
const lines = (text: string) => text.trim().split(/\s*\n\s*/);

const NAMES = lines(`
  Quillon Abernethy-Vance
  Wren Harrow
  Sólveig Þorláksdóttir
  田中さくら
  Oluwaseun
  Dr. Ilse Baum
  Tomasz W.
  harrow_w
  O'Dalaigh, Fionnuala
  Marguerite-Anne
  Xiomara
  Noor Haddad
  Ruaridh
`);

const PLACES = lines(`
  12 Harbour Lane, Flat 3
  Kirkwall
  Room Zanzibar, 4th floor
  ward 7B of St Oswin
  59.91387, 10.75225
  ///tiger.lamp.crown
  EH1 2NG
  Åndalsnes stasjon
  10.44.3.17
  seat 14C
  berth 9, Oban ferry
`);

const PASSPHRASES = lines(`
  violet anchor mumbles softly
  swordfish
  knock three times
  rhubarb-rhubarb-custard
  open, sesamstrasse
  OrangeJuice
  blauer Elefant im Nebel
  the owl flies at noon
  mellon-friend-enter
`);

const BIRTHDAYS = lines(`
  1987-11-23
  23.11.1987
  11/23/1987
  1987/11/23
  1987-11-23T04:05:00Z
  born in November of 1987
  Mon, 23 Nov 1987 04:05:00 GMT
  --11-23
`);

const ADDRESSES = lines(`
  wren.harrow@harbourworks.zz
  isla+private@quayle.zz
  https://harbourworks.zz/people/wren
  tel:+48225550199
  +48 22 555 01 99
  @wrenharrow
`);

/** As JSON has them, the last two beyond what a reader of numbers keeps. */
const NUMBERS = lines(`
  58273946
  731946.25
  48225550199
  59.91387
  -10.752245
  1987
  1123
  0.00731946
  5827394600112233
  8273946001122334455
  8273946001122334456
  19871123
`);

const MEMBERS = lines(`
  Abernethy
  flat-3-harbour
  swordfish2
  1987-11-24
  isla.quayle
  room_zanzibar
  oban-ferry-9
`);

const base64 = (text: string) => Buffer.from(text).toString("base64");
const hex = (text: string) => Buffer.from(text).toString("hex");

const ENCODED = [
  TOKEN,
  `Bearer ${TOKEN}`,
  TOKEN.toUpperCase(),
  base64(TOKEN),
  base64(`x${TOKEN}`),
  base64(`xy${TOKEN}`),
  base64(base64(TOKEN)),
  Buffer.from(TOKEN).toString("base64url"),
  hex(TOKEN),
  hex(TOKEN).toUpperCase(),
  hex(TOKEN).replace(/../g, "%$&"),
  [...TOKEN].reverse().join(""),
  [...TOKEN].join("."),
  [...TOKEN].map((sign) => `&#${sign.charCodeAt(0)};`).join(""),
  JSON.stringify(JSON.stringify({ token: TOKEN })),
  TOKEN.slice(4, 20),
  `https://zoom.us/j/1?pwd=${secretOf("a link")}`,
  `https://zoom.us/rec/share/${secretOf("a recording")}`,
  secretOf("a session"),
  "hunter2hunter2",
  "zk.kQ3vT9",
  "482913",
];

/** What an agent may see by its place, and nobody on disk. */
const LISTED = [...NAMES, ...PLACES, ...PASSPHRASES, ...BIRTHDAYS, ...ADDRESSES];
const PLANTED = [...LISTED, ...NUMBERS, ...MEMBERS, ...ENCODED];

const TOPIC = "Berlin planning of the orchestra";

/** JSON of an answer with all of them: in listed fields, beside them, and as names of members. */
function planted(topic = TOPIC): string {
  const numbers = NUMBERS.map((number) => `{"value":${number}}`).join(",");
  const beside = { ...Object.fromEntries(MEMBERS.map((name) => [name, name])), deep: [ENCODED, LISTED] };
  const rest = JSON.stringify({ topic, notes: LISTED, beside, start_url: ENCODED[16], host_key: 482_913 });
  return `${rest.slice(0, -1)},"facts":[${numbers}]}`;
}

async function recordPlanted(body: string, keep: string[] = [], example: Partial<Example> = {}) {
  const api = await openApi(always({ body }));
  const place = recordingPlace(api.origin, [{ ...EXAMPLE, ...example }]);
  const draft = readJson<typeof SAMPLE_DRAFT>(place.cwd, DRAFT);
  const fields = ["topic", "notes", "facts[].value"];
  write(place.cwd, DRAFT, { ...draft, action: { ...draft.action, result: { fields } } });
  const recorded = await place.record({ keep });
  return { ...place, recorded, output: JSON.stringify(recorded) };
}

describe("of 84 planted values and more", () => {
  test("there are as many, each once", () => {
    expect(new Set(PLANTED).size).toBe(PLANTED.length);
    expect(PLANTED.length).toBeGreaterThanOrEqual(84);
  });

  test("none is on disk", async () => {
    const { cwd, recorded, output } = await recordPlanted(planted());
    expect(recorded).toMatchObject({ error: "", result: { outcome: "recorded", kept: [] } });
    expect(leaksIn(cwd, [output], [...PLANTED, TOPIC])).toEqual([]);
  });

  test("none is in an example that says what an agent gets", async () => {
    const expected = { status: 200, output: { topic: TOPIC, notes: ["Wren Harrow"] } };
    const { cwd, recorded, output } = await recordPlanted(planted(), [], { expect: expected });
    expect(recorded.error).toBe("");
    expect(leaksIn(cwd, [output], [...PLANTED, TOPIC])).toEqual([]);
  });

  test("one that --keep names by its field is, and no other", async () => {
    const { cwd, recorded, output } = await recordPlanted(planted(), ["topic"]);
    expect(recorded).toMatchObject({ error: "", result: { kept: ["topic"] } });
    expect(read(cwd, RECORDING)).toContain(TOPIC);
    expect(read(cwd, RECORDING)).toMatch(/"kept": \[\n\s+"topic"\n\s+\]/);
    expect(leaksIn(cwd, [output], PLANTED)).toEqual([]);
  });

  test.each(ENCODED.slice(0, 18))("%s in a listed field refuses, kept or not", async (secret) => {
    for (const keep of [[], ["topic"]]) {
      const { cwd, recorded, output } = await recordPlanted(planted(`Sync ${secret}`), keep);
      expect(recorded.error).toMatch(/the listed field topic of the example "sync" holds a secret \(/);
      expect(recorded.exit).toBe(1);
      expect(existsSync(join(cwd, RECORDING))).toBe(false);
      expect(leaksIn(cwd, [output], [secret])).toEqual([]);
    }
  });
});

describe("record --keep", () => {
  test.each<[why: string, keep: string[], says: RegExp]>([
    [
      "a field that isn't listed",
      ["agenda"],
      /names no field that the action lists\nthose are: topic, notes/,
    ],
    ["part of a list", ["facts"], /names no field that the action lists/],
  ])("refuses %s", async (_, keep, says) => {
    const { recorded } = await recordPlanted(planted(), keep);
    expect(recorded).toMatchObject({ exit: 2, error: expect.stringMatching(says) });
  });

  test.each<[what: string, secret: string, beside: object, cookie?: string]>([
    ["a credential's name", "Xy7Kq9", { settings: { passcode: "Xy7Kq9" } }],
    ["a credential's name, as a number", "482913", { host_key: 482_913 }],
    ["a credential's name, in another spelling", "Xy7-Kq9", { password: "xy7kq9" }],
    ["a cookie", "Zk49dmQ1x7Lp0", {}, "sid=Zk49dmQ1x7Lp0; Path=/"],
  ])("keeps nothing that repeats what stands under %s", async (_, secret, beside, cookie) => {
    const headers = cookie === undefined ? [] : [["Set-Cookie", cookie] as const];
    const api = await openApi(always({ body: { topic: `Come in with ${secret}`, ...beside }, headers }));
    for (const keep of [["topic"], []]) {
      const place = recordingPlace(api.origin);
      const draft = readJson<typeof SAMPLE_DRAFT>(place.cwd, DRAFT);
      write(place.cwd, DRAFT, { ...draft, action: { ...draft.action, result: { fields: ["topic"] } } });
      const { error, exit } = await place.record({ keep });
      expect(error).toMatch(keep.length === 0 ? /^$/ : /that --keep names repeats a credential/);
      expect(exit).toBe(keep.length === 0 ? 0 : 1);
      expect(leaksIn(place.cwd, [error], [secret])).toEqual([]);
    }
  });

  test("asks where no option says so, and writes nothing on a no", async () => {
    const api = await openApi(always({ body: { topic: TOPIC } }));
    const { cwd, record } = recordingPlace(api.origin);
    const { result, log } = await record({ keep: ["topic"], yes: false }, { answers: [false] });
    expect(result).toMatchObject({ outcome: "unconfirmed", missing: ["--yes"] });
    expect(log).toMatch(
      /^Write the real values of topic into the recording\? They are published with it\.$/m,
    );
    expect(api.arrived).toEqual([]);
    expect(existsSync(join(cwd, RECORDING))).toBe(false);
  });
});
