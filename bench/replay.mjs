// How many examples a second are replayed, by the number of recorded exchanges: the whole way of an
// example, from its input to the JSON that an agent gets, searched for credentials and compared. The
// aim is 10,000 a second, however many exchanges there are. The floor does no matching at all.
// Run: npm run bench
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSource } from "./load-source.mjs";

const ROUNDS = 5;
const EXAMPLES = 5000;

const folder = mkdtempSync(join(tmpdir(), "harbor-drafts-bench-"));
try {
  const { evidenceOf, replayExample } = await loadSource(
    folder,
    `export { evidenceOf } from "./src/recordings/replay.ts";
     export { replayExample } from "./src/recordings/replay-example.ts";`,
  );
  const port = { baseUrl: "https://api.example.com/v2" };
  const place = { file: "x.json", pointer: "/action", recording: "x.har" };
  for (const count of [1, 50, 500, 5000]) {
    const har = recordingOf(count);
    const action = actionOf(count);
    const texts = har.log.entries.map(({ response }) => response.content.text);
    const evidence = evidenceOf(har);
    const rate = median(
      Array.from({ length: ROUNDS }, () =>
        perSecond((index) => {
          const example = action.examples[index % count];
          if (!replayExample(port, action, example, evidence, place).result.passed) {
            throw new Error(`example ${index} fails`);
          }
        }),
      ),
    );
    const floor = median(
      Array.from({ length: ROUNDS }, () => perSecond((index) => JSON.parse(texts[index % count]))),
    );
    const start = performance.now();
    evidenceOf(har).recording.find({ method: "GET", url: port.baseUrl });
    const index = performance.now() - start;
    console.log(
      `${String(count).padStart(5)} exchanges  ${rate.toFixed(0).padStart(7)} examples/s  ${(floor / rate).toFixed(1)}x the floor (JSON.parse)  index ${index.toFixed(1)} ms`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Exchanges as an API of lists answers: a page of three, of about 600 bytes. */
function recordingOf(count) {
  const meeting = (id) => ({
    id,
    topic: "Harbor planning sync",
    start_time: "2026-04-02T16:00:00Z",
    duration: 45,
  });
  const entries = Array.from({ length: count }, (_, index) => ({
    request: {
      method: "GET",
      url: `https://api.example.com/v2/users/me/meetings?page_size=30&page=${index}`,
    },
    response: {
      status: 200,
      headers: [{ name: "content-type", value: "application/json" }],
      content: {
        mimeType: "application/json",
        text: JSON.stringify({
          total_records: 3,
          meetings: [0, 1, 2].map((item) => ({
            ...meeting(81000000000 + index * 3 + item),
            uuid: "AAAAAAAAAAAAAAAAAAAAAA==",
            host_id: "example-user-1",
            join_url: "https://zoom.example/redacted",
          })),
        }),
      },
    },
  }));
  return { log: { version: "1.2", entries } };
}

function actionOf(count) {
  const integer = { type: "integer", minimum: 0, maximum: 100000 };
  return {
    method: "GET",
    path: "/users/me/meetings",
    requestBodyMode: "none",
    input: {
      query: {
        type: "object",
        properties: { page_size: integer, page: integer },
        additionalProperties: false,
      },
    },
    result: {
      fields: [
        "total_records",
        "meetings[].id",
        "meetings[].topic",
        "meetings[].start_time",
        "meetings[].duration",
      ],
    },
    examples: Array.from({ length: count }, (_, page) => ({
      name: `page-${page}`,
      input: { query: { page, page_size: 30 } },
      expect: { status: 200 },
    })),
  };
}

function perSecond(work) {
  const start = performance.now();
  for (let index = 0; index < EXAMPLES; index++) {
    work(index);
  }
  return (EXAMPLES / (performance.now() - start)) * 1000;
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}
