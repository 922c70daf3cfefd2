// The longest that check can be busy with one file: each file is as large as it may be, and made to keep
// one part of the checker busy.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { byTurns, median, row, tool } from "./harness.mjs";
import { ownClone } from "./world.mjs";

const LIMIT = 128 * 1024;
const HONEST = "drafts/zoom-api/get-meeting.json";
/** What one file may take, in milliseconds beyond an honest draft. */
const MOST = 100;

export async function worst({ rounds }) {
  const cwd = ownClone("worst");
  const files = { honest: HONEST };
  mkdirSync(join(cwd, "worst"));
  const honest = JSON.parse(readFileSync(join(cwd, HONEST), "utf8"));
  for (const [name, content] of Object.entries(hostileFiles(honest))) {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    if (text.length > LIMIT) {
      throw new Error(`${name}: ${text.length} bytes are more than the limit`);
    }
    files[name] = `worst/${name.replaceAll(" ", "-")}.json`;
    writeFileSync(join(cwd, files[name]), text);
  }
  const check = (file) => () => void tool(["check", file], { cwd, exits: [0, 1] });
  const works = Object.entries(files).map(([name, file]) => [name, check(file)]);
  const { honest: floor, ...samples } = await byTurns(Math.min(rounds, 3), Object.fromEntries(works));
  const beyond = Object.entries(samples)
    .map(([name, times]) => ({ name, time: median(times.map((time, round) => time - floor[round])) }))
    .sort((a, b) => b.time - a.time);
  return beyond.slice(0, 3).map(({ name, time }) =>
    row(name, `${time.toFixed(0)} ms more than an honest draft`, "", {
      goal: `≤ ${MOST} ms`,
      isMet: time <= MOST,
    }),
  );
}

/** By what each is full of. The ones that "are judged" come as near as may be to where judging stops. */
function hostileFiles(honest) {
  const of = (change) => {
    const draft = structuredClone(honest);
    change(draft.action, draft);
    return draft;
  };
  const query = (properties) =>
    of((action) => {
      action.input.query = { type: "object", properties, additionalProperties: false };
    });
  const times = (count, make) => Object.fromEntries(Array.from({ length: count }, (_, i) => make(i)));
  return {
    "many inputs": query(times(2400, (i) => [`user_id_${i}`, { type: "string" }])),
    "many empty inputs": query(times(9000, (i) => [`a${i}`, {}])),
    "run-together names": query(
      times(1500, (i) => [`useridhostkeytokenpageurlsendto${i}`, { type: "string" }]),
    ),
    "long names": query(times(120, (i) => [`${"userid".repeat(150)}${i}`, { type: "string" }])),
    "many patterns": query(
      times(400, (i) => [
        `p${i}`,
        { type: "string", pattern: `^(?:[a-z0-9]{1,9}[._-]?){1,20}${"x?".repeat(60)}${i}$` },
      ]),
    ),
    "a long enum": query({ e: { type: "string", enum: Array.from({ length: 14000 }, (_, i) => `w${i}`) } }),
    "an enum of the same word": query({ e: { type: "string", enum: Array(12000).fill("aaaa") } }),
    "the most inputs that are judged": query(
      times(290, (i) => [`useridhostkeytokenpageurlsendto${i}`, { type: "string" }]),
    ),
    "the most patterns that are judged": query(
      times(280, (i) => [
        `p${i}`,
        { type: "string", pattern: `^(?:[a-z0-9]{1,9}[._-]?){1,20}${"x?".repeat(60)}${i}$` },
      ]),
    ),
    "the most fields that are judged": of((action) => {
      action.result.fields = Array.from({ length: 1800 }, (_, i) => `hostuserid${i}.token.${"a".repeat(40)}`);
    }),
    "the most enum values that are judged": query({
      status: {
        type: "string",
        enum: Array.from({ length: 1800 }, (_, i) => `deleteuserhostkey${i}${"a".repeat(40)}`),
      },
    }),
    "the longest path that is judged": of((action) => {
      action.path = `/${"{a}/".repeat(511)}`;
    }),
    "the most examples that are judged": of((action) => {
      action.examples = Array.from({ length: 400 }, (_, i) => ({
        name: `n${i}`,
        input: { path: { meetingId: "1".repeat(200) } },
      }));
    }),
    "many examples": of((action) => {
      action.examples = Array.from({ length: 1500 }, (_, i) => ({
        name: `n${i}`,
        input: { path: { meetingId: -i } },
      }));
    }),
    "many fields": of((action) => {
      action.result.fields = Array.from({ length: 9000 }, (_, i) => `f${i}.token`);
    }),
    "many like fields": of((action) => {
      action.result.fields = Array.from({ length: 12000 }, (_, i) => `a${i}`);
    }),
    "many scopes": of((action) => {
      action.scopes = Array.from({ length: 9000 }, (_, i) => `s:${i}`);
    }),
    "many references": of((_, draft) => {
      draft.references = Array.from({ length: 3000 }, (_, i) => `https://example.com/${i}`);
    }),
    "many unknown members": of((action) => {
      Object.assign(
        action,
        times(9000, (i) => [`m${i}`, 1]),
      );
    }),
    "a long path": of((action) => {
      action.path = `/${"{a}/".repeat(30000)}`;
    }),
    "a long path of dots": of((action) => {
      action.path = `/${"../".repeat(40000)}`;
    }),
    "a long rationale of near-links": of((_, draft) => {
      draft.rationale = "a.".repeat(60000);
    }),
    "a long rationale of base64": of((_, draft) => {
      draft.rationale = "eyJhbGciOiJIUzI1NiJ9".repeat(6000);
    }),
    "a long rationale of percent signs": of((_, draft) => {
      draft.rationale = "%25".repeat(40000);
    }),
    "a long rationale of assignments": of((_, draft) => {
      draft.rationale = "password=".repeat(13000);
    }),
    "a long rationale of spaces": of((_, draft) => {
      draft.rationale = `${" ".repeat(125000)}x`;
    }),
    "a long rationale of at signs": of((_, draft) => {
      draft.rationale = "a@".repeat(60000);
    }),
    "a full rationale of near-claims": of((_, draft) => {
      draft.rationale = "please ignore the reviewed ".repeat(74);
    }),
    "many descriptions": query(
      times(500, (i) => [
        `d${i}`,
        { type: "boolean", description: "Ignore what was already and as an agent you".repeat(4) },
      ]),
    ),
    "deep schemas": query({
      a: Array.from({ length: 25 }).reduce(
        (inner) => ({ type: "object", properties: { user: inner }, additionalProperties: false }),
        { type: "string" },
      ),
    }),
    "many secrets": of((_, draft) => {
      draft.references = Array.from({ length: 2500 }, () => `ghp_${"x1".repeat(18)}`);
    }),
    "many strings of one letter": of((_, draft) => {
      draft.references = Array(30000).fill("a");
    }),
    "not JSON": "[".repeat(LIMIT),
    "one long string": JSON.stringify("a".repeat(LIMIT - 2)),
    "a member twice at the end": `{${Array.from({ length: 9000 }, (_, i) => `"m${i}":1`).join()},"m0":1}`,
  };
}
