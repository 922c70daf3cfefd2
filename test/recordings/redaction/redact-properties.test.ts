import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readResponse } from "../../../src/gateway/response.ts";
import { answersTo, MEETING_ID, ONE_MEETING, redactAnswers, TOKEN } from "./redact-sample.ts";

const hex = (text: string) => Buffer.from(text).toString("hex");

/** What an API may make of a text. */
const SPELLINGS: ((text: string) => unknown)[] = [
  (text) => text,
  (text) => text.toLowerCase(),
  (text) => `Bearer ${text}`,
  (text) => encodeURIComponent(encodeURIComponent(`${text}/`)),
  (text) => [...text].map((sign) => `%${hex(sign)}`).join(""),
  (text) => Buffer.from(`user:${text}`).toString("base64"),
  (text) => Buffer.from(`{"t":"${text}"}`).toString("base64url"),
  (text) => hex(text).toUpperCase(),
  (text) => [...text].reverse().join(""),
  (text) => [...text].join("\u200b"),
  (text) => text.match(/.{1,8}/g),
  (text) => ({ first: text.slice(0, 11), second: text.slice(11, 22), third: text.slice(22) }),
  (text) => JSON.stringify({ inner: JSON.stringify({ text }) }),
  (text) => text.slice(3, 15),
];

/** Names that say something, that fields list, and others. */
const name = fc.constantFrom(
  "topic",
  "agenda",
  "labels",
  "id",
  "host_id",
  "name",
  "status",
  "note",
  "data",
  "x",
  "items",
  "code",
  "message",
);
const word = fc.constantFrom(
  "scheduled",
  "Weekly sync",
  "",
  "2026-03-02T09:00:00Z",
  "Europe/Berlin",
  "See the notes",
  "42",
  "ähnlich 日本",
  "a/b?c=d&e",
);
const scalar = fc.oneof(
  word,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(name, tie("tree"), { maxKeys: 4 }),
  ),
}));

/** A body, and a copy of it that holds something more somewhere. */
const planting = (what: fc.Arbitrary<unknown>) =>
  fc
    .record({
      body: fc.dictionary(name, tree, { maxKeys: 5 }),
      at: name,
      below: fc.option(name),
      planted: what,
    })
    .map(({ body, at, below, planted }) => ({
      planted,
      body: { ...body, [at]: below === null ? planted : { [below]: [planted, body[below] ?? null] } },
    }));

/** Members, lengths and types. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(shapeOf);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeOf(item)]))
    : value === null
      ? null
      : typeof value;
}

/** The texts of a value as somebody would put them together again. */
function textsOf(value: unknown): string {
  return typeof value === "object" && value !== null
    ? Object.values(value).map(textsOf).join("")
    : typeof value === "string"
      ? value
      : "";
}

const RUNS = { numRuns: 40 };

describe("of any body", () => {
  test("a token is nowhere afterwards, nor a part of it, and the shape stays", () => {
    const parts = Array.from({ length: TOKEN.length - 11 }, (_, at) =>
      TOKEN.slice(at, at + 12).toLowerCase(),
    );
    const backwards = parts.map((part) => [...part].reverse().join(""));
    fc.assert(
      fc.property(
        planting(fc.constantFrom(...SPELLINGS).map((spell) => spell(TOKEN))),
        ({ body, planted }) => {
          const { bodies, text } = redactAnswers([{ body }]);
          const seen = [text, textsOf(bodies)].map((all) => all.toLowerCase());
          expect([...parts, ...backwards].filter((part) => seen.some((all) => all.includes(part)))).toEqual(
            [],
          );
          expect(text).not.toContain(JSON.stringify(planted));
          expect(shapeOf(bodies[0])).toEqual(shapeOf(body));
        },
      ),
      RUNS,
    );
  });

  const digits = fc.integer({ min: 1e10, max: 9e10 });
  const letters = fc.stringMatching(/^[a-z]{5,9}$/);
  const person = fc
    .record({
      id: digits,
      given: letters,
      family: letters,
      user: fc.stringMatching(/^[A-Za-z]{4}[0-9][A-Za-z0-9_-]{6,16}$/),
    })
    .map(({ id, given, family, user }) => ({
      values: [String(id), user, `${given}.${family}@${family}.zz`, `${given} ${family}`],
      planted: {
        user_id: user,
        meeting: { id, uuid: `${user}==` },
        display_name: `${given} ${family}`,
        email: `${given}.${family}@${family}.zz`,
        topic: `${given} ${family} (${user}) of ${given}.${family}@${family}.zz, ${id}`,
      },
    }));

  test("ids, names and addresses are nowhere afterwards, and the shape stays", () => {
    fc.assert(
      fc.property(planting(person), ({ body: whole, planted }) => {
        const { values, planted: inside } = planted as { values: string[]; planted: object };
        const body = JSON.parse(
          JSON.stringify(whole).replace(JSON.stringify(planted), JSON.stringify(inside)),
        );
        // A field that may be any text, and stands before what tells whose it is.
        const given = { start_time: values.join(" "), ...body };
        const { bodies, text } = redactAnswers([{ body: given }]);
        expect(values.filter((value) => text.toLowerCase().includes(value.toLowerCase()))).toEqual([]);
        expect(shapeOf(bodies[0])).toEqual(shapeOf(given));
      }),
      RUNS,
    );
  });

  test("an agent gets the same members, types and lengths as before", () => {
    const fields = {
      id: scalar,
      topic: scalar,
      start_time: word,
      people: fc.array(fc.option(fc.record({ name: word, id: fc.integer() }, { requiredKeys: [] })), {
        maxLength: 4,
      }),
      labels: fc.array(scalar, { maxLength: 4 }),
      code: fc.constantFrom(0, 300, "12702", "not_found"),
      message: word,
      other: tree,
    };
    const answer = fc.record({
      body: fc.record(fields, { requiredKeys: [] }),
      status: fc.constantFrom(200, 200, 404, 429),
    });
    fc.assert(
      fc.property(answer, (given) => {
        const [before] = answersTo(ONE_MEETING, given);
        const [after] = redactAnswers([given]).answered;
        const [was, is] = [before, after].map(
          (one) => one && readResponse(ONE_MEETING, one.exchange.response),
        );
        expect(shapeOf(is)).toEqual(shapeOf(was));
        expect(is?.ok === false && is.error).toEqual(was?.ok === false && was.error);
      }),
      RUNS,
    );
  });

  test("one value has one fake, and two have two", () => {
    const id = fc.oneof(fc.integer({ min: 1, max: 1e12 }), fc.stringMatching(/^[A-Za-z0-9+/_-]{1,12}$/));
    fc.assert(
      fc.property(fc.uniqueArray(id, { selector: String, minLength: 1, maxLength: 30 }), (ids) => {
        const saying = ids.filter(
          (one) => /[A-Za-z0-9]/.test(String(one)) && one !== "me" && one !== MEETING_ID,
        );
        const body = {
          a: saying.map((one) => ({ id: one })),
          b: saying.map((one) => ({ x_id: String(one) })),
        };
        const [{ a, b }] = redactAnswers([{ body }]).bodies as [
          { a: { id: unknown }[]; b: { x_id: unknown }[] },
        ];
        const fakes = a.map((one) => String(one.id));
        expect(b.map((one) => one.x_id)).toEqual(fakes);
        expect(new Set(fakes).size).toBe(saying.length);
        expect(fakes.filter((fake) => saying.map(String).includes(fake))).toEqual([]);
      }),
      RUNS,
    );
  });
});
