import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { always, openApi } from "../../support/hostile-api.ts";
import {
  MANIFEST,
  MEETING,
  openThief,
  ownSettings,
  REAL_ID,
  RECORDING,
  recordingPlace,
  setting,
  TOKEN,
  VARIABLE,
} from "../../support/record.ts";
import { read, temporaryFolder, write } from "../../support/repository.ts";
import { CREATE_MEETING, SAMPLE_DRAFT } from "../../support/sample.ts";

const ZOOM = "https://api.zoom.us/v2";

describe("the base URL that gets the token is named by the operator", () => {
  test("with --to, or for good in their own configuration, with or without a slash at the end", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { record } = recordingPlace(api.origin);
    const url = `${api.origin}/v2`;
    for (const to of [url, `${url}/`]) {
      expect(await record({ to, force: true })).toMatchObject({ error: "", exit: 0 });
      const env = { [VARIABLE]: TOKEN, ...ownSettings(setting(ZOOM), setting(to)) };
      expect(await record({ to: undefined, force: true }, { env })).toMatchObject({ error: "", exit: 0 });
    }
    expect(api.arrived).toHaveLength(4);
  });

  test("or nothing is sent: it is told where it stands, and both ways to name it", async () => {
    const { exit, error } = await recordingPlace(undefined).record({ to: undefined });
    expect(exit).toBe(3);
    expect(error).toBe(
      `nothing is sent to ${ZOOM}, the base URL in ${MANIFEST} (the work tree): you haven't named it\n` +
        `if the token belongs there, add --to ${ZOOM}, or say so for good: ` +
        `git config --global --add harbor-drafts.zoom-api.recordTo ${ZOOM}`,
    );
  });

  test("and nothing that a shell would run can be one", async () => {
    const { cwd, record } = recordingPlace(undefined);
    write(cwd, MANIFEST, read(cwd, MANIFEST).replace(ZOOM, `${ZOOM}/$(id)';id`));
    const { error, result } = await record({ to: ZOOM });
    expect(result).toBeUndefined();
    expect(error).toMatch(/can't be written: no path has/);
    expect(error).not.toContain("recordTo");
  });

  test("for this port: another port's place isn't this one's", async () => {
    const thief = await openThief();
    const { record } = recordingPlace(thief.origin);
    const env = { [VARIABLE]: TOKEN, ...ownSettings(setting(`${thief.origin}/v2`, "other"), setting(ZOOM)) };
    expect(await record({ to: undefined }, { env })).toMatchObject({ exit: 3, result: undefined });
    expect(thief.connections()).toBe(0);
  });

  test("for a gateway on this machine as well: its path decides what the gateway is asked", async () => {
    const thief = await openThief();
    const { error, exit } = await recordingPlace(undefined).record({ to: undefined, via: thief.origin });
    expect({ error, exit }).toMatchObject({
      exit: 3,
      error: expect.stringContaining("you haven't named it"),
    });
    expect(thief.connections()).toBe(0);
  });

  test("but a file that is read needs no name", async () => {
    const saved = join(temporaryFolder(), "saved.har");
    write(saved, "../saved.har", {
      log: { version: "1.2", creator: { name: "x", version: "1" }, entries: [] },
    });
    const { result } = await recordingPlace(undefined).record({ from: saved });
    expect(result).toMatchObject({ outcome: "incomplete", to: null, missing: [] });
  });

  test("and --dry-run tells how", async () => {
    const { record } = recordingPlace(undefined);
    const { result } = await record({ dryRun: true, to: undefined, yes: false }, { env: {} });
    expect(result).toMatchObject({ outcome: "planned", to: ZOOM, missing: [`--to ${ZOOM}`, "--yes"] });
  });
});

