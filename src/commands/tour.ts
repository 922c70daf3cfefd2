import type { Arguments } from "../command-line.ts";
import { HarborError } from "../errors.ts";
import type { TourOutput } from "../output/tour.ts";
import { prettyTourStep } from "../reporters/pretty/tour.ts";
import { shellWord } from "../text/shell-word.ts";
import { FILES, RECORDING, RECORDING_STEP, SCENE, STEPS, type Step } from "../tour/story.ts";
import type { Host } from "../workspace/host.ts";
import { openSandbox, type Sandbox } from "../workspace/sandbox.ts";
import type { Report } from "./report.ts";

export { prettyTour as pretty } from "../reporters/pretty/tour.ts";

type Done = TourOutput["steps"][number];

/**
 * Runs the real commands one after another in a throw-away folder, with a bare git repository as
 * the remote. It stops where a step ends otherwise than it should.
 */
export async function run(host: Host, { keep }: Arguments<"tour">): Promise<Report<TourOutput>> {
  const sandbox = await openSandbox(host);
  const steps: Done[] = [];
  try {
    await setScene(sandbox);
    for (const [index, step] of STEPS.entries()) {
      if (index === RECORDING_STEP) {
        await sandbox.write(RECORDING.path, RECORDING.text);
      }
      const done = await take(sandbox, step);
      steps.push(done);
      host.show((style) => prettyTourStep(done, style));
      if (done.exit !== done.expected) {
        break;
      }
    }
  } finally {
    if (!keep) {
      await sandbox.remove();
    }
  }
  const isWhole = steps.length === STEPS.length && steps.every(({ exit, expected }) => exit === expected);
  return { output: { steps, folder: keep ? sandbox.folder : null }, exit: isWhole ? 0 : 1 };
}

async function setScene(sandbox: Sandbox): Promise<void> {
  for (const [path, text] of Object.entries(FILES)) {
    await sandbox.write(path, text);
  }
  const remote = `${sandbox.folder}/remote.git`;
  const trust = [".", "config", "--global", "--add", "harbor-drafts.localRemote", remote] as const;
  for (const [at, ...words] of [...SCENE, trust]) {
    const { exit, output } = await sandbox.runGit(at, ...words).catch((error: unknown) => {
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

async function take(sandbox: Sandbox, { title, who, program, words, expected }: Step): Promise<Done> {
  const runIt = program === "git" ? sandbox.runGit : sandbox.runSelf;
  const { exit, output } = await runIt(who, ...words);
  return { title, who, command: [program, ...words.map(shellWord)].join(" "), exit, expected, output };
}
