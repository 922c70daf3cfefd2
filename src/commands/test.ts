import type { Catalogue } from "../catalog/load.ts";
import type { Context } from "../context.ts";
import type { TestedOutput, TestOutput } from "../output/test.ts";
import { type DraftTest, testDraft, testLive } from "../recordings/test-draft.ts";
import { checkFile } from "../safe-model/check-file.ts";
import { chooseDrafts } from "./choose-files.ts";
import type { Report } from "./report.ts";

export { prettyTest as pretty } from "../reporters/pretty/test.ts";

export interface TestArguments {
  files?: readonly string[] | undefined;
  all: boolean;
}

/** Replays examples against recordings and runs probes; with --all also those of live actions. */
export async function run(context: Context, args: TestArguments): Promise<Report<TestOutput>> {
  const catalogue = await context.catalogue();
  const drafts: TestedOutput[] = [];
  for (const file of await chooseDrafts(context, args)) {
    drafts.push(await testFile(context, catalogue, file));
  }
  const live = args.all ? await testCatalogue(catalogue) : [];
  return { output: { drafts, live }, exit: [...drafts, ...live].every(({ passed }) => passed) ? 0 : 1 };
}

async function testFile(context: Context, catalogue: Catalogue, file: string): Promise<TestedOutput> {
  const { draft, slug, findings } = await checkFile(context.files, catalogue, file);
  const port = draft === undefined ? undefined : await catalogue.find(draft.port);
  if (draft === undefined || port === undefined) {
    return {
      file,
      slug,
      passed: false,
      evidence: "none",
      examples: [],
      probes: { run: 0, rejected: 0, escaped: [] },
      findings,
    };
  }
  return shown(file, slug, await testDraft(file, draft, port, context.files.tree, catalogue.tree));
}

async function testCatalogue(catalogue: Catalogue): Promise<TestedOutput[]> {
  const tested: TestedOutput[] = [];
  for (const slug of await catalogue.ports()) {
    const port = await catalogue.get(slug);
    for (const action of port.manifest.actions) {
      tested.push(shown(port.files.manifest, action.slug, await testLive(port, action, catalogue.tree)));
    }
  }
  return tested;
}

function shown(file: string, slug: string | null, test: DraftTest): TestedOutput {
  const { passed, evidence, examples, probes, findings } = test;
  return { file, slug, passed, evidence, examples, probes, findings };
}