/** Spellings that are, or look like, the operator's `http://127.0.0.1:<api>/v2`; `thief` is another port. */
const NEAR: readonly ((api: number, thief: number) => string)[] = [
  (_api, thief) => `http://127.0.0.1:${thief}/v2`,
  (api, thief) => `http://127.0.0.1:${api}@127.0.0.1:${thief}/v2`,
  (api, thief) => `http://127.0.0.1%3A${api}@127.0.0.1:${thief}/v2`,
  (api, thief) => `http://127.0.0.1:${thief}\\@127.0.0.1:${api}/v2`,
  (_api, thief) => `http:\\\\127.0.0.1:${thief}\\v2`,
  (_api, thief) => `http:127.0.0.1:${thief}/v2`,
  (_api, thief) => `http:///127.0.0.1:${thief}/v2`,
  (api, thief) => `http://127.0.0.1:${thief}/v2#http://127.0.0.1:${api}/v2`,
  (api, thief) => `http://127.0.0.1:${thief}?http://127.0.0.1:${api}/v2`,
  (api, thief) => `http://127.0.0.1:${thief}/http://127.0.0.1:${api}/v2`,
  (_api, thief) => `http://127.0.0.1\t:${thief}/v2`,
  (_api, thief) => `http://127.0.0.1:${thief}/\nv2`,
  (_api, thief) => ` http://127.0.0.1:${thief}/v2`,
  (_api, thief) => `http://127.0.0.1:${thief}/v2\u202e`,
  (_api, thief) => `http://localhost:${thief}/v2`,
  (api) => `http://localhost:${api}/v2`,
  (_api, thief) => `http://127.0.0.2:${thief}/v2`,
  (_api, thief) => `http://127.1:${thief}/v2`,
  (_api, thief) => `http://2130706433:${thief}/v2`,
  (_api, thief) => `http://0x7f.0.0.1:${thief}/v2`,
  (_api, thief) => `http://127。0。0。1:${thief}/v2`,
  (_api, thief) => `http://127.0.0.1.:${thief}/v2`,
  (_api, thief) => `http://0.0.0.0:${thief}/v2`,
  (_api, thief) => `http://[::1]:${thief}/v2`,
  (_api, thief) => `http://[::ffff:127.0.0.1]:${thief}/v2`,
  (_api, thief) => `http://127.0.0.1.nip.io:${thief}/v2`,
  (_api, thief) => `http://localhost.evil.example:${thief}/v2`,
  (api) => `https://127.0.0.1:${api}/v2`,
  (api) => `HTTP://127.0.0.1:${api}/v2`,
  (api) => `http://127.0.0.1:${api}`,
  (api) => `http://127.0.0.1:${api}/v2x`,
  (api) => `http://127.0.0.1:${api}/v2/x`,
  (api) => `http://127.0.0.1:${api}/V2`,
  (api) => `http://127.0.0.1:${api}/v2//`,
  (api) => `http://127.0.0.1:${api}/v2/../x`,
  (api) => `http://127.0.0.1:${api}/v2/%2e%2e/x`,
  (api) => `http://127.0.0.1:${api}/%76%32`,
  (_api, thief) => `ftp://127.0.0.1:${thief}/v2`,
  (_api, thief) => `//127.0.0.1:${thief}/v2`,
];

describe("what the manifest says and the operator didn't name gets no byte", () => {
  test.each(NEAR.map((baseUrl) => [baseUrl(1, 2), baseUrl] as const))("%j", async (_shown, baseUrl) => {
    const api = await openThief();
    const thief = await openThief();
    const { cwd, record } = recordingPlace(undefined);
    const hostile = JSON.stringify(baseUrl(api.port, thief.port)).slice(1, -1);
    write(cwd, MANIFEST, read(cwd, MANIFEST).replace(ZOOM, hostile.replaceAll("$", "$$$$")));
    const refused = await record({ to: `${api.origin}/v2` });
    expect(refused).toMatchObject({ result: undefined, error: expect.stringMatching(/\n./) });
    // Nobody named it, or the manifest isn't fit to send a token by.
    expect([1, 3]).toContain(refused.exit);
    expect(refused.error).not.toContain(TOKEN);
    expect([api.connections(), thief.connections(), existsSync(join(cwd, RECORDING))]).toEqual([0, 0, false]);
  });
});

