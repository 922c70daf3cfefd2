import type { Clock } from "../io/clock.ts";
import type { Style } from "../reporters/style.ts";

/** The process that a command runs in, as the command sees it. Tests hand in their own. */
export interface Host {
  /** `--root`. */
  root: string | undefined;
  /** `--base`. */
  base: string | undefined;
  cwd: string;
  environment: NodeJS.ProcessEnv;
  clock: Clock;
  /** This program's own file, and whether the report is coloured: for who runs it again. */
  program: string;
  hasColor: boolean;
  /** How long GitHub is waited for, where it isn't as long as usual: between tries in milliseconds, and for an answer. */
  patience?: { retryUnit?: number; giveUp?: () => AbortSignal } | undefined;
  /** All of stdin. */
  readInput(): Promise<Uint8Array>;
  /** A line on stderr. */
  log(line: string): void;
  /** Shows a part of a long report as soon as it is there; a report for machines is one document. */
  show(part: (style: Style) => string): void;
  /** Resolves when the process is asked to end. */
  untilStopped(): Promise<void>;
}
