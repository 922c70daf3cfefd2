import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

/** The text of a recorded answer, or why nobody can read it, and what to do about it. */
export type Unpacked = { ok: true; text: string } | { ok: false; why: string; hint: string };

/** An answer as far as it says how its body is kept. */
export interface PackedAnswer {
  headers?: readonly { name: string; value: string }[] | undefined;
  content?: PackedContent | null | undefined;
}

interface PackedContent {
  text?: string | null | undefined;
  encoding?: string | undefined;
  /** By which Polly.JS says that the text is in base64 or hex. */
  _isBinary?: unknown;
}

type Decompress = (bytes: Uint8Array, options: { maxOutputLength: number }) => Buffer;

/** RFC 9110, 8.4.1. Some servers send deflate without its frame. */
const DECOMPRESS = new Map<string, Decompress>([
  ["gzip", gunzipSync],
  ["x-gzip", gunzipSync],
  ["br", brotliDecompressSync],
  [
    "deflate",
    (bytes, options) => ((bytes[0] ?? 0) % 16 === 8 ? inflateSync : inflateRawSync)(bytes, options),
  ],
]);

const HEX = /^(?:[0-9a-f]{2})+$/i;
const BASE64 = /^[\w+/\s-]*={0,2}\s*$/;

/** How gzip begins (RFC 1952, 2.3.1) in hex and in base64. */
const GZIP = /^(?:1f8b08|H4sI)/;

/**
 * The body of an answer as the text that an API meant. Writers of HAR keep it as text, in base64 or
 * hex, in a list of such pieces (Polly.JS), decompressed or as it came.
 *
 * @param most how long it may get, in bytes
 */
export function unpack({ headers = [], content }: PackedAnswer, most: number): Unpacked {
  const text = content?.text ?? "";
  const codings = headers
    .filter(({ name }) => name.trim().toLowerCase() === "content-encoding")
    .flatMap(({ value }) => value.toLowerCase().split(/[\s,]+/))
    .filter((coding) => coding !== "" && coding !== "identity");
  if (/^.[\u008b\ufffd]/.test(text) && text.charCodeAt(0) === 0x1f) {
    return fail("was saved compressed, and as a text it lost its bytes");
  }
  const isMarked = isPacked(content);
  const pieces = piecesOf(text);
  if (!isMarked && !GZIP.test(pieces[0] ?? "")) {
    return { ok: true, text: withoutMark(text) };
  }
  const bytes = bytesOf(pieces, content?.encoding ?? "");
  if (bytes === undefined) {
    return isMarked ? fail("is neither in base64 nor in hex") : { ok: true, text };
  }
  const plain = textOf(bytes);
  if (plain !== undefined && (codings.length === 0 || isJson(plain))) {
    return { ok: true, text: plain };
  }
  const unpacked = decompress(bytes, codings, most);
  // Many tools keep a header about what they undid.
  const asItStands = isMarked ? plain : text;
  return unpacked.ok || asItStands === undefined ? unpacked : { ok: true, text: asItStands };
}

/** Whether a body is said to be kept in another form than its text. */
export function isPacked(content: PackedAnswer["content"]): boolean {
  const encoding = content?.encoding?.trim() ?? "";
  return content?._isBinary === true || !/^(?:utf-?8)?$/i.test(encoding);
}

/** The bytes of a body by the form that the file says; undefined where it has another. */
function bytesOf(pieces: readonly string[], encoding: string): Buffer | undefined {
  const isBase64 = /^\s*base64\s*$/i.test(encoding);
  const bytes = pieces.flatMap((piece) => {
    const isHex = !isBase64 && HEX.test(piece);
    return isHex || BASE64.test(piece) ? [Buffer.from(piece, isHex ? "hex" : "base64")] : [];
  });
  return bytes.length === pieces.length ? Buffer.concat(bytes) : undefined;
}

/** A body as Polly.JS keeps it, in a JSON list of the pieces that came; else the whole. */
function piecesOf(text: string): readonly string[] {
  if (!/^\s*\[\s*"/.test(text)) {
    return [text];
  }
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((piece) => typeof piece === "string") ? list : [text];
  } catch {
    return [text];
  }
}

function decompress(packed: Buffer, codings: readonly string[], most: number): Unpacked {
  const isGzip = packed[0] === 0x1f && packed[1] === 0x8b;
  let bytes = packed;
  for (const coding of codings.length === 0 && isGzip ? ["gzip"] : codings.toReversed()) {
    // A name of its own making isn't repeated: it could be anything.
    const packing = `is compressed${/^[a-z0-9-]{1,16}$/.test(coding) ? ` (${coding})` : ""}`;
    const undo = DECOMPRESS.get(coding);
    if (undo === undefined) {
      return fail(packing);
    }
    try {
      bytes = undo(bytes, { maxOutputLength: Math.max(1, most) });
    } catch (error) {
      const isLarge = (error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE";
      return fail(`${packing} and ${isLarge ? "too large once it is unpacked" : "can't be unpacked"}`);
    }
  }
  const text = textOf(bytes);
  return text === undefined ? fail("isn't UTF-8 text") : { ok: true, text };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether the platform reads a text as JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A body may begin with a byte order mark, which JSON doesn't know: RFC 8259, 8.1. */
export function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, "");
}

function fail(why: string): Unpacked {
  return { ok: false, why: `the answer's body ${why}`, hint: "save it decoded, as text" };
}
