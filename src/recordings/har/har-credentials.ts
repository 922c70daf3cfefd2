import type { Policy } from "../../catalog/policy.ts";
import { isRecord } from "../../json/record.ts";
import { holdsCredential } from "../../safe-model/names/credential.ts";
import { findInText } from "../../secrets/find.ts";
import { isPlaceholder } from "../../secrets/named.ts";

/** What a policy knows of credentials; without one their names alone tell. */
export type KnownCredentials = Pick<Policy["credentials"], "fields" | "notCredentials">;

/** Domains of nobody: RFC 2606, RFC 6761. */
const RESERVED = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid)$/;

/** As people invent them: 000000, 1111, 1234567890. */
const INVENTED = /^-?(?:(\d)\1*|1(?:2(?:3(?:4(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)?)?)?)$/;

/**
 * The fields of a body that are credentials by their name and hold more than a placeholder: what
 * looks like nothing (a passcode, a key of six digits) is told by where it stands.
 */
export function credentialFields(body: unknown, known: KnownCredentials): string[] {
  const found = new Set<string>();
  // Not recursive: an answer may be nested as deep as it likes.
  const open: Named[] = [{ value: body, name: undefined }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, name } = next;
    if (typeof value === "object" && value !== null) {
      // Not spread into one call: a list may have more items than a call can have arguments.
      for (const below of valuesBelow(value, name, known)) {
        open.push(below);
      }
    } else if (name !== undefined && !isHarmless(value)) {
      found.add(name);
    }
  }
  return [...found].sort();
}

/** A value, and the name of the credential that it stands under, if it does. */
interface Named {
  value: unknown;
  name: string | undefined;
}

function* valuesBelow(value: object, name: string | undefined, known: KnownCredentials): Generator<Named> {
  if (!isRecord(value)) {
    for (const item of Object.values(value)) {
      yield { value: item, name };
    }
    return;
  }
  const label = [value.name, value.key, value.field].find(
    (text) => isLabel(text) && holdsCredential(text, known),
  );
  for (const [member, below] of Object.entries(value)) {
    const paired = member === "value" && typeof label === "string" ? label : name;
    yield { value: below, name: holdsCredential(member, known) ? member : paired };
  }
}

/** What a pair calls its value: `{ "name": "passcode", "value": "483921" }`. A longer text is prose. */
function isLabel(text: unknown): text is string {
  return typeof text === "string" && /^[\w .-]{1,40}$/.test(text);
}

/** A field's name, where it may be told: it could hold a secret itself. */
export function tellName(name: string): string {
  return /^\w{1,60}$/.test(name) && findInText(name).length === 0
    ? `the field ${name}`
    : "a field by its name";
}

function isHarmless(value: unknown): boolean {
  if (typeof value === "number") {
    return INVENTED.test(String(value));
  }
  return typeof value !== "string" || isPlaceholder(value) || INVENTED.test(value) || isHarmlessUrl(value);
}

/** A link that opens nothing: to nobody's domain, or without anything in it that could be a key. */
function isHarmlessUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    return false;
  }
  const isBare = url.search === "" && url.hash === "";
  const isPlain = url.pathname.split("/").every((segment) => /^(?:[a-z_.-]{0,24}|\d{1,12})$/.test(segment));
  return RESERVED.test(url.hostname) ? isBare || findInText(text).length === 0 : isBare && isPlain;
}
