import { describe, expect, test } from "vitest";
import type { Policy } from "../../src/catalog/policy.ts";
import { errorsOf, judgeSmall } from "../support/small-port.ts";

// What a policy refuses is refused in the singular and plural, and with any ending, unless it lists that itself.

type Route = Policy["routes"][number];

/** A refused read, other spellings of it, and a harmless neighbour. */
const REFUSED: readonly [path: string, alike: readonly string[], neighbour: string][] = [
  [
    "/me/token",
    ["/me/tokens", "/me/token.json", "/me/tokens.txt", "/me/Token", "/me/token:export"],
    "/me/topics",
  ],
  ["/me/recordings", ["/me/recording", "/me/recording.mp4", "/me/recordings.m4a"], "/me/reports"],
  ["/me/recording_archives", ["/me/recording_archive", "/me/recordings_archive"], "/me/recording_plans"],
  ["/me/billing_addresses", ["/me/billing_address", "/me/billingAddress"], "/me/languages"],
  ["/me/histories", ["/me/history", "/me/history.csv"], "/me/holidays"],
  ["/me/analysis", ["/me/analyses", "/me/analyses:run"], "/me/analytics"],
  ["/me/people", ["/me/person"], "/me/places"],
  ["/me/children", ["/me/child"], "/me/channels"],
  ["/me/index", ["/me/indexes", "/me/indices"], "/me/inbox"],
  ["/me/statuses", ["/me/status"], "/me/stations"],
  ["/me/quizzes", ["/me/quiz"], "/me/quotas"],
  ["/me/media", ["/me/medium"], "/me/meals"],
  ["/me/criteria", ["/me/criterion"], "/me/credits"],
  ["/me/radii", ["/me/radius"], "/me/rates"],
  ["/me/halves", ["/me/half"], "/me/hours"],
  ["/me/chairmen", ["/me/chairman"], "/me/charts"],
  ["/me/boxes", ["/me/box", "/me/boxes.xml"], "/me/boards"],
  ["/me/movies", ["/me/movie"], "/me/moods"],
  [
    "/me/invoice/{id}",
    ["/me/invoices/{id}", "/me/invoices/{id}.pdf", "/me/invoice/{id}:send"],
    "/me/invoicing/{id}",
  ],
  [
    "/me/chat/messages",
    ["/me/chats/messages", "/me/chats/message", "/me/chat/message.json"],
    "/me/chat/themes",
  ],
  ["/me/chat/{id}/file", ["/me/chats/{id}/files", "/me/chats/{id}/file.zip"], "/me/chat/{id}/folders"],
  [
    "/me/export",
    ["/me/exports", "/me/exports/latest", "/me/export.tar.gz", "/me/exports/{id}"],
    "/me/experts",
  ],
];

const refused = (path: string): Route => ({ method: "GET", path, tier: "refused", reason: "not for agents" });

async function judge(path: string, ...routes: readonly Route[]) {
  return judgeSmall({ families: ["/me"], routes: [...routes] }, { route: `GET ${path}` });
}

describe.each(REFUSED)("what is refused as %s", (path, alike, neighbour) => {
  test.each(alike)("is refused as %s", async (spelling) => {
    const judged = await judge(spelling, refused(path));
    expect(judged.verdict).toBe("refused");
    expect(errorsOf(judged).join()).toContain("not for agents");
  });

  test.each(alike.filter((spelling) => /^[/a-z_{}]+$/.test(spelling)))(
    "is admitted as %s where the policy lists that itself",
    async (spelling) => {
      const listed: Route = { method: "GET", path: spelling, tier: "approval" };
      const judged = await judge(spelling, refused(path), listed);
      // A token stays a credential.
      const isCredential = spelling.includes("token");
      expect(judged.verdict).toBe(isCredential ? "refused" : "approval");
      expect(errorsOf(judged).join()).not.toContain("not for agents");
    },
  );

  test("closes no neighbour", async () => {
    const judged = await judge(neighbour, refused(path));
    expect([judged.verdict, errorsOf(judged)]).toEqual(["approval", []]);
  });
});

test("the plural of a part that is admitted itself is closed by what refuses all others", async () => {
  const listed: Route = { method: "GET", path: "/me/notes/latest", tier: "approval" };
  const routes = [refused("/me/notes/{noteId}"), listed];
  expect((await judge("/me/notes/latest/parts", ...routes)).verdict).toBe("approval");
  expect((await judge("/me/notes/latests/parts", ...routes)).verdict).toBe("refused");
});

describe("a placeholder that can spell what is refused is refused", () => {
  const file: Route = { method: "GET", path: "/me/files/{name}", tier: "automatic" };
  const policy = { families: ["/me"], routes: [file, refused("/me/files/share_links")] };
  const reading = (pattern: string) =>
    judgeSmall(policy, { route: "GET /me/files/{name}", placeholder: { type: "string", pattern } });

  test.each(["^[A-Z]{5}_[A-Z]{5}$", "^[A-Z]{9,10}$", "^[A-Za-z-]{11}$", "^[A-Z]{5}_[A-Z]{5}\\.[a-z]{3}$"])(
    "by %s",
    async (pattern) => expect(errorsOf(await reading(pattern)).join()).toContain("not for agents"),
  );

  test.each(["^[A-Z]{4}_[A-Z]{5}$", "^[0-9a-f]{16}$", "^F[A-Z0-9]{8,10}$"])(
    "and not by %s",
    async (pattern) => expect(errorsOf(await reading(pattern)).join()).not.toContain("not for agents"),
  );
});
