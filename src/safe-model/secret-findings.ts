import { errorFinding, type Finding } from "../finding.ts";
import type { Position } from "../json/parse.ts";
import { findInText, findSecrets } from "../secrets/find.ts";
import { secretFound } from "./rules/secret.ts";

/** What looks like a secret in a file's value. What it says is told nowhere. */
export function secretFindings(
  file: string,
  value: unknown,
  locate: (pointer: string) => Position,
): Finding[] {
  return findSecrets(value).map(({ kind, pointer }) =>
    errorFinding({
      rule: secretFound.id,
      message: `this looks like a secret (${kind})`,
      hint: "remove it, and replace it where it was issued; other findings are told once it is gone",
      file,
      ...locate(pointer),
      pointer,
    }),
  );
}

/** A file that can't be read may hold a secret in the very name that a finding quotes. */
export function findingWithoutSecret(finding: Finding): Finding {
  return findInText(`${finding.message} ${finding.pointer} ${finding.hint}`).length === 0
    ? finding
    : {
        ...finding,
        message: "the file can't be read, and holds what looks like a secret",
        pointer: "",
        hint: "remove it, and replace it where it was issued",
        candidates: [],
      };
}
