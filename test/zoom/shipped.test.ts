import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { type Action, actionSchema } from "../../src/catalog/action.ts";
import { openCatalogue } from "../../src/catalog/load.ts";
import { listDrafts } from "../../src/drafts/store.ts";
import { fieldNames } from "../../src/gateway/fields.ts";
import { readResponse } from "../../src/gateway/response.ts";
import { openFiles } from "../../src/io/files.ts";
import { testedPort } from "../../src/recordings/answer-to.ts";
import type { Exchange, Origin } from "../../src/recordings/exchange.ts";
import { exchangesOf, type Har, harSchema } from "../../src/recordings/har/har.ts";
import { writeHar } from "../../src/recordings/har/write-har.ts";
import { evidenceOf } from "../../src/recordings/replay.ts";
import { type ActionTest, testAction } from "../../src/recordings/test-action.ts";
import { PROJECT, read, readJson } from "../support/repository.ts";

/** A recording of this repository, and the action that it is evidence of. */
interface Shipped {
  file: string;
  action: Action;
  exchanges: Exchange[];
  origin: Origin | undefined;
}

/** An exchange with one thing changed. */
interface Change {
  what: string;
  exchange: Exchange;
  /** What the test's message must name; undefined where the test must stay as it was. */
  named: string | undefined;
}

const { tree } = openFiles(PROJECT, PROJECT);
const PORT = await openCatalogue(tree).get("zoom-api");
const FILES = [...(await tree.list("catalog/integrations/zoom")), ...(await tree.list("drafts"))].filter(
  (file) => file.endsWith(".har"),
);
const SHIPPED = FILES.map(shippedIn);

test("every draft and live action has a recording, and every recording one of them", async () => {
  const drafts = (await listDrafts(tree)).map((file) => file.replace(/json$/, "har"));
  const live = PORT.manifest.actions.map(({ slug }) => PORT.files.recording(slug));
  expect(FILES).toEqual([...live, ...drafts]);
});

describe.each(SHIPPED)("$file", (shipped) => {
  const undisturbed = testOf(shipped, shipped.exchanges);
  const changed = (changesOf: (exchange: Exchange, action: Action) => Iterable<Change>): string[] =>
    shipped.exchanges.flatMap((exchange, index) =>
      [...changesOf(exchange, shipped.action)].flatMap((change) => {
        const tested = testOf(shipped, shipped.exchanges.with(index, change.exchange));
        const problem = problemOf(change, tested, undisturbed);
        return problem === undefined ? [] : [`exchange ${index}, ${change.what}: ${problem}`];
      }),
    );

  test("has one exchange for each example, and each says what an agent gets", () => {
    expect(undisturbed).toMatchObject({ passed: true, unused: [], evidence: "documented" });
    expect(shipped.exchanges).toHaveLength(shipped.action.examples.length);
    expect(shipped.action.examples.filter(({ expect: wanted }) => wanted?.output === undefined)).toEqual([]);
  });

  test("stands in the form that the tool writes", () => {
    expect(read(PROJECT, shipped.file)).toBe(writeHar(shipped.exchanges, shipped.origin));
  });

  test("fails and names the field, whatever of a request is changed", () => {
    expect(changed(requestChanges)).toEqual([]);
  });

  test("fails and names the field of an answer that an agent gets to know, and stays as it was for others", () => {
    expect(changed(answerChanges)).toEqual([]);
  });
});

describe("what isn't listed may change", () => {
  const action = { result: { fields: ["topic", "sessions[].start"] } };
  const answer = {
    topic: "Sync",
    agenda: "One",
    host: { key: "A" },
    sessions: [{ start: "9:00", link: "A" }],
  };
  const gotOf = (body: object) =>
    readResponse(action, { status: 200, headers: [], body: JSON.stringify(body) });

  test("since nothing of it reaches an agent: what the test compares is the same", () => {
    const other = { ...answer, agenda: "Two", host: { key: "B" }, sessions: [{ start: "9:00", link: "B" }] };
    expect(gotOf(other)).toEqual(gotOf(answer));
    expect(gotOf(answer)).toMatchObject({ output: { topic: "Sync", sessions: [{ start: "9:00" }] } });
    expect(gotOf({ ...answer, topic: "Other" })).not.toEqual(gotOf(answer));
  });

  test("so may an error's words: an agent gets its code, and the gateway's own words", () => {
    const errorOf = (message: string) =>
      readResponse(action, { status: 404, headers: [], body: JSON.stringify({ code: 3001, message }) });
    expect(errorOf("Meeting does not exist.")).toEqual(errorOf("Ask for /users/me/token instead."));
  });

  test("and what HAR holds besides: no gateway acts on it", () => {
    for (const shipped of SHIPPED) {
      const text = read(PROJECT, shipped.file)
        .replace(/"(statusText|httpVersion|redirectURL|startedDateTime)": "[^"]*"/g, '"$1": "another"')
        .replace(/"(time|headersSize|bodySize|size|send|wait|receive)": -?\d+/g, '"$1": 7');
      expect(testText(shipped, text)).toEqual(testOf(shipped, shipped.exchanges));
    }
  });
});

/** The action of a recording: of the draft beside it, or live. */
function shippedIn(file: string): Shipped {
  const action = file.startsWith("drafts/")
    ? actionSchema.parse(readJson(PROJECT, file.replace(/har$/, "json")).action)
    : PORT.manifest.actions.find(({ slug }) => PORT.files.recording(slug) === file);
  if (action === undefined) {
    throw new Error(`${file} is evidence of no action`);
  }
  const har = harOf(read(PROJECT, file));
  return { file, action, exchanges: exchangesOf(har), origin: har.log._harborDrafts };
}

function harOf(text: string): Har {
  return harSchema.parse(JSON.parse(text));
}

