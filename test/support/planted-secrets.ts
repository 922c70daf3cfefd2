import { gzipSync } from "node:zlib";
import { type Answer, always } from "./hostile-api.ts";
import { MEETING, REAL_ID, secretOf, TOKEN } from "./record.ts";

/** A secret in an answer, and the texts of which none may get out. */
export interface Plant {
  what: string;
  hunted: readonly string[];
}

interface InAnswer extends Plant {
  header?: readonly [name: string, value: string];
  /** Members of the body. */
  body?: Record<string, unknown>;
}

const bytes = (text: string) => Buffer.from(text, "latin1");
const base64 = (text: string) => bytes(text).toString("base64");
const hex = (text: string) => bytes(text).toString("hex");
const percent = (text: string) => hex(text).replace(/../g, "%$&");
const jwt = () =>
  [base64('{"alg":"HS256"}'), base64(`{"sub":"${secretOf("sub")}"}`), secretOf("signature")].join(".");
/** Of shapes that are known, put together here so that no scanner takes this file for a leak. */
const github = (label: string) => `gh${"p"}_${secretOf(label)}${secretOf(label).slice(0, 4)}`;
const slack = () => `xo${"xb"}-${"1".repeat(12)}-${secretOf("slack").slice(0, 24)}`;

const planted = (what: string, secret: string, where: Omit<InAnswer, "what" | "hunted">): InAnswer => ({
  what,
  hunted: [secret],
  ...where,
});

const header = (name: string, what: string, secret: string, write = (text: string) => text): InAnswer =>
  planted(what, secret, { header: [name, write(secret)] });

const member = (what: string, secret: string, body: Record<string, unknown>): InAnswer =>
  planted(what, secret, { body });

/** Secrets in an answer that is recorded: a success of the right shape. */
const IN_ANSWER: readonly InAnswer[] = [
  header("x-echo", "the token in a header", TOKEN),
  header("set-cookie", "a cookie", secretOf("cookie"), (text) => `sid=${text}; HttpOnly`),
  header("Set-Cookie", "a second cookie", secretOf("cookie 2"), (text) => `csrf=${text}`),
  header("x-api-key", "a key in a header by its name", secretOf("key")),
  header("x-trace", "a known shape in a header", github("trace")),
  header(
    "link",
    "a token in a header's link",
    secretOf("link"),
    (text) => `</x?access_token=${text}>; rel=next`,
  ),
  header("location", "a token in a location of a 200", secretOf("location"), (text) => `/x?code=${text}`),
  header(
    "content-type",
    "a parameter of the content type",
    secretOf("type"),
    (text) => `application/json; boundary=${text}`,
  ),
  header("retry-after", "a word in Retry-After", secretOf("after")),
  header("date", "a word for a date", secretOf("date")),
  header(`x-${secretOf("name").toLowerCase()}`, "a header's name", secretOf("name").toLowerCase(), () => "1"),
  member("the token in a text", TOKEN, { note_to_host: `Sync with ${TOKEN}` }),
  member("a credential by its name", secretOf("access"), { access_token: secretOf("access") }),
  member("a short one by its name", "kW4-z9", { password: "kW4-z9" }),
  member("a number by its name", "58273946", { host_key: 58_273_946 }),
  member("a credential of the policy", secretOf("start"), {
    start_url: `https://zoom.us/s/1?zak=${secretOf("start")}`,
  }),
  member("a known shape under a harmless name", github("note"), { note: github("note") }),
  member("a JSON web token", jwt(), { state: jwt() }),
  member("another known shape in a list", slack(), { items: ["a", slack()] }),
  member("something random under a harmless name", secretOf("remark"), { remark: secretOf("remark") }),
  member("a member's name", github("member"), { [github("member")]: true }),
  member("the token as a member's name", TOKEN, { seen: { [TOKEN]: 1 } }),
  ...["", "x", "xy"].map((before) =>
    member(`the token in base64 after ${before.length} bytes`, base64(before + TOKEN).slice(4, 40), {
      [`cursor${before.length}`]: base64(before + TOKEN),
    }),
  ),
  member("the token in base64url", base64(TOKEN).slice(0, 36), { nonce: base64(TOKEN).replace(/=+$/, "") }),
  member("the token in hex", hex(TOKEN), { digest: hex(TOKEN) }),
  member("the token in capital hex", hex(TOKEN).toUpperCase(), { checksum: hex(TOKEN).toUpperCase() }),
  member("the token percent-encoded", percent(TOKEN), { next: `/x?s=${percent(TOKEN)}` }),
  {
    what: "the token in two fields",
    hunted: halves(TOKEN),
    body: { first: halves(TOKEN)[0], second: halves(TOKEN)[1] },
  },
  member("a JSON text in a text", secretOf("inner"), { raw: JSON.stringify({ secret: secretOf("inner") }) }),
  member("a password in a URL", secretOf("url"), { hook: `https://me:${secretOf("url")}@example.com/` }),
  member("somebody's address", "wren.harrow@harbourworks.zz", { host_email: "wren.harrow@harbourworks.zz" }),
  member("an address in a text", "isla.quayle@harbourworks.zz", {
    agenda: "Ask isla.quayle@harbourworks.zz",
  }),
  member("somebody's name", "Quillon", { host_name: "Quillon Abernethy-Vance" }),
  member("somebody's id", secretOf("host id").slice(0, 22), { host_id: secretOf("host id").slice(0, 22) }),
  member("the number that was asked for", String(REAL_ID), { join_url: `https://zoom.us/j/${REAL_ID}` }),
];

