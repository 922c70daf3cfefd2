import type { ReadableAction } from "../../src/catalog/action.ts";
import { draftFile, portFiles } from "../../src/catalog/layout.ts";
import { type LivePort, manifestText } from "../../src/catalog/load.ts";
import { type Manifest, manifestSchema } from "../../src/catalog/manifest.ts";
import { type Policy, policySchema } from "../../src/catalog/policy.ts";
import { type CheckedDraft, evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { PROJECT, readJson } from "../support/repository.ts";
import { bytesOf } from "../support/sample.ts";
import { type Inputs, object } from "./inputs.ts";

/** Who asks for routes of Zoom, each in their own integration. */
export type Source = "harbor" | "sumoLogic" | "prismatic" | "hackForLa";

/** One action on Zoom's API, as a draft proposes it, and what must become of it. */
export interface Entry {
  /** Unique; the draft's slug. */
  id: string;
  /** What each source calls the action; nothing where none of them asks for it. */
  asked?: Partial<Record<Source, string>>;
  /** What it does, for people. */
  does: string;
  method: string;
  path: string;
  /** The path's placeholders. */
  ids?: Inputs;
  query?: Inputs;
  body?: Inputs;
  /** The body's required members. */
  required?: readonly string[];
  scopes: readonly string[];
  /** The response fields that the agent would see. */
  shows: readonly string[];
  /** Where it isn't the one that the verdict asks for. */
  approvalMode?: "automatic";
  verdict: "automatic" | "approval" | "refused";
  /** A rule that must be among those that refuse. */
  rule?: string;
  /** What to do instead; for an admitted one, what it takes care of. */
  safe?: string;
}

const FOLDER = "catalog/integrations/zoom";

/** This repository's own Zoom policy. */
export const POLICY: Policy = policySchema.parse(readJson(PROJECT, `${FOLDER}/zoom-api.policy.json`));

const LIVE: Manifest = manifestSchema.parse(readJson(PROJECT, `${FOLDER}/zoom-api.json`));
// Without live actions, every route of the table can be proposed, also those that are live.
const MANIFEST: Manifest = { ...LIVE, actions: [] };

/** The Zoom port before anything was published. */
export const PORT: LivePort = {
  slug: MANIFEST.slug,
  files: portFiles(MANIFEST.publisher.slug, MANIFEST.slug),
  manifest: MANIFEST,
  manifestText: manifestText(MANIFEST),
  policy: POLICY,
};

/** Judges an entry's draft by this repository's Zoom policy. */
export function judge(entry: Entry): Promise<CheckedDraft> {
  const draft = {
    draft: 1,
    port: PORT.slug,
    change: "add",
    action: actionOf(entry),
    rationale: `An integration asks for this: ${entry.does}.`,
    references: ["https://developers.zoom.us/docs/api/"],
  };
  return evaluateDraft(draftFile(PORT.slug, entry.id), bytesOf(draft), async () => PORT);
}

/** The complete action that an entry stands for. */
export function actionOf(entry: Entry): ReadableAction {
  const { id, does, method, path, ids, query, body, required = [], verdict } = entry;
  const places = {
    ...(ids === undefined ? {} : { path: object(ids, Object.keys(ids)) }),
    ...(query === undefined ? {} : { query: object(query) }),
    ...(body === undefined ? {} : { body: object(body, required) }),
  };
  const part = (name: "schema" | "example") =>
    Object.fromEntries(Object.entries(places).map(([place, input]) => [place, input[name]]));
  return {
    slug: id,
    label: does,
    description: `${does}.`,
    method,
    path,
    approvalMode: entry.approvalMode ?? (verdict === "automatic" ? "automatic" : "require_approval"),
    requestBodyMode: body === undefined ? "none" : "json",
    resultMode: "json_summary",
    input: part("schema"),
    result: { fields: [...entry.shows] },
    scopes: [...entry.scopes],
    examples: [{ name: "plain", input: part("example") }],
  };
}
