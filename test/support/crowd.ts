import { write } from "./repository.ts";

/** Slugs of drafts that can all be live together, each on a route of its own below the user's family. */
export function crowdOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `get-shelf-${String(index + 1).padStart(2, "0")}`);
}

export function draftFileOf(slug: string): string {
  return `drafts/zoom-api/${slug}.json`;
}

/** Writes a draft that passes check and test, with the recording that it brings. */
export function writeCrowdDraft(folder: string, slug: string): void {
  const path = `/users/me/${slug.replace("get-", "")}`;
  const text = JSON.stringify({ topic: `The ${slug}` });
  write(folder, draftFileOf(slug), {
    draft: 1,
    port: "zoom-api",
    change: "add",
    action: {
      slug,
      label: `Read ${slug.replace("get-", "").replace("-", " ")}`,
      description: "One of many small things to read, for the signed-in user.",
      method: "GET",
      path,
      approvalMode: "require_approval",
      requestBodyMode: "none",
      resultMode: "json_summary",
      input: {},
      result: { fields: ["topic"] },
      scopes: ["user:read:user"],
      examples: [{ name: "one", input: {}, expect: { status: 200, output: { topic: `The ${slug}` } } }],
    },
    rationale: "Twenty agents ask at once, and each needs one of these.",
    references: [],
  });
  write(folder, draftFileOf(slug).replace(".json", ".har"), {
    log: {
      version: "1.2",
      entries: [
        {
          request: { method: "GET", url: `https://api.zoom.us/v2${path}` },
          response: { status: 200, content: { mimeType: "application/json", text } },
        },
      ],
      _harborDrafts: {
        provenance: "documented",
        recordedAt: "2026-11-22T00:00:00Z",
        source: "https://developers.zoom.us/docs/api/",
        tool: "by hand",
      },
    },
  });
}
