import type { Catalogue } from "../../catalog/load.ts";
import type { Files } from "../../io/files.ts";
import type { RecordOutput } from "../../output/record.ts";
import { version } from "../../version.ts";
import type { Origin } from "../exchange.ts";
import { finishRecording } from "./finish.ts";
import { planRecording, type RecordOptions } from "./plan.ts";
import { findTarget } from "./target.ts";

/** An answer that the API wasn't asked for, and where it comes from. */
export interface GivenAnswer extends Pick<Origin, "provenance" | "source"> {
  status: number;
  body: unknown;
}

/**
 * Writes the recording of a draft's examples that expect success from an answer that was given: by the API's
 * description, or by whoever proposes. It goes the way of every recording: listed fields alone, searched, replaced,
 * tested, and only then written.
 *
 * @throws HarborError as record does
 */
export async function recordGiven(
  at: { port: string; slug: string },
  { status, body, provenance, source }: GivenAnswer,
  { files, catalogue }: { files: Files; catalogue: Catalogue },
): Promise<RecordOutput> {
  const options: RecordOptions = { ...at, ...NO_OPTIONS };
  const target = await findTarget(options, files, catalogue);
  const steps = planRecording(target, [], undefined);
  const headers = body === undefined ? [] : [{ name: "content-type", value: "application/json" }];
  const response = { status, headers, body: body === undefined ? "" : JSON.stringify(body) };
  const answered = steps
    .filter(({ isAsked }) => isAsked)
    .map(({ sent, request: { method, url, body: sentBody } }) => ({
      example: sent,
      exchange: { method, url, body: sentBody ?? undefined, response },
    }));
  const origin = { provenance, source, recordedAt: null, kept: [], tool: `harbor-drafts/${version}` };
  return finishRecording({ target, steps, options }, { answered, leftOut: [], tokens: [], origin }, files);
}

const NO_OPTIONS = { yes: true, sendWrites: false, example: [], keep: [], force: true, dryRun: false };
