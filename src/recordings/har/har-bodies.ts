import { isRecord } from "../../json/record.ts";
import { type HarEntry, isBase64, responseText } from "./har.ts";

/** A body as its values: escapes of JSON, base64 and the like hide nothing there. */
export interface Body {
  /** JSON's values, a form's pairs, else the text that it is. */
  body: unknown;
  /** Values of texts in the body that are JSON themselves. */
  inside: unknown[];
  /** Where it stands below the entry. */
  path: string[];
}

/** The bodies of an exchange, in every form in which HAR may have them. */
export function bodiesOf(entry: HarEntry): Body[] {
  const { postData } = entry.request;
  const sent = postData?.text ?? "";
  const decoded = isBase64(postData?.encoding) ? [Buffer.from(sent, "base64").toString("utf8")] : [];
  const texts: [text: string, path: string[]][] = [
    ...[sent, ...decoded].map((text): [string, string[]] => [text, ["request", "postData", "text"]]),
    [responseText(entry), ["response", "content", "text"]],
  ];
  const bodies = texts.map(([text, path]) => ({ body: valuesIn(text), path }));
  const params = { body: pairsOf(postData?.params), path: ["request", "postData", "params"] };
  return [...bodies, params].map(({ body, path }) => ({ body, inside: valuesInside(body), path }));
}

/** A text's values: of JSON, also after a byte order mark or several one on a line, or of a form. */
function valuesIn(text: string): unknown {
  const plain = text.replace(/^\ufeff/, "");
  const value = parsed(plain);
  if (value !== undefined) {
    return value;
  }
  const lines = plain.split("\n").flatMap((line) => (/^\s*[{[]/.test(line) ? (parsed(line) ?? []) : []));
  if (lines.length > 0) {
    return [text, ...lines];
  }
  return /^[^\s=&<>]{1,200}=[^\s<>]*$/.test(plain) ? [text, valuesOfForm(plain)] : text;
}

/** All values of each name, since one may come twice. */
function valuesOfForm(text: string): object {
  const byName = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const list = byName.get(name);
    list === undefined ? byName.set(name, [value]) : list.push(value);
  }
  return Object.fromEntries(byName);
}

/** What a form sent, kept apart from its text. */
function pairsOf(params: unknown): unknown {
  return Array.isArray(params)
    ? params.map((pair: unknown) => (isRecord(pair) ? { [String(pair.name)]: pair.value } : pair))
    : params;
}

/** One level: what is JSON in a text of JSON in a text, nobody reads. */
function valuesInside(body: unknown): unknown[] {
  const found: unknown[] = [];
  // Not recursive: an answer may be nested as deep as it likes.
  const open: unknown[] = [body];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string") {
      const inner = /^\s*[{["]/.test(value) ? parsed(value) : undefined;
      if (inner !== undefined) {
        found.push(inner);
      }
    } else if (typeof value === "object" && value !== null) {
      for (const item of Object.values(value)) {
        open.push(item);
      }
    }
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
