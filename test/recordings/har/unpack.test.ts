import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { unpackBodies } from "../../../src/recordings/har/har.ts";
import { unpack } from "../../../src/recordings/har/unpack.ts";
import { harOf } from "../../support/sample.ts";

const TEXT = '{"title":"First"}';
const KIB = 1024;

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64");
const hex = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("hex");
const pieces = (text: string) => JSON.stringify([text.slice(0, 8), text.slice(8)]);

/** What is read of an answer's content, with what its content-encoding says. */
function read(content: Record<string, unknown>, coding?: string, most = KIB) {
  const headers = coding === undefined ? [] : [{ name: "Content-Encoding", value: coding }];
  const unpacked = unpack({ headers, content }, most);
  return unpacked.ok ? unpacked.text : unpacked.why;
}

describe("a body is read as the text that the API meant", () => {
  const gzip = gzipSync(TEXT);
  test.each<[how: string, content: Record<string, unknown>, coding?: string]>([
    ["as it is", { text: TEXT }],
    ["decompressed, with the header of before", { text: TEXT }, "gzip"],
    ["after a mark", { text: `\ufeff${TEXT}` }],
    ["in base64", { text: base64(TEXT), encoding: "base64" }],
    ["in base64, however that is spelt", { text: base64(TEXT), encoding: " BASE64" }],
    ["in base64, with the header of before", { text: base64(TEXT), encoding: "base64" }, "br"],
    ["in hex", { text: hex(TEXT), _isBinary: true }],
    ["compressed, in base64", { text: base64(gzip), encoding: "base64" }, "gzip"],
    ["compressed, in base64 without a header", { text: base64(gzip), encoding: "base64" }],
    ["compressed, in base64 without a word", { text: base64(gzip) }],
    ["compressed, in hex", { text: hex(gzip), _isBinary: true }, "x-gzip"],
    ["compressed, in hex without a word", { text: hex(gzip) }],
    ["compressed, in pieces of hex", { text: pieces(hex(gzip)), _isBinary: true }, "gzip"],
    ["compressed, in pieces of base64", { text: pieces(base64(gzip)), encoding: "base64" }, "gzip"],
    ["compressed, in pieces of hex without a word", { text: pieces(hex(gzip)) }, "gzip"],
    ["deflated", { text: base64(deflateSync(TEXT)), encoding: "base64" }, "deflate"],
    ["deflated without a frame", { text: base64(deflateRawSync(TEXT)), encoding: "base64" }, "deflate"],
    ["compressed twice", { text: base64(brotliCompressSync(gzip)), encoding: "base64" }, "gzip, br"],
  ])("%s", (_, content, coding) => {
    expect(read(content, coding)).toBe(TEXT);
  });

  test.each<[what: string, text: string, coding?: string]>([
    ["a list of words in hex", '["cafe","babe"]', "gzip"],
    ["a word that begins as gzip in base64", "H4sIt"],
    ["nothing", ""],
  ])("%s stays what it is", (_, text, coding) => {
    expect(read({ text }, coding)).toBe(text);
  });
});

test("bodies that are too large are given up, however many there are", () => {
  const text = gzipSync(Buffer.alloc(8 * KIB * KIB, 32)).toString("base64");
  const har = harOf(...Array(200).fill({ url: "https://api.example.com/v1" }));
  for (const { response } of har.log.entries) {
    response.content = { text, encoding: "base64" };
  }
  const unread = unpackBodies(har.log.entries, 16 * KIB * KIB);
  expect(unread.size).toBe(200);
});

describe("a body that can't be read is refused by what it is", () => {
  const zstd = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x04, 0xff]);
  const bomb = base64(gzipSync(Buffer.alloc(64 * KIB, 32)));
  test.each<[why: RegExp, content: Record<string, unknown>, coding?: string]>([
    [/is compressed \(zstd\)$/, { text: base64(zstd), encoding: "base64" }, "zstd"],
    [/is compressed$/, { text: base64(zstd), encoding: "base64" }, "ghp_aB3/secret"],
    [/is compressed \(gzip\) and too large/, { text: bomb, encoding: "base64" }, "gzip"],
    [
      /is compressed \(gzip\) and can't/,
      { text: base64(gzipSync(TEXT).subarray(0, 20)), encoding: "base64" },
    ],
    [/isn't UTF-8/, { text: base64(Buffer.from([0x89, 0x50, 0x4e, 0x47])), encoding: "base64" }],
    [/neither in base64 nor in hex/, { text: "<p>", encoding: "quoted-printable" }],
    [/lost its bytes/, { text: "\u001f\ufffd\b" }, "gzip"],
    [/lost its bytes/, { text: gzipSync(TEXT).toString("latin1") }, "gzip"],
  ])("%s", (why, content, coding) => {
    expect(read(content, coding)).toMatch(why);
  });
});
