import { HarborError } from "../errors.ts";
import type { TourOutput } from "../output/tour.ts";
import { shellWord } from "../text/shell-word.ts";
import { FILES, RECORDING, RECORDING_STEP, SCENE, STEPS, type Step } from "../tour/story.ts";
import type { Workshop } from "../workspace/sandbox.ts";
import type { Report } from "./report.ts";

export { prettyTour as pretty, prettyTourStep as prettyPart } from "../reporters/pretty/tour.ts";

type Done = TourOutput["steps"][number];

/** What the tour is given instead of a repository. */
export interface TourTools {
  openWorkshop(): Promise<Workshop>;
  /** Shows a step as soon as it is done. */
  tell(step: Done): void;
}

/**
 * Runs the real commands one after another in a throw-away folder, with a bare git repository as
 * the remote. It stops where a step ends otherwise than it should.
 */
export async function run(
  { openWorkshop, tell }: TourTools,
  { keep }: { keep: boolean },
): Promise<Report<TourOutput>> {
  const workshop = await openWorkshop();
  const steps: Done[] = [];
  try {
    await setScene(workshop);
    for (const [index, step] of STEPS.entries()) {
      if (index === RECORDING_STEP) {
        await workshop.write(RECORDING.path, RECORDING.text);
      }
      const done = await take(workshop, step);
      steps.push(done);
      tell(done);
      if (done.exit !== done.expected) {
        break;
      }
    }
  } finally {
    if (!keep) {
      await workshop.remove();
    }
  }
  const isWhole = steps.length === STEPS.length && steps.every(({ exit, expected }) => exit === expected);
  return { output: { steps, folder: keep ? workshop.folder : null }, exit: isWhole ? 0 : 1 };
}

async function setScene(workshop: Workshop): Promise<void> {
  for (const [path, text] of Object.entries(FILES)) {
    await workshop.write(path, text);
  }
  const remote = `${workshop.folder}/remote.git`;
  const trust = [".", "config", "--global", "--add", "harbor-drafts.localRemote", remote] as const;
  for (const [at, ...words] of [...SCENE, trust]) {
    const { exit, output } = await workshop.runGit(at, ...words).catch((error: unknown) => {
      throw new HarborError("GIT", "git isn't installed", "install git 2.31 or newer", error);
    });
    if (exit !== 0) {
      throw new HarborError(
        "GIT",
        `git ${words[0]} failed: ${output.trim()}`,
        "the tour needs git 2.31 or newer",
      );
    }
  }
}

async function take(workshop: Workshop, { title, who, program, words, expected }: Step): Promise<Done> {
  const runIt = program === "git" ? workshop.runGit : workshop.runSelf;
  const { exit, output } = await runIt(who, ...words);
  return { title, who, command: [program, ...words.map(shellWord)].join(" "), exit, expected, output };
}
