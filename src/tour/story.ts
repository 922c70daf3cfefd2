import manifest from "../../catalog/integrations/zoom/zoom-api.json" with { type: "json" };
import policy from "../../catalog/integrations/zoom/zoom-api.policy.json" with { type: "json" };
import deletion from "./delete-meeting.json" with { type: "json" };
import recording from "./get-past-meeting.har.json" with { type: "json" };
import idea from "./get-past-meeting.json" with { type: "json" };

/** One command of the tour: who runs it, and which exit status shows that all is well. */
export interface Step {
  title: string;
  who: "agent" | "reviewer";
  program: "harbor-drafts" | "git";
  words: readonly string[];
  expected: number;
}

/** The files with which the tour starts, by path in its folder. */
export const FILES: Readonly<Record<string, string>> = {
  "reviewer/catalog/integrations/zoom/zoom-api.json": json({
    ...manifest,
    // The tour publishes this action; should the real port have it by now, the tour's hasn't yet.
    actions: manifest.actions.filter(({ slug }) => slug !== idea.action.slug),
  }),
  "reviewer/catalog/integrations/zoom/zoom-api.policy.json": json(policy),
  "reviewer/harbor.config.json": json({ forge: "git-only" }),
  "ideas/delete-meeting.json": json(deletion),
  "ideas/get-past-meeting.json": json(idea),
};

/** What the agent puts beside its draft after proposing it. */
export const RECORDING = { path: "agent/drafts/zoom-api/get-past-meeting.har", text: json(recording) };

/** Git commands that build the scene, each at its folder. */
export const SCENE: readonly (readonly [at: string, ...words: string[]])[] = [
  [".", "init", "--quiet", "--bare", "--initial-branch=main", "remote.git"],
  ["reviewer", "init", "--quiet", "--initial-branch=main"],
  ["reviewer", "add", "--all"],
  ["reviewer", "commit", "--quiet", "--message=Import the Zoom port"],
  ["reviewer", "remote", "add", "origin", "../remote.git"],
  ["reviewer", "push", "--quiet", "--set-upstream", "origin", "main"],
  [".", "clone", "--quiet", "remote.git", "agent"],
];

const DRAFT = "drafts/zoom-api/get-past-meeting.json";
const BRANCH = "origin/publish/zoom-api/get-past-meeting";
const REQUEST = "refs/harbor-drafts/requests/zoom-api/get-past-meeting";

/** The tour, in order. */
export const STEPS: readonly Step[] = [
  agent("What may agents do on Zoom today?", ["inspect", "zoom-api"]),
  agent(
    "An idea that won't do: agents don't destroy.",
    ["propose", "zoom-api", "delete-meeting", "--from", "../ideas/delete-meeting.json"],
    1,
  ),
  agent("A better one: how long was a meeting, and how many came?", [
    "propose",
    "zoom-api",
    "get-past-meeting",
    "--from",
    "../ideas/get-past-meeting.json",
  ]),
  agent("Is it safe by the rules?", ["check", DRAFT]),
  agent("Does it do what it says? Its recording was put beside it, as get-past-meeting.har.", [
    "test",
    DRAFT,
  ]),
  agent("What would agents gain?", ["diff", DRAFT]),
  agent("The agent asks; it can't publish.", ["request-publish", DRAFT, "--as", "tour-agent"]),
  agent("Asking twice changes nothing.", ["request-publish", DRAFT, "--as", "tour-agent"]),
  agent("Where does everything stand?", ["status"]),
  reviewer("A reviewer fetches the request,", [
    "fetch",
    "--quiet",
    "origin",
    "+refs/heads/*:refs/remotes/origin/*",
    "+refs/harbor-drafts/*:refs/harbor-drafts/*",
  ]),
  reviewer("reads what it says,", ["show", `${REQUEST}:body.md`]),
  reviewer("looks at what it touches,", ["diff", "--stat", `main...${BRANCH}`]),
  {
    ...agent("has it judged by the guard, which believes no word of it,", [
      "verify",
      "--base",
      "main",
      "--head",
      BRANCH,
    ]),
    who: "reviewer",
  },
  reviewer("and merges it with plain git: the merge is the publication.", [
    "merge",
    "--quiet",
    "--ff-only",
    BRANCH,
  ]),
  reviewer("And pushes.", ["push", "--quiet", "origin", "main"]),
  agent("What became of the request?", ["status"]),
  agent("The new action is live.", ["inspect", "zoom-api"]),
];

/** The step before which the recording is put beside the draft. */
export const RECORDING_STEP = STEPS.findIndex(({ words }) => words[0] === "test");

function agent(title: string, words: readonly string[], expected = 0): Step {
  return { title, who: "agent", program: "harbor-drafts", words, expected };
}

function reviewer(title: string, words: readonly string[]): Step {
  return { title, who: "reviewer", program: "git", words, expected: 0 };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
