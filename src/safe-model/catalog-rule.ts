import type * as z from "zod";
import type { Manifest } from "../catalog/manifest.ts";
import type { Policy } from "../catalog/policy.ts";
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
