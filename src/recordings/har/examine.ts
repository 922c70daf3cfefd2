import { arrangeFindings, type Finding } from "../../finding.ts";
import { isDeep } from "../../json/doubt.ts";
import { fromPointer, toPointer, valueAt } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { namesCredential } from "../../safe-model/names/credential.ts";
import { addressesIn, findAddresses } from "../../secrets/addresses.ts";
import { findInText, type SecretMatch, secretsIn } from "../../secrets/find.ts";
import { stringsOf } from "../../secrets/strings.ts";
import { findingAt } from "../finding-at.ts";
import { mapScalars } from "../projection/scalars.ts";
import { keptValues } from "../replacement/values.ts";
import { doubtsOfEntry } from "./doubts.ts";
import { type Har, type HarEntry, howToTake, parseBody, type ReadRecording, readHar } from "./har.ts";
import { withoutMark } from "./unpack.ts";

/** A recording that may be looked at any further, by check as by test; or what keeps it from that. */
export function examineRecording(file: string, bytes: Uint8Array): ExaminedRecording {
  const read = readHar(file, bytes);
  const findings = read.ok ? faultsIn(read) : [read.finding];
  return read.ok && findings.length === 0 ? read : { ok: false, findings };
}

export type ExaminedRecording = ({ ok: true } & ReadRecording) | { ok: false; findings: Finding[] };

/**
 * What a recording holds that nobody may see, or can see into, and where readers would disagree on what
 * was sent.
 */
export function faultsIn(read: ReadRecording): Finding[] {
  const { secrets, addresses } = searchRecording(read.har);
  const secret = 'put "REDACTED" in its place; if it was real, revoke it where it was issued';
  const person = "this holds an e-mail address outside the domains for examples";
  return shorten(read, [
    ...secrets.map(({ kind, pointer }) =>
      findingAt(read, pointer, "secret/found", `this looks like a secret (${kind})`, secret),
    ),
    ...addresses
      .filter((pointer) => !isKept(read.har, pointer))
      .map((pointer) => findingAt(read, pointer, "secret/person", person, "invent one at example.com")),
    ...read.har.log.entries.flatMap((entry, index) =>
      [read.unread.get(entry) ?? [], doubtsOfEntry(entry)]
        .flat()
        .map(({ path, rule, message, hint }) =>
          findingAt(read, toPointer(["log", "entries", index, ...path]), rule, message, hint),
        ),
    ),
  ]);
}

/**
 * Whether whoever kept a field's real values knows of the addresses in a text, as reviewers do, who are told of
 * the field first: in an answer where all stand in such a value, and in a request, which an answer may repeat.
 */
function isKept({ log }: Har, pointer: string): boolean {
  const [, index = "", side] =
    /^\/log\/entries\/(\d+)\/(request|response\/content\/text$)/.exec(pointer) ?? [];
  const entry = log.entries[Number(index)];
  const keep = (entry?._harborDrafts ?? log._harborDrafts)?.kept ?? [];
  if (entry === undefined || side === undefined || keep.length === 0) {
    return false;
  }
  const body = parseBody(entry.response.content?.text);
  const real = new Set(keptValues(body, keep));
  const rest = mapScalars(body, (value) => (real.has(String(value)) ? null : value));
  return side === "request" || findAddresses({ rest }).length === 0;
}

/** More findings than these come from a file that a browser saved: they are counted, and a few shown. */
const MOST = 5;
const SHOWN = 3;

function shorten(read: ReadRecording, findings: readonly Finding[]): Finding[] {
  const all = arrangeFindings(findings);
  if (all.length <= MOST) {
    return all;
  }
  const exchanges = new Set(all.map(({ pointer }) => pointer.split("/").slice(0, 4).join("/")));
  const { entries } = read.har.log;
  const message = `the recording has ${all.length} findings in ${exchanges.size} of its ${entries.length} exchanges; here are ${SHOWN}`;
  const whole = findingAt(read, "", "recording/saved", message, howToTake(read.file));
  return [whole, ...all.slice(0, SHOWN)];
}

/**
 * Searches a recording for what nobody may see: it may stand beside a draft, where git keeps every byte,
 * also of what is never published. Bodies are searched as the values that they are, so that escapes
 * hide nothing. No value is reported.
 */
export function searchRecording(har: Har): { secrets: SecretMatch[]; addresses: string[] } {
  const view = stringsOf(open(har, 0) as object);
  const byPlace = har.log.entries.flatMap((entry, index) =>
    secretsByPlace(entry).map(({ kind, path }) => ({
      kind,
      pointer: toPointer(["log", "entries", index, ...path]),
    })),
  );
  const known = new Set(byPlace.map(({ pointer }) => pointer));
  const bySearch = secretsIn(view)
    .map(({ kind, pointer: at }) => ({ kind, pointer: inFile(at, har), at }))
    .filter(({ pointer }) => !known.has(pointer))
    .map(({ kind, pointer, at }) => ({ kind: `${kind}${below(at, pointer)}`, pointer }));
  const secrets = [...byPlace, ...bySearch].map(
    (match) => [`${match.kind} ${match.pointer}`, match] as const,
  );
  const addresses = addressesIn(view).map((at) => inFile(at, har));
  return { secrets: [...new Map(secrets).values()], addresses: [...new Set(addresses)] };
}

