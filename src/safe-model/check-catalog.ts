import type * as z from "zod";
import type { ReadableAction } from "../catalog/action.ts";
import { CATALOG_FOLDER, portFiles } from "../catalog/layout.ts";
import { type Manifest, manifestSchema } from "../catalog/manifest.ts";
import { type Policy, policySchema } from "../catalog/policy.ts";
import { HarborError } from "../errors.ts";
import { arrangeFindings, errorFinding, type Finding } from "../finding.ts";
import type { Files } from "../io/files.ts";
import { type JsonDocument, parseJson } from "../json/parse.ts";
import { BYTES } from "../limits.ts";
import type { CheckOutput } from "../output/check.ts";
import { applyRules } from "./apply.ts";
import type { ManifestSubject } from "./catalog-rule.ts";
import { RULES } from "./draft-rules.ts";
import * as manifestRules from "./manifest-rules/index.ts";
import * as policyRules from "./policy-rules/index.ts";
import type { Rule } from "./rule.ts";
import { findingWithoutSecret, secretFindings } from "./secret-findings.ts";
import { subjectOfAction } from "./subject.ts";

/** A file of the catalogue, judged as it stands in the work tree: that is what a reviewer is about to commit. */
export type CheckedCatalogFile = CheckOutput["catalog"][number];

/** Whether a path is one of a manifest, policy or API description, well placed or not. */
export function isCatalogFile(path: string): boolean {
  return path.startsWith(`${CATALOG_FOLDER}/`) && (path.endsWith(".json") || isDescription(path));
}

function isDescription(path: string): boolean {
  return /\.openapi\.(?:json|yaml)$/.test(path);
}

/** What a path of the catalogue is that of. */
export function kindOfCatalogFile(path: string): CheckedCatalogFile["kind"] {
  return isDescription(path) ? "description" : isPolicyFile(path) ? "policy" : "manifest";
}

/** The policy that belongs beside a manifest. */
export function policyBeside(manifest: string): string {
  return manifest.replace(/\.json$/, ".policy.json");
}

function isPolicyFile(path: string): boolean {
  return path.endsWith(".policy.json");
}

/**
 * Reads and judges one manifest, policy or API description of the working folder.
 *
 * @param paths of all files of the catalogue there
 * @throws HarborError NOT_FOUND where nothing is there
 */
export async function checkCatalogFile(
  files: Pick<Files, "entry" | "tree">,
  file: string,
  paths: ReadonlySet<string>,
): Promise<CheckedCatalogFile> {
  const findings = arrangeFindings(await findingsIn(files, file, paths));
  const passed = findings.every(({ severity }) => severity !== "error");
  return { file, kind: kindOfCatalogFile(file), passed, findings };
}

async function findingsIn(
  files: Pick<Files, "entry" | "tree">,
  file: string,
  paths: ReadonlySet<string>,
): Promise<Finding[]> {
  const entry = await files.entry(file);
  if (entry.kind === "none") {
    throw new HarborError("NOT_FOUND", `there is no file ${file}`, "`harbor-drafts inspect` lists the ports");
  }
  if (entry.kind !== "file") {
    const message = `${file} is no regular file`;
    return [errorFinding({ rule: "file/kind", message, hint: "put the file itself there", file })];
  }
  if (isDescription(file)) {
    // Loaded late: few catalogues have one.
    const { checkDescription } = await import("./check-description.ts");
    return checkDescription(file, entry.bytes).map(findingWithoutSecret);
  }
  const parsed = parseJson(entry.bytes, BYTES.catalogFile);
  if (!parsed.ok) {
    const { message, ...place } = parsed.problem;
    const hint = "a manifest or policy is one JSON object";
    const finding = errorFinding({ rule: "file/json", message: `the file ${message}`, hint, file, ...place });
    return [findingWithoutSecret(finding)];
  }
  const secrets = secretFindings(file, parsed.document.value, parsed.document.locate);
  if (secrets.length > 0) {
    // Nothing else is told: what other rules quote could be the secret.
    return secrets;
  }
  const read = { file, text: new TextDecoder().decode(entry.bytes), value: parsed.document.value, paths };
  if (isPolicyFile(file)) {
    const manifest = await readBeside(files, file.replace(/\.policy\.json$/, ".json"), manifestSchema);
    const subject = { ...read, strict: policySchema.safeParse(read.value), manifest };
    return applyRules(Object.values(policyRules), subject, parsed.document.locate);
  }
  const policy = await readBeside(files, policyBeside(file), policySchema);
  const subject = { ...read, strict: manifestSchema.safeParse(read.value), policy };
  return [
    ...applyRules(Object.values(manifestRules), subject, parsed.document.locate),
    ...findingsInActions(subject, parsed.document),
  ];
}

async function readBeside<Schema extends z.ZodType>(
  { tree }: Pick<Files, "tree">,
  path: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const bytes = await tree.read(path);
  const parsed = bytes === undefined ? undefined : parseJson(bytes, BYTES.catalogFile);
  return parsed?.ok ? schema.safeParse(parsed.document.value).data : undefined;
}

/** What drafts' rules say of a live action, by the policy beside it. */
function findingsInActions({ file, strict, policy }: ManifestSubject, { locate }: JsonDocument): Finding[] {
  if (!strict.success || policy === undefined) {
    return [];
  }
  const port = livePort(strict.data, policy);
  return strict.data.actions.flatMap((action, index) => {
    const place = (pointer: string): string =>
      pointer === "/action" || pointer.startsWith("/action/")
        ? `/actions/${index}${pointer.slice("/action".length)}`
        : `/actions/${index}`;
    const findings = applyRules(
      LIVE_ACTION_RULES,
      subjectOfAction(file, action as ReadableAction, port),
      (pointer) => locate(place(pointer)),
    );
    return findings.map((finding) => ({ ...finding, pointer: place(finding.pointer) }));
  });
}

function livePort(manifest: Manifest, policy: Policy) {
  const { slug, publisher } = manifest;
  return { slug, files: portFiles(publisher.slug, slug), manifest, manifestText: "", policy };
}

/** What is about a draft as a proposal says nothing of a live action; a secret was looked for above. */
const OF_PROPOSALS = /^(?:draft|file|identity|secret)\//;

/** Without their fixes: those are for drafts alone. */
const LIVE_ACTION_RULES: readonly Rule[] = RULES.filter(({ id }) => !OF_PROPOSALS.test(id)).map(
  ({ fix: _, ...rule }) => rule,
);
