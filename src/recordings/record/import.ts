import type { Port } from "../../catalog/manifest.ts";
import { HarborError } from "../../errors.ts";
import { isRecord } from "../../json/record.ts";
import { BYTES } from "../../limits.ts";
import { namesCredential } from "../../safe-model/names/credential.ts";
import { findingWithoutSecret } from "../../safe-model/secret-findings.ts";
import { isCredential, isPlaceholder } from "../../secrets/named.ts";
import { testedPort } from "../answer-to.ts";
import { type Har, parseBody, readHar } from "../har/har.ts";
import { importExchanges } from "../har/import-har.ts";
import type { AnsweredExample } from "../redaction/redact.ts";
import type { RecordPlan } from "./plan.ts";
import type { Target } from "./target.ts";

export interface Imported {
  answered: AnsweredExample[];
  /** What was sent as a credential: it may be nowhere. */
  tokens: string[];
}

/**
 * Takes the exchanges of the plan's examples, and of those that expect an error, from a file that a
 * browser or proxy saved. No network.
 *
 * @throws HarborError USAGE for a file that can't be read as HAR
 */
export function importAnswers(
  target: Target,
  plan: RecordPlan,
  named: readonly string[],
  bytes: Uint8Array,
): Imported {
  const read = readHar("", bytes, { most: BYTES.savedHar });
  if (!read.ok) {
    const { message, line, column } = findingWithoutSecret(read.finding);
    throw new HarborError(
      "USAGE",
      `--from: ${message} (line ${line}, column ${column})`,
      "save the exchanges as HAR 1.2, as browsers' developer tools do; at most 64 MiB",
    );
  }
  if ([read.har.log, ...read.har.log.entries].some(({ _harborDrafts: origin }) => origin !== undefined)) {
    // What was documented, or redacted already, doesn't become recorded by being read again.
    throw new HarborError(
      "USAGE",
      "--from: the file is a recording of harbor-drafts already",
      "put it beside the draft as it is, or hand over what a browser or proxy saved",
    );
  }
  const { action, port } = target;
  const sent = new Map([...plan.steps, ...plan.others].map((step) => [step.example.name, step.sent]));
  const examples = action.examples.map((example) => sent.get(example.name) ?? example);
  const { answered } = importExchanges(read.har, testedPort(port, action), { ...action, examples });
  return {
    answered: answered.filter(({ example }) => named.length === 0 || named.includes(example.name)),
    tokens: credentialsIn(read.har, port.manifest.port),
  };
}

/** Each is looked for in every spelling; headers and cookies come first. */
const MOST_TOKENS = 2000;

/** Shorter values are no tokens, and would be found everywhere. */
const SHORTEST = 8;

/**
 * What anywhere in the file is a credential: a browser saves signing in along, and what was answered
 * there may stand in other answers as well.
 */
function credentialsIn(har: Har, { authHeaderName }: Port): string[] {
  const values = har.log.entries.flatMap(({ request, response }) => [
    ...[...(request.headers ?? []), ...(response.headers ?? [])].flatMap((header) =>
      inHeader(header, authHeaderName),
    ),
    ...cookiesOf(request.cookies),
    ...cookiesOf(response.cookies),
    ...pairsIn(URL.canParse(request.url) ? new URL(request.url).searchParams : []),
    ...pairsIn(new URLSearchParams(request.postData?.text ?? "")),
    ...inBody(parseBody(request.postData?.text ?? "")),
    ...inBody(parseBody(response.content?.text ?? "")),
  ]);
  // Links are replaced wherever they stand, so that what opens them is none by itself.
  const tokens = values
    .map((value) => value.trim())
    .filter((value) => value.length >= SHORTEST && !/^https?:/i.test(value));
  return [...new Set(tokens)].slice(0, MOST_TOKENS);
}

/** A cookie's value, and a token after the word for its kind. */
function inHeader({ name, value }: { name: string; value: string }, authHeaderName: string): string[] {
  const known = name.trim().toLowerCase();
  if (known === "cookie" || known === "set-cookie") {
    return value
      .split(known === "cookie" ? ";" : /;.*/s)
      .map((pair) => pair.replace(/^[^=]*=/, ""))
      .filter((part) => part !== "");
  }
  return known === authHeaderName.toLowerCase() || namesCredential(known) ? value.split(/\s+/).slice(-1) : [];
}

function cookiesOf(list: unknown): string[] {
  return (Array.isArray(list) ? list : []).flatMap((cookie: unknown) =>
    isRecord(cookie) && typeof cookie.value === "string" ? [cookie.value] : [],
  );
}

function pairsIn(pairs: Iterable<[string, string]>): string[] {
  return [...pairs].flatMap(([name, value]) => (isCredential(name, value) ? [value] : []));
}

/** Texts under members that are credentials by their name. */
function inBody(body: unknown): string[] {
  const found: string[] = [];
  const open: { value: unknown; isCredential: boolean }[] = [{ value: body, isCredential: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value } = next;
    if (typeof value === "string" && next.isCredential && !isPlaceholder(value)) {
      found.push(value);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, below] of Object.entries(value)) {
        open.push({ value: below, isCredential: next.isCredential || namesCredential(name) });
      }
    }
  }
  return found;
}
