import * as z from "zod";
import type { Example } from "../../catalog/action.ts";
import type { Port } from "../../catalog/manifest.ts";
import { HarborError } from "../../errors.ts";
import { errorFinding } from "../../finding.ts";
import { isRecord } from "../../json/record.ts";
import { BYTES } from "../../limits.ts";
import { findingWithoutSecret } from "../../safe-model/secret-findings.ts";
import { answerTo, isExpected, isSuccess, testedPort, whyUnfit } from "../answer-to.ts";
import type { AnsweredExample, Exchange } from "../exchange.ts";
import { doubtsOfEntry } from "../har/doubts.ts";
import { entrySchema, exchangeOf, type HarEntry, parseHar, unpackBodies } from "../har/har.ts";
import { partsOf, requestKey } from "../request-key.ts";
import type { RecordRun } from "./plan.ts";
import type { Target } from "./target.ts";

export interface Taken {
  answered: AnsweredExample[];
  leftOut: LeftOut[];
  /** What was sent to be let in: it may be nowhere. */
  tokens: string[];
}

/** What was meant to be taken from the file, and wasn't. */
export interface LeftOut {
  /** The name of the example whose exchange it is; undefined for entries that nobody can read. */
  example?: string;
  message: string;
  hint: string;
}

/**
 * Takes from a file that a browser or proxy saved the exchanges of the run's examples, also of those
 * that expect an error: for each the first with its request and the expected status. Everything else in
 * the file (pages, images, preflights) is ignored. No network.
 *
 * @throws HarborError USAGE for a file that can't be read as HAR
 */
export function takeAnswers({ target, steps, options }: RecordRun, bytes: Uint8Array): Taken {
  const { saved, leftOut } = readSaved(bytes);
  const wanted = steps
    .filter(({ isAsked }) => isAsked || options.example.length === 0)
    .map(({ sent, request }) => ({ example: sent, key: requestKey(partsOf(request)) }));
  // Pages and images stay as they are.
  const keys = new Set(wanted.map(({ key }) => key));
  const calls = saved.filter(({ key }) => keys.has(key));
  const unread = unpackBodies(
    calls.map(({ entry }) => entry),
    BYTES.savedHar,
  );
  const answered: AnsweredExample[] = [];
  const left: LeftOut[] = [];
  for (const { example, key } of wanted) {
    const fit: Exchange[] = [];
    const own = calls.filter((call) => call.key === key && !isAnothers(example, call.entry, target));
    for (const { entry, pointer } of own) {
      const why = whyLeftOut(example, entry, unread, target);
      if (why === undefined) {
        fit.push(exchangeOf(entry));
      } else {
        const what = `the exchange of the example ${JSON.stringify(example.name)} (${pointer} of the file)`;
        left.push({ ...why, example: example.name, message: `${what} is left out: ${why.message}` });
      }
    }
    const exchange = answerTo(example, fit, target.action, testedPort(target.port, target.action));
    answered.push(...(exchange === undefined ? [] : [{ example, exchange }]));
  }
  return { answered, leftOut: [...left, ...leftOut], tokens: tokensIn(saved, target.port.manifest.port) };
}

/** An entry of the file that can be read. */
interface Saved {
  entry: HarEntry;
  pointer: string;
  /** What its request is compared by. */
  key: string;
}

/** As far as it has to be HAR at all; one bad entry is one entry. */
const logSchema = z.object({
  log: z.object({ entries: z.array(z.unknown()), _harborDrafts: z.unknown().optional() }),
});

/** @throws HarborError USAGE */
function readSaved(bytes: Uint8Array): { saved: Saved[]; leftOut: LeftOut[] } {
  const parsed = parseHar(bytes, BYTES.savedHar);
  if (!parsed.ok) {
    const problem = findingWithoutSecret(errorFinding({ rule: "", hint: "", file: "", ...parsed.problem }));
    throw unusable(`the recording ${problem.message} (line ${problem.line}, column ${problem.column})`);
  }
  const log = logSchema.safeParse(parsed.document.value).data?.log;
  if (log === undefined) {
    throw unusable("the recording isn't HAR 1.2: there is no list /log/entries");
  }
  if ([log, ...log.entries].some((one) => isRecord(one) && one._harborDrafts !== undefined)) {
    // What was documented, or has its values replaced already, doesn't become recorded by being read again.
    throw new HarborError(
      "USAGE",
      "--from: the file is a recording of harbor-drafts already",
      "put it beside the draft as it is, or hand over what a browser or proxy saved",
    );
  }
  const read = log.entries.map((entry) => entrySchema.safeParse(entry));
  const saved = read.flatMap(({ data: entry }, index) =>
    entry === undefined || !URL.canParse(entry.request.url)
      ? []
      : [{ entry, pointer: `/log/entries/${index}`, key: requestKey(partsOf(exchangeOf(entry))) }],
  );
  return { saved, leftOut: tellUnreadable(read) };
}

