// Answers each example of each draft from its recording by another library: for a draft a mock of its own,
// as a test file would make it. Run in a catalogue's folder: node replay.mjs undici | nock
import { readdirSync, readFileSync } from "node:fs";

const FOLDER = "drafts/zoom-api";
const WAYS = { undici: undiciAnswers, nock: nockAnswers };

const answersOf = WAYS[process.argv[2]];
for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".har"))) {
  const { log } = JSON.parse(readFileSync(`${FOLDER}/${name}`, "utf8"));
  const exchanges = log.entries.map(({ request, response }) => ({
    url: new URL(request.url),
    status: response.status,
    text: response.content.text,
  }));
  for await (const answer of answersOf(exchanges)) {
    if (answer.shelves.length !== 3) {
      throw new Error(`${name}: another answer`);
    }
  }
}

async function* undiciAnswers(exchanges) {
  const { MockAgent, request } = await import("undici");
  const agent = new MockAgent();
  agent.disableNetConnect();
  for (const { url, status, text } of exchanges) {
    agent
      .get(url.origin)
      .intercept({ path: `${url.pathname}${url.search}` })
      .reply(status, text, { headers: { "content-type": "application/json" } });
  }
  for (const { url } of exchanges) {
    const { body } = await request(url, { dispatcher: agent });
    yield await body.json();
  }
  await agent.close();
}

async function* nockAnswers(exchanges) {
  const { default: nock } = await import("nock");
  nock.disableNetConnect();
  for (const { url, status, text } of exchanges) {
    nock(url.origin)
      .get(`${url.pathname}${url.search}`)
      .reply(status, text, { "content-type": "application/json" });
  }
  for (const { url } of exchanges) {
    const response = await fetch(url);
    yield await response.json();
  }
  nock.cleanAll();
}
