import type * as z from "zod";
import type { Manifest } from "../catalog/manifest.ts";
import type { Policy } from "../catalog/policy.ts";
import { EACH, parseField } from "../gateway/fields.ts";
import { isRecord } from "../json/record.ts";
import type { Problem, RuleFor } from "./rule.ts";

/** What rules about a file of the catalogue judge: a document, and what stands around it. */
interface CatalogSubject<Document> {
  /** Path below the root, with `/`. */
  file: string;
  text: string;
  /** The document as it was read, whatever it is. */
  value: unknown;
  /** The document as its schema sees it. */
  strict: z.ZodSafeParseResult<Document>;
  /** Paths of all files of the catalogue. */
  paths: ReadonlySet<string>;
}

export interface ManifestSubject extends CatalogSubject<Manifest> {
  /** The policy beside it; undefined where it is missing or can't be read. */
  policy: Policy | undefined;
}

export interface PolicySubject extends CatalogSubject<Policy> {
  /** The manifest beside it; undefined where it is missing or can't be read. */
  manifest: Manifest | undefined;
}

/** A manifest by its difference from a harmless one: members of it, of its port, or of its actions. */
export interface ManifestExample {
  manifest?: Record<string, unknown>;
  port?: Record<string, unknown>;
  /** In place of its one action, each by its difference from that one. */
  actions?: readonly Record<string, unknown>[];
  file?: string;
  /** Spaces by which it is indented; canonical are two. */
  indent?: number;
}

/** A policy by its difference from a harmless one: members of it, or one route more. */
export interface PolicyExample {
  policy?: Record<string, unknown>;
  route?: Record<string, unknown>;
}

export type ManifestRule = RuleFor<ManifestSubject, ManifestExample>;
export type PolicyRule = RuleFor<PolicySubject, PolicyExample>;

/** A rule about a document that its schema admits; what is wrong with another, the schema itself says. */
function defineCatalogRule<Document, Subject extends CatalogSubject<Document>, Example>(
  rule: Omit<RuleFor<Subject, Example>, "check" | "fix"> & {
    check(document: Document, subject: Subject): Iterable<Problem>;
  },
): RuleFor<Subject, Example> {
  const check = (subject: Subject) =>
    subject.strict.success ? rule.check(subject.strict.data, subject) : [];
  return { ...rule, check };
}

export const defineManifestRule = defineCatalogRule<Manifest, ManifestSubject, ManifestExample>;
export const definePolicyRule = defineCatalogRule<Policy, PolicySubject, PolicyExample>;

/** What is wrong with a text, wherever it stands. */
export type Fault = Omit<Problem, "pointer">;

type JudgeText = (
  text: string,
  policy: Policy,
  subject: PolicySubject,
) => Fault | readonly Fault[] | undefined;

/** A rule about single texts of a policy, each judged by where it stands: `routes[].path`. */
export function definePolicyTextRule({
  texts,
  ...rule
}: Omit<PolicyRule, "check"> & { texts: Readonly<Record<string, JudgeText>> }): PolicyRule {
  return definePolicyRule({
    ...rule,
    *check(policy, subject) {
      for (const [place, judge] of Object.entries(texts)) {
        for (const [pointer, text] of textsAt(policy, place)) {
          for (const fault of [judge(text, policy, subject) ?? []].flat()) {
            yield { pointer, ...fault };
          }
        }
      }
    },
  });
}

function textsAt(policy: Policy, place: string): [pointer: string, text: string][] {
  let found: [pointer: string, value: unknown][] = [["", policy]];
  for (const step of parseField(place) ?? []) {
    found = found.flatMap(([pointer, value]): typeof found => {
      if (step === EACH) {
        return Array.isArray(value) ? value.map((item, index) => [`${pointer}/${index}`, item]) : [];
      }
      return isRecord(value) ? [[`${pointer}/${step}`, value[step]]] : [];
    });
  }
  return found.filter((one): one is [string, string] => typeof one[1] === "string");
}
