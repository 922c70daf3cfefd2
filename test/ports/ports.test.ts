import { expect, test } from "vitest";
import { fold } from "../../src/catalog/fold.ts";
import { portFiles } from "../../src/catalog/layout.ts";
import { manifestText } from "../../src/catalog/load.ts";
import type { Finding } from "../../src/finding.ts";
import type { CheckOutput } from "../../src/output/check.ts";
import type { DiffOutput } from "../../src/output/diff.ts";
import type { TestedOutput, TestOutput } from "../../src/output/test.ts";
import { callJson } from "../support/program.ts";
import { temporaryFolder, write } from "../support/repository.ts";
import { actionOf, filesOf, manifestOf, type Product } from "./product.ts";
import { PRODUCTS } from "./products.ts";

/** The starter actions that are refused: by which rules, and why that is right. */
const REFUSED: Readonly<Record<string, { rules: string[]; why: string }>> = {
  "gmail-api/create-draft": {
    rules: ["schema/raw"],
    why: "a whole message in base64: any recipient, any header",
  },
  "gmail-api/send-message": {
    rules: ["schema/raw"],
    why: "a whole message in base64: any recipient, any header",
  },
  "microsoft-graph-mail/send-mail": {
    rules: ["principal/input", "route/inputs"],
    why: "the owner lists no input for recipients",
  },
};

const ACTIONS = PRODUCTS.flatMap((product) =>
  Object.entries(product.actions).map(([slug, starter]) => ({
    name: `${product.slug}/${slug}`,
    action: actionOf(slug, starter),
  })),
);

test("the table has 25 products and a hundred starter actions, each with what an agent needs to know", () => {
  expect(new Set(PRODUCTS.map(({ slug }) => slug)).size).toBe(25);
  expect(ACTIONS.length).toBeGreaterThanOrEqual(97);
  const withFew = ACTIONS.filter(({ action }) => action.result.fields.length < 3);
  expect(withFew.map(({ name }) => name)).toEqual([
    // The API's answer has no more than these.
    "gmail-api/list-forwarding-addresses",
    "google-sheets-api/clear-range",
    "jenkins-remote-api/start-job",
    "microsoft-graph-mail/send-mail",
  ]);
});

test("at least 95 of 100 starter actions pass", () => {
  const refused = ACTIONS.filter(({ name }) => Object.hasOwn(REFUSED, name));
  expect(refused.map(({ name }) => name)).toEqual(Object.keys(REFUSED).sort());
  expect(refused.length).toBeLessThanOrEqual(ACTIONS.length * 0.05);
});

test.each(PRODUCTS)("$product: its starter actions pass check, test, diff and fold", async (product) => {
  const folder = temporaryFolder();
  for (const [file, content] of Object.entries(filesOf(product))) {
    write(folder, file, content);
  }
  const slugs = Object.keys(product.actions);
  const admitted = slugs.filter((slug) => !Object.hasOwn(REFUSED, `${product.slug}/${slug}`));
  expect.soft(await policyProblems(folder, product)).toEqual([]);
  const expected = slugs.map((slug) => {
    const refused = REFUSED[`${product.slug}/${slug}`];
    return [slug, refused?.rules.map((rule) => `refused by ${rule}`) ?? []];
  });
  expect.soft(await draftProblems(folder, product)).toEqual(Object.fromEntries(expected));
  expect.soft(await liveProblems(folder, product, admitted)).toEqual([]);
});

async function call<Output>(cwd: string, ...words: [command: string, ...rest: string[]]): Promise<Output> {
  const { output } = await callJson<Output>(words, { cwd, now: new Date("2026-11-30T00:00:00Z") });
  return output;
}

/** What check has against the manifest and the policy. That it warns is for their owners to weigh. */
async function policyProblems(folder: string, product: Product): Promise<string[]> {
  const { manifest, policy } = portFiles(product.publisher, product.slug);
  const { catalog } = await call<CheckOutput>(folder, "check", manifest, policy);
  return catalog.flatMap(({ findings }) => findings.filter(({ severity }) => severity === "error").map(told));
}

/** What check, test and diff have against each draft; errors and warnings alike, since these are honest. */
async function draftProblems(folder: string, product: Product): Promise<Record<string, string[]>> {
  const problems: Record<string, string[]> = {};
  for (const [slug, { reason }] of Object.entries(product.actions)) {
    const tier = reason === undefined ? "automatic" : "approval";
    const file = `drafts/${product.slug}/${slug}.json`;
    const { drafts: checked } = await call<CheckOutput>(folder, "check", file);
    const [{ verdict, findings } = expect.fail(file)] = checked;
    if (verdict === "refused" && Object.hasOwn(REFUSED, `${product.slug}/${slug}`)) {
      const errors = findings.filter(({ severity }) => severity === "error");
      problems[slug] = [...new Set(errors.map(({ rule }) => `refused by ${rule}`))].sort();
      continue;
    }
    const { drafts: tested } = await call<TestOutput>(folder, "test", file);
    const { bump, capability } = await call<DiffOutput>(folder, "diff", file);
    problems[slug] = [
      // Recordings that are written by hand aren't in form yet.
      ...findings.filter(({ severity }) => severity !== "info").map(told),
      ...(verdict === tier ? [] : [`verdict ${verdict}`]),
      ...tested.flatMap(testProblems),
      ...(bump?.to === "1.1.0" ? [] : ["diff makes no next version"]),
      ...(capability?.startsWith("agents could now ") ? [] : ["diff says not what agents could do"]),
    ];
  }
  return problems;
}

/** Folds the drafts into the manifest, one after the other, and looks at the port as it would be live. */
async function liveProblems(folder: string, product: Product, slugs: readonly string[]): Promise<string[]> {
  const live = portFiles(product.publisher, product.slug);
  const files = filesOf(product);
  let manifest = manifestOf(product);
  for (const [slug, starter] of Object.entries(product.actions)) {
    if (slugs.includes(slug)) {
      manifest = fold(manifest, { change: "add", action: actionOf(slug, starter) });
      write(folder, live.recording(slug), files[`drafts/${product.slug}/${slug}.har`] ?? "");
    }
  }
  write(folder, live.manifest, manifestText(manifest));
  const { live: tested } = await call<TestOutput>(folder, "test", live.manifest);
  const missing = slugs.filter((slug) => !tested.some((one) => one.slug === slug));
  return [...tested.flatMap(testProblems), ...missing];
}

function testProblems({ slug, passed, examples, findings }: TestedOutput): string[] {
  const failed = examples.flatMap(({ mismatch }) => mismatch?.message ?? []);
  return passed && findings.length === 0 ? [] : [`${slug} failed its test`, ...failed, ...findings.map(told)];
}

function told({
  rule,
  severity,
  pointer,
  message,
}: Pick<Finding, "rule" | "severity" | "pointer" | "message">): string {
  return `${severity} ${rule} at ${pointer}: ${message}`;
}
