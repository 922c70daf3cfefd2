import { FINDINGS, type FindingDoc } from "../../src/safe-model/finding-docs.ts";
import { findSecrets } from "../../src/secrets/find.ts";

interface Chapter {
  title: string;
  intro: string;
  of: FindingDoc["of"];
}

const CHAPTERS: readonly Chapter[] = [
  {
    title: "Drafts",
    intro:
      "Examples are differences from a harmless draft, which adds `GET /meetings/{meetingId}` to a port whose one live action is `GET /users/me/meetings`; `{}` is that draft itself. `draft` tells what differs of its own members, `action` of its action's, `file` of where it stands, `proposals` of what others propose at the same time. Those on routes, inputs, results, scopes and texts of an action hold for live actions, too, when their manifest is checked.",
    of: "drafts",
  },
  {
    title: "Manifests",
    intro:
      "`harbor-drafts check` judges a manifest as it stands in the work tree, by the policy beside it. Examples are differences from a harmless manifest: `manifest` of its own members, `port` of its port's, `actions` of each of its actions', `file` of where it stands, `indent` of how it is written.",
    of: "manifests",
  },
  {
    title: "Policies",
    intro:
      "`harbor-drafts check` judges a policy as it stands in the work tree. Examples are differences from a harmless policy: `policy` of its own members, `route` is one route more.",
    of: "policies",
  },
  {
    title: "Before the rules",
    intro: "What keeps a file from being judged, or an action from being tested. These have no examples.",
    of: "reading",
  },
  {
    title: "What may land",
    intro:
      "Why `harbor-drafts verify` lets a change not land, or what its reviewer should know. [guard.md](guard.md) tells how it is put in place. These have no examples.",
    of: "landing",
  },
];

/** The reference of all rules, in Markdown, from what each rule says of itself. */
export function rulesPage(): string {
  return `# Rules

What \`harbor-drafts check\` and \`test\` find, by rule id. \`harbor-drafts rules <id>\` tells the same on the command line.

A finding of severity \`error\` refuses; \`warning\` and \`info\` don't. Rules marked with ✓ can mend some of what they find: \`harbor-drafts check --fix\` does, where nothing is guessed and nobody gets more. A rule that fails itself refuses, too.

This page is generated from the rules: \`npm run generate\` writes it anew, and a test keeps it true.

${CHAPTERS.map(contents).join("\n")}
${CHAPTERS.map(chapter).join("\n")}`;
}

function docsIn({ of }: Chapter): FindingDoc[] {
  return [...FINDINGS.values()].filter((doc) => doc.of === of);
}

function contents(chapter: Chapter): string {
  const { title } = chapter;
  const rows = docsIn(chapter).map(
    ({ id, summary, isFixable }) =>
      `| [${id}](#${anchor(id)}) | ${words(summary)} | ${isFixable ? "✓" : ""} |`,
  );
  return `**[${title}](#${anchor(title)})**\n\n| rule | tells that | fix |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function chapter(chapter: Chapter): string {
  return `## ${chapter.title}\n\n${chapter.intro}\n\n${docsIn(chapter).map(entry).join("\n")}`;
}

function entry({ id, summary, why, examples, isFixable }: FindingDoc): string {
  const parts = [
    `### ${id}\n\n${words(summary)}.${isFixable ? " `check --fix` mends it where that is safe." : ""}\n\n${words(why)}\n`,
    shown("Passes:", examples.good),
    shown("Found:", examples.bad),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function shown(title: string, examples: readonly unknown[]): string {
  // Scanners would take even a made-up secret on this page for a leak.
  const told = examples.filter((example) => findSecrets(example).length === 0);
  const left = examples.length - told.length;
  const note = left === 0 ? "" : `${left} more look like secrets, and aren't shown here.\n`;
  return told.length === 0
    ? note
    : `${title}\n\n\`\`\`json\n${told.map(compact).join("\n")}\n\`\`\`\n${note === "" ? "" : `\n${note}`}`;
}

/** JSON on one line, spaced for the eye; whatever isn't plain is escaped, so that it can be seen. */
function compact(value: unknown): string {
  return JSON.stringify(value, null, 1)
    .replace(/\n\s*/g, " ")
    .replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Words of a rule as Markdown: none of them is markup. */
function words(text: string): string {
  return text.replace(/[\\<>|*`[\]]/g, "\\$&");
}

/** As GitHub makes it from a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}
