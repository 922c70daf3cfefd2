/**
 * What can go wrong, as a machine reads it, with the exit status: 1 the draft is at fault, 2 the command line,
 * 3 the environment, 70 the tool. The list is part of the JSON contract.
 */
export const EXIT = {
  USAGE: 2,
  NOT_FOUND: 2,
  GIT: 3,
  NETWORK: 3,
  AUTH: 3,
  PERMISSION: 3,
  RATE_LIMIT: 3,
  FORGE: 3,
  CONFLICT: 3,
  IO: 3,
  INTERNAL: 70,
  REFUSED: 1,
  UNTESTED: 1,
  REJECTED: 1,
} as const;

export type ErrorCode = keyof typeof EXIT;

/**
 * A failure that was foreseen: one sentence, and the next step as the hint.
 * The message never holds a secret; causes are kept for debugging and never printed.
 */
export class HarborError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint = "", cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "HarborError";
    this.code = code;
    this.hint = hint;
  }
}

/** A list that is longer than anything that is read to its end. */
export class TooMany extends HarborError {}

/** A command of git that failed. */
export class GitFailure extends HarborError {
  /** git's own word for it, such as `push`. */
  readonly command: string;

  constructor(command: string, code: ErrorCode, message: string, hint: string, cause: unknown) {
    super(code, message, hint, cause);
    this.name = "GitFailure";
    this.command = command;
  }
}

/** Maps an error to the exit status of the process; whatever was not foreseen is a bug (70). */
export function exitStatusOf(error: unknown): number {
  return error instanceof HarborError ? EXIT[error.code] : EXIT.INTERNAL;
}

/** The three members by which an error is told to machines. */
export function describeError(error: unknown): { code: ErrorCode; message: string; hint: string } {
  if (error instanceof HarborError) {
    return { code: error.code, message: error.message, hint: error.hint };
  }
  return {
    code: "INTERNAL",
    message: error instanceof Error ? error.message : String(error),
    hint: "this is a bug in harbor-drafts; please report it with the stack on stderr",
  };
}
