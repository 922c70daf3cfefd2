import { examineRecording } from "../har/examine.ts";
import { exchangesOf, readHar } from "../har/har.ts";
import type { KnownCredentials } from "../har/har-credentials.ts";
import { openRecording } from "../replay.ts";
import type { MockSource } from "./mock-answer.ts";

/** Reads one recording to be served; none, with the reason logged, where `test` would refuse it. */
export function readSource(
  file: string,
  bytes: Uint8Array,
  known: KnownCredentials,
  log: (line: string) => void,
): MockSource[] {
  const read = readHar(file, bytes);
  const [fault] = read.ok ? examineRecording({ file, ...read }, known) : [read.finding];
  if (fault !== undefined || !read.ok) {
    log(`left out: ${file}:${fault?.line}:${fault?.column} ${fault?.message}`);
    return [];
  }
  return [{ file, recording: openRecording(exchangesOf(read.har)) }];
}