/** What is JSON in a text of JSON in a text, nobody reads. */
const DEEPEST = 3;

/**
 * A document with the values of its texts in their place, and the values of pairs under their names. What
 * holds neither is the document's own.
 */
function open(value: unknown, depth: number): unknown {
  if (typeof value === "string") {
    const values = depth < DEEPEST ? valuesIn(value) : [];
    return values.length === 0 ? value : values.map((inner) => open(inner, depth + 1));
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => open(item, depth));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isRecord(value)) {
    return value;
  }
  const label = labelOf(value);
  if (label !== undefined) {
    const { value: paired, ...rest } = value;
    const members = Object.entries(rest).map(([name, item]) => [name, open(item, depth)]);
    return Object.fromEntries([...members, [label, open(paired, depth)]]);
  }
  const members = Object.entries(value);
  const opened = members.map(([name, item]) => [name, open(item, depth)] as const);
  return opened.every(([, item], index) => item === members[index]?.[1]) ? value : Object.fromEntries(opened);
}

/** The name that a pair gives its value: `{ "name": "Cookie", "value": "…" }`; undefined for what is no pair. */
function labelOf({ value, name, key, field }: Record<string, unknown>): string | undefined {
  const label = [name, key, field].find((text) => typeof text === "string");
  return typeof label === "string" && value !== undefined ? label : undefined;
}

/** A text's values: of JSON, whole or one on a line, or of a form; none of another text. */
function valuesIn(text: string): unknown[] {
  const plain = withoutMark(text);
  if (/^\s*[{["]/.test(plain)) {
    const value = parse(plain);
    return value === undefined ? [...plain.split("\n").map((line) => parse(line) ?? line)] : [value];
  }
  return /^[^\s=&<>:/?]{1,200}=[^\s<>]*$/.test(plain)
    ? [...new URLSearchParams(plain)].map(([name, value]) => ({ [name]: value }))
    : [];
}

/** JSON's value; undefined for another text, and for what is nested so deep that it is refused for that. */
function parse(text: string): unknown {
  try {
    return isDeep(text) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where in the file the text or pair stands that something was found in or below. */
function inFile(pointer: string, har: Har): string {
  for (let end = pointer.indexOf("/", 1); end !== -1; end = pointer.indexOf("/", end + 1)) {
    const value = valueAt(har, fromPointer(pointer.slice(0, end)));
    if (typeof value === "string" || (isRecord(value) && labelOf(value) !== undefined)) {
      return pointer.slice(0, end);
    }
  }
  return pointer;
}

/** Where in a body it is. */
function below(at: string, pointer: string): string {
  const path = /\/text$/.test(pointer) ? at.slice(pointer.length).replace(/^\/0/, "") : "";
  return path === "" ? "" : ` at ${path} of the body`;
}

/** What says of a header that it is a credential, and in a body would say too little. */
const SECRET_HEADER =
  /session|signature|dpop|ticket|csrf|xsrf|cookie|(?<![a-z])auth(?:n|z|entication|orization)?(?![a-z])|^x-.*token/;

/** Headers that hold a URL, of which the query or fragment may open something. */
const WITH_URL = /^(?:location|content-location|referer)$/;

const REDACTED = "REDACTED";

/** Headers and cookies that are credentials by their place, whatever they look like. */
function secretsByPlace({ request, response }: HarEntry): { kind: string; path: (string | number)[] }[] {
  const sides = Object.entries({ request, response });
  return sides.flatMap(([side, { headers = [], cookies = [], redirectURL = "" }]) => [
    ...headers.flatMap(({ name, value }, index) =>
      isSecretHeader(name, value) ? [{ kind: kindOf(name), path: [side, "headers", index] }] : [],
    ),
    ...(isRedacted(cookies) ? [] : [{ kind: "cookie", path: [side, "cookies"] }]),
    ...(/[?#]/.test(String(redirectURL)) ? [{ kind: kindOf("location"), path: [side, "redirectURL"] }] : []),
  ]);
}

function isSecretHeader(spelt: string, value: string): boolean {
  const name = spelt.trim().toLowerCase().replaceAll("_", "-");
  return WITH_URL.test(name)
    ? /[?#]/.test(value)
    : value !== REDACTED && (SECRET_HEADER.test(name) || namesCredential(spelt));
}

function isRedacted(cookies: unknown): boolean {
  return Array.isArray(cookies) && cookies.every((cookie) => isRecord(cookie) && cookie.value === REDACTED);
}

/** A header's name, where it may be told: it could hold a secret itself. */
function kindOf(name: string): string {
  const isTold = /^[\w-]{1,40}$/.test(name) && findInText(name).length === 0;
  return isTold ? `the header ${name.toLowerCase()}` : "a header by its name";
}
