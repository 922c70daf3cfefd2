import { lazily } from "../../lazily.ts";
import { examineRecording } from "../har/examine.ts";
import { exchangesOf, readHar } from "../har/har.ts";
import type { KnownCredentials } from "../har/har-credentials.ts";
import { openRecording } from "../replay.ts";
import type { MockSource } from "./mock-answer.ts";

/**
 * Reads one recording to be served; none, with the reason logged, where it can't be read. What it
 * holds is looked through when something of it is about to be served: to do so for all takes long.
 */
export function readSource(
  file: string,
  bytes: Uint8Array,
  known: KnownCredentials,
  log: (line: string) => void,
): MockSource[] {
  const read = readHar(file, bytes);
  const tell = ({ line, column, message }: { line: number; column: number; message: string }): void =>
    log(`left out: ${file}:${line}:${column} ${message}`);
  if (!read.ok) {
    tell(read.finding);
    return [];
  }
  const isFit = lazily(() => {
    const [fault] = examineRecording({ file, ...read }, known);
    if (fault !== undefined) {
      tell(fault);
    }
    return fault === undefined;
  });
  return [{ file, recording: openRecording(exchangesOf(read.har)), isFit }];
}
