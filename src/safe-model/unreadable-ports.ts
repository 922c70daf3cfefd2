import type { Catalogue } from "../catalog/load.ts";
import { HarborError } from "../errors.ts";
import type { CheckedDraft } from "./evaluate.ts";
import { findingWithoutSecret } from "./secret-findings.ts";

/** A catalogue whose unreadable ports count as missing, and the means to tell that they are there. */
export interface TolerantCatalogue {
  catalogue: Catalogue;
  /** Says of a draft's missing port that it can't be read, where that is so. */
  explain(checked: CheckedDraft): CheckedDraft;
}

/**
 * Where manifests and policies are judged themselves, one that can't be read is a finding of theirs,
 * not the end: drafts of its port are refused, and say why.
 */
export function tolerateUnreadable(catalogue: Catalogue): TolerantCatalogue {
  const failures = new Map<string, HarborError>();
  const find: Catalogue["find"] = async (slug) => {
    try {
      return await catalogue.find(slug);
    } catch (error) {
      if (error instanceof HarborError && error.code === "IO") {
        failures.set(slug, error);
        return undefined;
      }
      throw error;
    }
  };
  return {
    catalogue: { ...catalogue, find },
    explain(checked) {
      const failure = failures.get(checked.port ?? "");
      if (failure === undefined) {
        return checked;
      }
      const message = `the port can't be read, so nothing says what it admits: ${failure.message}`;
      const findings = checked.findings.map((finding) =>
        finding.rule === "draft/port"
          ? findingWithoutSecret({ ...finding, message, hint: failure.hint })
          : finding,
      );
      return { ...checked, findings };
    },
  };
}
