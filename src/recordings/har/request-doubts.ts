import { DOUBTS, type Doubt, doubtOf } from "../../json/doubt.ts";
import { type HarEntry, responseText } from "./har.ts";

/** Why an exchange can't be replayed as it stands: readers, or the API, could take it for another. */
export interface EntryDoubt {
  rule: "recording/body" | "recording/request";
  message: string;
  hint: string;
  /** Below the entry. */
  path: (string | number)[];
}

/** What tells a server of another method or path than the request's own. */
const OVERRIDES = new Set([
  "x-http-method-override",
  "x-method-override",
  "x-http-method",
  "x-original-url",
  "x-rewrite-url",
]);

/** The only type in which a gateway sends a body; RFC 8259 knows no other character set. */
const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?;?$/i;

/** All that replay doesn't compare, and that could still make a request another one. */
export function doubtsOfEntry(entry: HarEntry): EntryDoubt[] {
  return [...urlDoubts(entry), ...bodyDoubts(entry), ...headerDoubts(entry), ...textDoubts(entry)];
}

const IN_URL: readonly (readonly [what: string, isThere: (url: string) => boolean])[] = [
  ["a control character or space", (url) => /[\p{Cc} ]/u.test(url)],
  ["a backslash", (url) => url.includes("\\")],
  ["a fragment", (url) => url.includes("#")],
  ["a user", (url) => /^[^/]*\/\/[^/?#]*@/.test(url)],
  ["dot segments", (url) => /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(url.replace(/[?#].*$/s, ""))],
  ["no plain beginning, http:// or https:// and a host", (url) => !/^https?:\/\/[^/?#]/i.test(url)],
];

/** What clients drop or rewrite before they send a URL. WHATWG URL, 4.4 */
function urlDoubts({ request: { url } }: HarEntry): EntryDoubt[] {
  const found = IN_URL.find(([, isThere]) => isThere(url));
  return found === undefined
    ? []
    : [refuse(`the URL has ${found[0]}`, "write the URL as it stood on the wire", ["request", "url"])];
}

function bodyDoubts({ request: { method, postData } }: HarEntry): EntryDoubt[] {
  const at = (...path: string[]) => ["request", "postData", ...path];
  const { params, encoding, text } = postData ?? {};
  const hasForm = params !== undefined && params !== null && !(Array.isArray(params) && params.length === 0);
  const leaveOut = "leave it out, and put what was sent as JSON into postData.text";
  return [
    ...(hasForm ? [refuse("the request has a form beside its text", leaveOut, at("params"))] : []),
    ...(encoding === undefined || encoding === null || encoding === ""
      ? []
      : [refuse("the body that was sent is encoded", leaveOut, at("encoding"))]),
    ...(isBare(method) && hasText(text)
      ? [refuse("a GET or HEAD has a body", "leave postData out", at())]
      : []),
  ];
}

function headerDoubts(entry: HarEntry): EntryDoubt[] {
  const { request } = entry;
  const { method, postData, headers = [] } = request;
  const sendsJson = !isBare(method) && isJson(plain(postData?.text ?? ""));
  const isOther = (type: string) => sendsJson && type.trim() !== "" && !JSON_TYPE.test(type.trim());
  const typeDoubt = (path: (string | number)[]) =>
    refuse("the body that was sent isn't called JSON", "its type is application/json, or left out", path);
  const saidAgain = sayings(entry);
  return [
    ...(isOther(postData?.mimeType ?? "") ? [typeDoubt(["request", "postData", "mimeType"])] : []),
    ...headers.flatMap(({ name: spelt, value }, index) => {
      const path = ["request", "headers", index];
      // Servers that hand headers on as variables know no difference between - and _.
      const name = spelt.trim().toLowerCase().replaceAll("_", "-");
      if (OVERRIDES.has(name)) {
        const message = "a header can override the method or path";
        return [refuse(message, "leave the header out: a gateway doesn't send it", path)];
      }
      if (name === "content-type" && isOther(value)) {
        return [typeDoubt(path)];
      }
      const known = saidAgain.get(name);
      return known === undefined ||
        known.includes(/^:(?:method|path)$/.test(name) ? value : value.toLowerCase())
        ? []
        : [refuse("a header contradicts the method or URL", "correct the one that is wrong", path)];
    }),
  ];
}

/** What headers say of the method and URL once more, in the forms that it has. RFC 9113, 8.3.1 */
function sayings({ request: { method, url } }: HarEntry): Map<string, string[]> {
  const { protocol, host, hostname, port, pathname, search } = new URL(url);
  const standard = protocol === "https:" ? "443" : "80";
  const hosts = port === "" ? [host, `${hostname}:${standard}`] : [host];
  const raw = url.replace(/^[^/]*\/\/[^/?#]*/, "").replace(/#.*$/s, "");
  return new Map([
    [":method", [method]],
    [":scheme", [protocol.slice(0, -1)]],
    [":authority", hosts],
    ["host", hosts],
    [":path", [raw, `${pathname}${search}`]],
  ]);
}

function textDoubts(entry: HarEntry): EntryDoubt[] {
  const sent = doubtOfBody(entry.request.postData?.text ?? "");
  const answered = doubtOfBody(responseText(entry));
  const [inSent, inAnswer] = [
    ["request", "postData", "text"],
    ["response", "content", "text"],
  ];
  const inWords = sent === undefined ? "" : `the body that was sent ${DOUBTS[sent]}`;
  return [
    ...(sent === "number" ? [refuse(inWords, "write the number that an action sends", inSent)] : []),
    ...(sent === undefined || sent === "number" ? [] : [refuseBody(inWords, inSent)]),
    // What an API answers with is as it is: its numbers are read as the gateway reads them.
    ...(answered === undefined || answered === "number"
      ? []
      : [refuseBody(`the answer ${DOUBTS[answered]}`, inAnswer)]),
  ];
}

function refuseBody(message: string, path: string[]): EntryDoubt {
  return { rule: "recording/body", message, hint: "leave out what readers of JSON don't agree on", path };
}

function doubtOfBody(text: string): Doubt | undefined {
  const body = plain(text);
  return isJson(body) ? doubtOf(body) : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Some readers take a byte order mark for no part of the text. */
function plain(text: string): string {
  return text.replace(/^\ufeff/, "");
}

function isBare(method: string): boolean {
  return /^(?:get|head)$/i.test(method);
}

function hasText(text: string | null | undefined): boolean {
  return text !== undefined && text !== null && text !== "";
}

function refuse(message: string, hint: string, path: (string | number)[]): EntryDoubt {
  return { rule: "recording/request", message, hint, path };
}
