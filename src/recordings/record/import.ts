import type { Port } from "../../catalog/manifest.ts";
import { HarborError } from "../../errors.ts";
import { findingWithoutSecret } from "../../safe-model/secret-findings.ts";
import { type Har, readHar } from "../har/har.ts";
import { importExchanges } from "../har/import-har.ts";
import type { AnsweredExample } from "../redaction/redact.ts";
import type { RecordPlan } from "./plan.ts";
import type { Target } from "./target.ts";

/** What a browser saves in a while; more is told to be cut. */
export const MAXIMUM_IMPORT_BYTES = 64 * 1024 * 1024;

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
  const read = readHar("", bytes, { most: MAXIMUM_IMPORT_BYTES });
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
  const { answered } = importExchanges(read.har, port.manifest.port, { ...action, examples });
  return {
    answered: answered.filter(({ example }) => named.length === 0 || named.includes(example.name)),
    tokens: credentialsIn(read.har, port.manifest.port),
  };
}

const CREDENTIAL_HEADERS = ["authorization", "proxy-authorization", "x-api-key", "x-auth-token"];

/** Shorter values are no tokens, and would be found everywhere. */
const SHORTEST = 12;

function credentialsIn(har: Har, { authHeaderName }: Port): string[] {
  const names = new Set([...CREDENTIAL_HEADERS, authHeaderName.toLowerCase()]);
  const headers = har.log.entries.flatMap(({ request }) => request.headers ?? []);
  const values = headers.flatMap(({ name, value }) => {
    const known = name.trim().toLowerCase();
    // A cookie's value, and a token after the word for its kind.
    return known === "cookie"
      ? value.split(";").map((pair) => pair.replace(/^[^=]*=/, ""))
      : names.has(known)
        ? value.split(/\s+/).slice(-1)
        : [];
  });
  return [...new Set(values.map((value) => value.trim()).filter(({ length }) => length >= SHORTEST))];
}
