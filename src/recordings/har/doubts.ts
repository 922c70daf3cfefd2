import { DOUBTS, doubtOf } from "../../json/doubt.ts";
import { lazily } from "../../lazily.ts";
import type { EntryFault, HarEntry } from "./har.ts";
import { isJson, withoutMark } from "./unpack.ts";

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

/**
 * Why an exchange can't be replayed as it is: all that replay doesn't compare, and that could make its
 * request another one for an API or another reader. Its URL is absolute.
 */
export function doubtsOfEntry({ request, response }: HarEntry): EntryFault[] {
  return [
    ...urlDoubts(request.url),
    ...formDoubts(request),
    ...headerDoubts(request),
    ...textDoubts("the body that was sent", request.postData?.text, ["request", "postData", "text"]),
    ...textDoubts("the answer", response.content?.text, ["response", "content", "text"]),
  ];
}

type HarRequest = HarEntry["request"];

const IN_URL: readonly (readonly [what: string, isThere: (url: string) => boolean])[] = [
  ["a control character or space", (url) => /[\p{Cc} ]/u.test(url)],
  ["a backslash", (url) => url.includes("\\")],
  ["a fragment", (url) => url.includes("#")],
  ["a user", (url) => /^[^/]*\/\/[^/?#]*@/.test(url)],
  ["dot segments", (url) => /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(url.replace(/[?#].*$/s, ""))],
  ["no plain beginning, http:// or https:// and a host", (url) => !/^https?:\/\/[^/?#]/i.test(url)],
];

/** What clients drop or rewrite before they send a URL. WHATWG URL, 4.4 */
function urlDoubts(url: string): EntryFault[] {
  const found = IN_URL.find(([, isThere]) => isThere(url));
  const hint = "write the URL as it was sent";
  return found === undefined ? [] : [refuse(`the URL has ${found[0]}`, hint, "url")];
}

function formDoubts({ method, postData }: HarRequest): EntryFault[] {
  const { params, encoding, text } = postData ?? {};
  const hasForm = params !== undefined && params !== null && !(Array.isArray(params) && params.length === 0);
  const isEncoded = encoding !== undefined && encoding !== null && encoding !== "";
  const hint = "leave it out, and put what was sent as JSON into postData.text";
  return [
    ...(hasForm ? [refuse("the request has a form beside its text", hint, "postData", "params")] : []),
    ...(isEncoded ? [refuse("the body that was sent is encoded", hint, "postData", "encoding")] : []),
    ...(isBare(method) && (text ?? "") !== ""
      ? [refuse("a GET or HEAD has a body", "leave postData out", "postData")]
      : []),
  ];
}

/** Headers that say the method or a part of the URL once more. */
const SAYING_AGAIN = /^(?::method|:scheme|:authority|host|:path)$/;

function headerDoubts(request: HarRequest): EntryFault[] {
  const { method, postData, headers = [] } = request;
  const sendsJson = !isBare(method) && isJson(withoutMark(postData?.text ?? ""));
  const typeDoubt = (type: string, ...path: (string | number)[]): EntryFault[] => {
    const isOther = sendsJson && type.trim() !== "" && !JSON_TYPE.test(type.trim());
    const message = "the body that was sent isn't called JSON";
    return isOther ? [refuse(message, "its type is application/json, or left out", ...path)] : [];
  };
  const known = lazily(() => saidAgain(request));
  const ofHeaders = headers.flatMap(({ name: spelt, value }, index) => {
    // Servers that hand headers on as variables know no difference between - and _.
    const name = spelt.trim().toLowerCase().replaceAll("_", "-");
    const said = /^:(?:method|path)$/.test(name) ? value : value.toLowerCase();
    if (OVERRIDES.has(name)) {
      const hint = "leave the header out: a gateway doesn't send it";
      return [refuse("a header can override the method or path", hint, "headers", index)];
    }
    return SAYING_AGAIN.test(name) && known().get(name)?.includes(said) === false
      ? [refuse("a header contradicts the method or URL", "correct the one that is wrong", "headers", index)]
      : name === "content-type"
        ? typeDoubt(value, "headers", index)
        : [];
  });
  return [...typeDoubt(postData?.mimeType ?? "", "postData", "mimeType"), ...ofHeaders];
}

/** What such headers say, in the forms that it has. RFC 9113, 8.3.1 */
function saidAgain({ method, url }: HarRequest): Map<string, string[]> {
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

/** What an API answers with is as it is: its numbers are read as the gateway reads them. */
function textDoubts(what: string, text: string | null | undefined, path: string[]): EntryFault[] {
  const body = withoutMark(text ?? "");
  const doubt = doubtOf(body);
  if (doubt === undefined || !isJson(body)) {
    return [];
  }
  const message = `${what} ${DOUBTS[doubt]}`;
  if (doubt === "number") {
    const [side = "", ...below] = path;
    return side === "request" ? [refuse(message, "write the number that an action sends", ...below)] : [];
  }
  return [{ rule: "recording/body", message, hint: "leave out what readers of JSON don't agree on", path }];
}

function isBare(method: string): boolean {
  return /^(?:get|head)$/i.test(method);
}

function refuse(message: string, hint: string, ...path: (string | number)[]): EntryFault {
  return { rule: "recording/request", message, hint, path: ["request", ...path] };
}
