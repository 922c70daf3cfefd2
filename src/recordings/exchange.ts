import type { Example } from "../catalog/action.ts";
import type { ActionResponse } from "../gateway/response.ts";

/** A recorded answer, as it stood on the wire. */
export type RecordedResponse = ActionResponse;

/** A header as HAR and HTTP have it; names compare without case. */
export type Header = ActionResponse["headers"][number];

/** One request and its answer. The same for replay, projection, the mock server and HAR in and out. */
export interface Exchange {
  method: string;
  /** Absolute, as it was recorded. */
  url: string;
  /** The JSON value that was sent, or the text where it is no JSON; undefined where nothing was. */
  body: unknown;
  response: RecordedResponse;
  /** When it took place, by the file's word. */
  startedAt?: string | undefined;
  /** Where this exchange comes from, where that isn't what the whole recording says. */
  origin?: Origin | undefined;
}

/** An example with the exchange that answered it. */
export interface AnsweredExample {
  example: Example;
  exchange: Exchange;
}

/**
 * How much a recording's word for itself is worth: `recorded` was asked of the API, `documented` names a
 * page of its documentation, `assumed` is anything else, and with `none` there is no recording.
 */
export type Provenance = "recorded" | "documented" | "assumed" | "none";

/** Where a recording says it comes from. A claim, until the base branch has it. */
export interface Origin {
  provenance: "recorded" | "documented" | "assumed";
  /** An ISO 8601 instant; null where nobody knows. */
  recordedAt: string | null;
  source: string;
  /** Listed fields with their real values, which somebody wanted to keep. */
  kept: string[];
  tool: string;
}