/** One line for all entries that aren't HAR, with the first. */
function tellUnreadable(read: readonly z.ZodSafeParseResult<HarEntry>[]): LeftOut[] {
  const bad = read.filter(({ success }) => !success).length;
  const first = read.findIndex(({ success }) => !success);
  const path = read[first]?.error?.issues[0]?.path.map(String) ?? [];
  const message = `${bad} of the file's ${read.length} entries can't be read as HAR 1.2, the first at /log/entries/${first}/${path.join("/")}`;
  const hint = "if an example's exchange is among them, save it again";
  return bad === 0 ? [] : [{ message, hint }];
}

/** Whether an exchange has the status of another example, and not of this one. */
function isAnothers(example: Example, { response }: HarEntry, { action }: Target): boolean {
  const { status } = response;
  return !isExpected(example, status) && action.examples.some((other) => isExpected(other, status));
}

/** Why an exchange is no call that the gateway would make for an example, or doesn't show what an agent would get. */
function whyLeftOut(
  example: Example,
  entry: HarEntry,
  unread: ReturnType<typeof unpackBodies>,
  { port, action }: Target,
): Pick<LeftOut, "message" | "hint"> | undefined {
  const { answers } = testedPort(port, action);
  const { response } = exchangeOf(entry);
  const { status, body } = response;
  const why = whyUnfit(example, response, action, answers);
  if (!isExpected(example, status)) {
    const message = status === 0 ? "it got no answer" : `it answers ${status}, and ${why}`;
    return { message, hint: "make the call again, without the browser's cache, and save it anew" };
  }
  const [doubt] = doubtsOfEntry(entry);
  if (doubt !== undefined) {
    return { message: doubt.message, hint: "make the call as the gateway makes it, and save that" };
  }
  const hasBody = isSuccess(status) && status !== 204 && status !== 205 && answers?.anyAnswer !== true;
  if (hasBody && body === "" && !unread.has(entry) && wasLeftBehind(entry)) {
    return {
      message: "the body of its answer wasn't saved with it",
      hint: 'save with content: Firefox has devtools.netmonitor.har.includeResponseBodies and responseBodyLimit, Playwright content: "embed"',
    };
  }
  const hint = "correct the action, if that is what the API answers; else save the call anew";
  return unread.get(entry) ?? (why === undefined ? undefined : { message: why, hint });
}

/** Whether the file itself shows that there was a body: Firefox says so, Playwright has it elsewhere. */
function wasLeftBehind({ response: { content } }: HarEntry): boolean {
  const { comment, _file: file, size } = content ?? {};
  return (typeof comment === "string" && comment !== "") || file !== undefined || Number(size) > 0;
}

function unusable(why: string): HarborError {
  return new HarborError(
    "USAGE",
    `--from: ${why}`,
    "save the exchanges as HAR 1.2, as browsers' developer tools do; at most 64 MiB",
  );
}

/** Shorter values are no tokens, and would be found everywhere. */
const SHORTEST = 8;

/** The tokens that the file's requests were let in with: of a header's value the last word. */
function tokensIn(saved: readonly Saved[], { authHeaderName }: Port): string[] {
  const names = ["authorization", authHeaderName.toLowerCase()];
  const values = saved.flatMap(({ entry: { request } }) =>
    (request.headers ?? [])
      .filter(({ name }) => names.includes(name.trim().toLowerCase()))
      .map(({ value }) => value.trim().replace(/^.*\s/s, "")),
  );
  return [...new Set(values)].filter((value) => value.length >= SHORTEST);
}
