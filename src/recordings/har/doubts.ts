import { DOUBTS, type Doubt, doubtOf } from "../../json/doubt.ts";
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
export function doubtsOfEntry(entry: HarEntry): EntryFault[] {
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
function urlDoubts({ request: { url } }: HarEntry): EntryFault[] {
  const found = IN_URL.find(([, isThere]) => isThere(url));
  return found === undefined
    ? []
    : [refuse(`the URL has ${found[0]}`, "write the URL as it was sent", ["request", "url"])];
}

function bodyDoubts({ request: { method, postData } }: HarEntry): EntryFault[] {
  const { params, encoding, text } = postData ?? {};
  const hasForm = params !== undefined && params !== null && !(Array.isArray(params) && params.length === 0);
  const isEncoded = encoding !== undefined && encoding !== null && encoding !== "";
  const leaveOut = "leave it out, and put what was sent as JSON into postData.text";
  const doubts: [isThere: boolean, message: string, hint: string, path: string[]][] = [
    [hasForm, "the request has a form beside its text", leaveOut, ["params"]],
    [isEncoded, "the body that was sent is encoded", leaveOut, ["encoding"]],
    [isBare(method) && (text ?? "") !== "", "a GET or HEAD has a body", "leave postData out", []],
  ];
  return doubts.flatMap(([isThere, message, hint, path]) =>
    isThere ? [refuse(message, hint, ["request", "postData", ...path])] : [],
  );
}

function headerDoubts({ request }: HarEntry): EntryFault[] {
  const { method, postData, headers = [] } = request;
  const sendsJson = !isBare(method) && isJson(withoutMark(postData?.text ?? ""));
  const typeDoubt = (type: string, path: (string | number)[]) =>
    sendsJson && type.trim() !== "" && !JSON_TYPE.test(type.trim())
      ? [
          refuse(
            "the body that was sent isn't called JSON",
            "its type is application/json, or left out",
            path,
          ),
        ]
      : [];
  const known = lazily(() => saidAgain(request));
  return [
    ...typeDoubt(postData?.mimeType ?? "", ["request", "postData", "mimeType"]),
    ...headers.flatMap(({ name: spelt, value }, index) => {
      const path = ["request", "headers", index];
      // Servers that hand headers on as variables know no difference between - and _.
      const name = spelt.trim().toLowerCase().replaceAll("_", "-");
      if (OVERRIDES.has(name)) {
        const message = "a header can override the method or path";
        return [refuse(message, "leave the header out: a gateway doesn't send it", path)];
      }
      if (name === "content-type") {
        return typeDoubt(value, path);
      }
      if (!SAYING_AGAIN.test(name)) {
        return [];
      }
      const said = /^:(?:method|path)$/.test(name) ? value : value.toLowerCase();
      return known().get(name)?.includes(said) === false
        ? [refuse("a header contradicts the method or URL", "correct the one that is wrong", path)]
        : [];
    }),
  ];
}

/** Headers that say the method or a part of the URL once more. */
const SAYING_AGAIN = /^(?::method|:scheme|:authority|host|:path)$/;

/** What such headers say, in the forms that it has. RFC 9113, 8.3.1 */
function saidAgain({ method, url }: HarEntry["request"]): Map<string, string[]> {
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

function textDoubts({ request, response }: HarEntry): EntryFault[] {
  const sent = doubtOfBody(request.postData?.text ?? "");
  const answered = doubtOfBody(response.content?.text ?? "");
  const [inSent, inAnswer] = [
    ["request", "postData", "text"],
    ["response", "content", "text"],
  ];
  const message = sent === undefined ? "" : `the body that was sent ${DOUBTS[sent]}`;
  return [
    ...(sent === "number" ? [refuse(message, "write the number that an action sends", inSent)] : []),
    ...(sent === undefined || sent === "number" ? [] : [refuseBody(message, inSent)]),
    // What an API answers with is as it is: its numbers are read as the gateway reads them.
    ...(answered === undefined || answered === "number"
      ? []
      : [refuseBody(`the answer ${DOUBTS[answered]}`, inAnswer)]),
  ];
}

function doubtOfBody(text: string): Doubt | undefined {
  const body = withoutMark(text);
  const doubt = doubtOf(body);
  return doubt !== undefined && isJson(body) ? doubt : undefined;
}

function isBare(method: string): boolean {
  return /^(?:get|head)$/i.test(method);
}

function refuse(message: string, hint: string, path: EntryFault["path"]): EntryFault {
  return { rule: "recording/request", message, hint, path };
}

function refuseBody(message: string, path: string[]): EntryFault {
  return { rule: "recording/body", message, hint: "leave out what readers of JSON don't agree on", path };
}