function halves(text: string): [string, string] {
  return [text.slice(0, 16), text.slice(16)];
}

const REASON: Plant = { what: "a reason phrase", hunted: [secretOf("reason")] };
const TRAILER: Plant = { what: "a trailer", hunted: [secretOf("trailer")] };
/** As JSON spells it where it needn't: in no file as it is, and hunted as the text that it says. */
const ESCAPED: Plant = { what: "the token with its letters escaped", hunted: [escaped(TOKEN)] };

function escaped(text: string): string {
  return [...text].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}

/** What stands in the answer that is recorded. */
export const PLANTED: readonly Plant[] = [...IN_ANSWER, REASON, TRAILER, ESCAPED];

/** The bytes of the answer with all of them; long, so that it is written in more than one piece. */
export function plantedAnswer(): Buffer {
  const body = Object.assign({}, ...IN_ANSWER.map((plant) => plant.body ?? {}), {
    padding: Array(300).fill("waiting"),
  });
  const text = JSON.stringify({ ...MEETING, ...body, end: "@" }).replace("@", escaped(TOKEN));
  const headers = IN_ANSWER.flatMap(({ header }) =>
    header === undefined ? [] : [`${header[0]}: ${header[1]}\r\n`],
  );
  return Buffer.from(
    `HTTP/1.1 200 ${secretOf("reason")}\r\n${headers.join("")}transfer-encoding: chunked\r\ntrailer: x-late\r\n\r\n` +
      `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\nx-late: ${secretOf("trailer")}\r\n\r\n`,
  );
}

export interface Refused extends Plant {
  answer: Answer;
  exit: number;
}

const SECRET = github("refused");
const refused = (what: string, answer: Answer, exit: number): Refused => ({
  what,
  answer,
  exit,
  hunted: [SECRET, TOKEN],
});
const json = [["content-type", "application/json"]] as const;
const page = `<html><script>token = "${SECRET}"</script>${TOKEN}</html>`;
const html = { headers: [["content-type", "text/html"]], body: page } as const;

/** Secrets in answers that break off or aren't what HTTP is: these can end a process from aside. */
export const BROKEN: readonly Refused[] = [
  refused("malformed HTTP", (socket) => socket.end(`HTTP/1.1 200 OK\r\n${SECRET} ${TOKEN}\r\n\r\n`), 3),
  refused(
    "a malformed chunk",
    (socket) => socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${SECRET}${TOKEN}`),
    3,
  ),
  refused(
    "a body that a reset cuts",
    (socket) =>
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n{"a":"${SECRET} ${TOKEN}`, () =>
        socket.resetAndDestroy(),
      ),
    3,
  ),
  refused("a body without end", always({ body: page.repeat(30_000) }), 3),
  refused("an error page", always({ status: 500, reason: SECRET, ...html }), 1),
];

/** Secrets in answers of which nothing is recorded either. */
export const REFUSED: readonly Refused[] = [
  refused(
    "a redirect",
    always({ status: 302, headers: [["location", `http://127.0.0.1:1/?t=${TOKEN}&s=${SECRET}`]] }),
    3,
  ),
  refused("a page as a success", always(html), 1),
  refused("malformed JSON", always({ headers: json, body: `{"a": ${SECRET} ${TOKEN}` }), 1),
  refused("a compressed body", always({ headers: [["content-encoding", "gzip"]], body: gzipSync(page) }), 3),
  refused("bytes that are no text", always({ body: Buffer.concat([Buffer.from([0xff]), bytes(page)]) }), 3),
  refused("an error as a success", always({ body: { code: 124, message: `${TOKEN} ${SECRET}` } }), 1),
  refused(
    "a challenge",
    always({ status: 401, headers: [["www-authenticate", `Bearer realm="${SECRET}"`]], body: TOKEN }),
    3,
  ),
  refused(
    "too many requests",
    always({ status: 429, headers: [["retry-after", SECRET]], body: { a: TOKEN } }),
    3,
  ),
  refused("a field that is an object", always({ body: { id: { [SECRET]: TOKEN } } }), 1),
  refused("a status of its own", always({ status: 599, reason: TOKEN, body: { [SECRET]: TOKEN } }), 1),
];
