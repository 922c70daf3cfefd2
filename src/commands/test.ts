import { parseManifestPath } from "../catalog/layout.ts";
import { type Catalogue, openCatalogue } from "../catalog/load.ts";
import type { Arguments } from "../command-line.ts";
import type { TestedOutput, TestOutput } from "../output/test.ts";
import {
  type DraftTest,
  NOTHING_TESTED,
  type TestMeans,
  testDraft,
  testLive,
} from "../recordings/test-draft.ts";
import { checkFile } from "../safe-model/check-file.ts";
import { type Context, openContext } from "../workspace/context.ts";
import type { Host } from "../workspace/host.ts";
import { chooseFiles, draftCandidates, type Judge } from "./choose-files.ts";
import type { Report } from "./report.ts";

export { prettyTest as pretty } from "../reporters/pretty/test.ts";

const TEST: Judge = {
  name: "test",
  judges: "drafts, and manifests with their live actions",
  isJudged: (path) => parseManifestPath(path) !== undefined,
};

/**
 * Replays examples against recordings and runs probes: of drafts; with --all also of live actions,
 * as the base has them; of a manifest that is named, as the work tree has it.
 */
export async function run(host: Host, args: Arguments<"test">): Promise<Report<TestOutput>> {
  const context = await openContext(host);
  const { tree } = context.files;
  const chosen = await chooseFiles(context, args, TEST, () => draftCandidates(tree));
  const catalogue = await context.catalogue();
  const means = testMeans(context, catalogue);
  const drafts: TestedOutput[] = [];
  const live: TestedOutput[] = [];
  for (const file of chosen) {
    const manifest = parseManifestPath(file);
    if (manifest === undefined) {
      drafts.push(await testFile(context, catalogue, file, means));
    } else {
      live.push(...(await testPort(openCatalogue(tree), manifest.port, { ...means, base: tree })));
    }
  }
  for (const port of args.all ? await catalogue.ports() : []) {
    live.push(...(await testPort(catalogue, port, means)));
  }
  return { output: { drafts, live }, exit: [...drafts, ...live].every(({ passed }) => passed) ? 0 : 1 };
}

function testMeans({ files, clock }: Context, { tree }: Catalogue): TestMeans {
  return { work: files.tree, base: tree, now: clock.now() };
}

/** Tests one draft of the work tree. @throws HarborError NOT_FOUND where nothing is there */
export async function testFile(
  context: Context,
  catalogue: Catalogue,
  file: string,
  means = testMeans(context, catalogue),
): Promise<TestedOutput> {
  const { loaded, slug, findings } = await checkFile(context.files, catalogue, file);
  const port = loaded === undefined ? undefined : await catalogue.find(loaded.draft.port);
  const test =
    loaded === undefined || port === undefined
      ? { ...NOTHING_TESTED, findings }
      : await testDraft(loaded, port, means);
  return shown(file, slug, test);
}

async function testPort(catalogue: Catalogue, slug: string, means: TestMeans): Promise<TestedOutput[]> {
  const port = await catalogue.get(slug);
  const tested: TestedOutput[] = [];
  for (const action of port.manifest.actions) {
    tested.push(shown(port.files.manifest, action.slug, await testLive(port, action, means)));
  }
  return tested;
}

function shown(file: string, slug: string | null, test: DraftTest): TestedOutput {
  const { passed, evidence, kept, origin, examples, probes, findings } = test;
  const recordedAt = origin?.recordedAt ?? null;
  return { file, slug, passed, evidence, kept, recordedAt, examples, probes, findings };
}