describe("what the operator names in other letters than the manifest's isn't the same", () => {
  const spelled = [
    "",
    "*",
    "https://*/v2",
    "api.zoom.us/v2",
    "//api.zoom.us/v2",
    "https://api.zoom.us",
    "https://api.zoom.us/v2x",
    "https://api.zoom.us/V2",
    "https://api.zoom.us/v2//",
    "https://api.zoom.us/v2?",
    "https://api.zoom.us/v2#",
    "https://api.zoom.us/./v2",
    "https://api.zoom.us/%76%32",
    "https://api.zoom.us:443/v2",
    "https://api.zoom.us./v2",
    "https://API.zoom.us/v2",
    "https://user@api.zoom.us/v2",
    "https://api.zoom.us\\v2",
    "https:api.zoom.us/v2",
    "http://api.zoom.us/v2",
    "https://аpi.zoom.us/v2",
    "https://api.zoom.us.evil.example/v2",
    " https://api.zoom.us/v2",
    "https://api.zoom.us/v2\n",
    "https://evil.example/v2 https://api.zoom.us/v2",
  ];

  test.each(spelled)("%j", async (to) => {
    const refused = await recordingPlace(undefined).record({ to });
    expect(refused).toMatchObject({ exit: 3, error: expect.stringContaining("--to names another one") });
  });

  test("nor in their configuration", async () => {
    const env = { [VARIABLE]: TOKEN, ...ownSettings(...spelled.map((url) => setting(url))) };
    const refused = await recordingPlace(undefined).record({ to: undefined }, { env });
    expect(refused).toMatchObject({ exit: 3, error: expect.stringContaining("you haven't named it") });
  });
});

describe("before the first call", () => {
  test("the routes are shown without anything of an input, and one is asked", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { log, result } = await recordingPlace(api.origin).record({ yes: false }, { answers: [true] });
    expect(log.split("\n")).toEqual([
      `sync: GET ${api.origin}/v2/meetings/{meetingId}`,
      `Send this request to ${api.origin}/v2?`,
    ]);
    expect(log).not.toContain(String(REAL_ID));
    expect(result).toMatchObject({ outcome: "recorded", to: `${api.origin}/v2`, missing: [] });
  });

  test.each<[string, { yes: boolean; sendWrites: boolean }, boolean[], string[] | undefined]>([
    ["GET", { yes: false, sendWrites: false }, [], ["--yes"]],
    ["GET", { yes: false, sendWrites: false }, [false], ["--yes"]],
    ["GET", { yes: false, sendWrites: true }, [], ["--yes"]],
    ["GET", { yes: false, sendWrites: false }, [true], undefined],
    ["GET", { yes: true, sendWrites: false }, [], undefined],
    ["POST", { yes: false, sendWrites: false }, [], ["--yes", "--send-writes"]],
    ["POST", { yes: false, sendWrites: false }, [true], ["--yes", "--send-writes"]],
    ["POST", { yes: false, sendWrites: false }, [true, false], ["--yes", "--send-writes"]],
    ["POST", { yes: true, sendWrites: false }, [], ["--send-writes"]],
    ["POST", { yes: true, sendWrites: false }, [false], ["--send-writes"]],
    ["POST", { yes: false, sendWrites: true }, [], ["--yes"]],
    ["POST", { yes: false, sendWrites: true }, [true], undefined],
    ["POST", { yes: true, sendWrites: false }, [true], undefined],
    ["POST", { yes: false, sendWrites: false }, [true, true], undefined],
    ["POST", { yes: true, sendWrites: true }, [], undefined],
  ])("%s with %j and the answers %j lacks %j", async (method, options, answers, missing) => {
    const isWrite = method === "POST";
    const api = await openApi(always({ status: isWrite ? 201 : 200, body: MEETING }));
    const { cwd, record } = recordingPlace(api.origin);
    const examples = [{ name: "one", input: { body: { topic: "Sync" } }, expect: { status: 201 } }];
    const action = { ...CREATE_MEETING, examples };
    write(cwd, "drafts/zoom-api/create-meeting.json", { ...SAMPLE_DRAFT, change: "update", action });
    const before = readdirSync(join(cwd, "drafts/zoom-api"));
    const slug = isWrite ? "create-meeting" : "get-meeting";
    const { error, result } = await record({ slug, ...options }, { answers });
    const outcome = missing === undefined ? "recorded" : "unconfirmed";
    expect({ error, ...result }).toMatchObject({ error: "", outcome, missing: missing ?? [] });
    expect(api.arrived).toHaveLength(missing === undefined ? 1 : 0);
    if (missing !== undefined) {
      expect(readdirSync(join(cwd, "drafts/zoom-api"))).toEqual(before);
    }
  });
});