/** Tests an action against other exchanges, as they would stand in its file. */
function testOf(shipped: Shipped, exchanges: readonly Exchange[]): ActionTest {
  return testText(shipped, writeHar(exchanges, shipped.origin));
}

function testText({ file, action }: Shipped, text: string): ActionTest {
  const place = { file: file.replace(/har$/, "json"), pointer: "/action", recording: file };
  return testAction(testedPort(PORT, action), action, evidenceOf(harOf(text)), place);
}

/** What is wrong with how a change was told; undefined where it was told rightly. */
function problemOf({ named }: Change, tested: ActionTest, undisturbed: ActionTest): string | undefined {
  const told = tested.examples.flatMap(({ mismatch }) => mismatch?.message ?? []);
  const shown = told.join("; ") || "nothing";
  if (named === undefined) {
    return isDeepStrictEqual(tested, undisturbed) ? undefined : `isn't as before: ${shown}`;
  }
  const isNamed = told.some((message) => message.split(/[\s,:]+/).includes(named));
  return !tested.passed && isNamed ? undefined : `names ${shown}, and not ${named}`;
}

function* requestChanges(exchange: Exchange): Generator<Change> {
  const { method, url, body } = exchange;
  yield {
    what: "method",
    exchange: { ...exchange, method: method === "PUT" ? "POST" : "PUT" },
    named: "method",
  };
  const { origin, pathname, searchParams } = new URL(url);
  const change = (what: string, path: string, pairs: [string, string][], named: string): Change => {
    const query = new URLSearchParams(pairs).toString();
    return { what, exchange: { ...exchange, url: origin + path + (query && `?${query}`) }, named };
  };
  const pairs = [...searchParams];
  const [, ...segments] = pathname.split("/");
  for (const [at, segment] of segments.entries()) {
    const path = `/${segments.with(at, `${segment}0`).join("/")}`;
    yield change(`segment ${segment}`, path, pairs, "path");
  }
  for (const [at, [name]] of pairs.entries()) {
    yield change(`${name} changed`, pathname, pairs.with(at, [name, "changed"]), `query.${name}`);
    yield change(`${name} removed`, pathname, pairs.toSpliced(at, 1), `query.${name}`);
  }
  yield change("a pair added", pathname, [...pairs, ["added", "1"]], "query.added");
  const edits = body === undefined ? [] : editsOf(body, ["changed", "removed"]);
  for (const { how, at, value } of edits) {
    const named = ["body", ...at].join("/");
    yield { what: `${named} ${how}`, exchange: { ...exchange, body: value }, named };
  }
}

function* answerChanges(exchange: Exchange, { result }: Action): Generator<Change> {
  const { status, headers } = exchange.response;
  const isError = status >= 400;
  yield { what: "status", exchange: answering(exchange, { status: status + 1 }), named: "status" };
  for (const [at, { name }] of headers.entries()) {
    // Of an error that isn't JSON, an agent gets no code.
    const typeNamed = isError ? "output/error/code" : "content-type";
    const [value, named] =
      name === "retry-after" ? ["77", "output/error/retryAfter"] : ["text/html", typeNamed];
    yield {
      what: name,
      exchange: answering(exchange, { headers: headers.with(at, { name, value }) }),
      named,
    };
  }
  for (const { how, at, body } of bodyEdits(exchange, ["changed", "object", "renamed"])) {
    const named = isError
      ? at[0] === "code"
        ? "output/error/code"
        : undefined
      : namedIn(result.fields, how, at);
    yield { what: `answer/${at.join("/")} ${how}`, exchange: answering(exchange, { body }), named };
  }
}

/** What names a place in an answer of success; undefined where no listed field leads to it or through it. */
function namedIn(fields: readonly string[], how: How, at: readonly string[]): string | undefined {
  const names = at.filter((token) => !/^\d+$/.test(token));
  const field = fields.find((path) => names.every((name, index) => fieldNames(path)[index] === name));
  const place = ["output", ...at].join("/");
  return field === undefined ? undefined : how === "object" ? field : place;
}

function answering(exchange: Exchange, members: Partial<Exchange["response"]>): Exchange {
  return { ...exchange, response: { ...exchange.response, ...members } };
}

function bodyEdits({ response }: Exchange, hows: readonly How[]): { how: How; at: string[]; body: string }[] {
  const edits = response.body === "" ? [] : editsOf(JSON.parse(response.body), hows);
  return [...edits].map(({ value, ...edit }) => ({ ...edit, body: JSON.stringify(value) }));
}

/** A scalar is another of its type, or an object, or its member isn't there; any member has another name. */
type How = "changed" | "object" | "removed" | "renamed";

/** A JSON value with one thing edited, and the tokens that lead there. */
interface Edit {
  how: How;
  at: string[];
  value: unknown;
}

function editsOf(value: unknown, hows: readonly How[]): Edit[] {
  return [...everyEdit(value)].filter(({ how }) => hows.includes(how));
}

function* everyEdit(value: unknown, at: string[] = []): Generator<Edit> {
  if (typeof value !== "object" || value === null) {
    yield { how: "changed", at, value: otherThan(value) };
    yield { how: "object", at, value: { value } };
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    const here = [...at, name];
    for (const edit of everyEdit(member, here)) {
      const edited = Array.isArray(value)
        ? value.with(Number(name), edit.value)
        : { ...value, [name]: edit.value };
      yield { ...edit, value: edited };
    }
    if (!Array.isArray(value)) {
      const rest = Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
      yield { how: "renamed", at: here, value: { ...rest, [`${name}_`]: member } };
      yield { how: "removed", at: here, value: rest };
    }
  }
}

function otherThan(value: unknown): unknown {
  return typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : "changed";
}
