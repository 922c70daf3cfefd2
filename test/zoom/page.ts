import { compareText } from "../../src/finding.ts";
import { judgeRoute } from "../../src/safe-model/routes.ts";
import { codeCell } from "../../src/text/markdown.ts";
import { actionOf, type Entry, judge, POLICY, type Source } from "./entry.ts";
import { SURFACE } from "./surface.ts";
import { CARELESS, READS } from "./variants.ts";

const START = `# What becomes of Zoom's routes

Four integrations ask for actions on Zoom's API. This page says what becomes of each of them here, and of other routes of Zoom: whether it may be proposed, what refuses it, and what to do instead.
Each verdict is the one that \`harbor-drafts check\` gives to a complete draft of the action, by this repository's Zoom policy, as if no action were live yet.
\`npm run generate\` writes this page from \`test/zoom/\`; edit it there.
`;

export const HEADINGS: Readonly<Record<Source, string>> = {
  harbor: "Harbor's reference integration",
  sumoLogic: "Sumo Logic's Zoom integration",
  prismatic: "Prismatic's Zoom component",
  hackForLa: "Hack for LA's use of Zoom",
};

interface Section {
  heading: string;
  /** What stands in the first column, and its entry. */
  rows: readonly (readonly [name: string, entry: Entry])[];
}

/** The sections of the page. An action that several sources ask for is in each of theirs. */
export const SECTIONS: readonly Section[] = [
  ...(Object.keys(HEADINGS) as Source[]).map((source) => ({
    heading: HEADINGS[source],
    rows: SURFACE.flatMap((entry) => {
      const name = entry.asked?.[source];
      return name === undefined ? [] : [[name, entry] as const];
    }).sort(([a], [b]) => compareText(a, b)),
  })),
  { heading: "Other routes", rows: byWhatTheyDo(SURFACE.filter(({ asked }) => asked === undefined)) },
  { heading: "Other reads that may be proposed", rows: byWhatTheyDo(READS) },
  { heading: "Admitted routes, asked for carelessly", rows: byWhatTheyDo(CARELESS) },
];

/** The page docs/zoom-surface.md as Markdown, every verdict computed. */
export async function surfacePage(): Promise<string> {
  const sections = await Promise.all(SECTIONS.map(section));
  return [START, ...sections].join("\n");
}

const TITLE = "| Action | Route | Verdict | Refused by | Why | Safe way |";

async function section({ heading, rows }: Section): Promise<string> {
  const lines = await Promise.all(rows.map(([name, entry]) => line(name, entry)));
  return [`## ${heading}`, "", TITLE, "| --- | --- | --- | --- | --- | --- |", ...lines, ""].join("\n");
}

async function line(name: string, entry: Entry): Promise<string> {
  const { verdict, findings } = await judge(entry);
  const errors = findings.filter(({ severity }) => severity === "error");
  const rules = [...new Set(errors.map(({ rule }) => rule))].sort(compareText);
  const cells = [
    cell(name),
    codeCell(`${entry.method} ${entry.path}`),
    verdict,
    rules.map(codeCell).join(", "),
    cell(reasonOf(entry, errors)),
    cell(entry.safe ?? ""),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The policy's word on the route; where it isn't the route that refuses, what the entry's own rule says. */
function reasonOf(entry: Entry, errors: readonly { rule: string; message: string }[]): string {
  if (errors.length === 0) {
    return judgeRoute(actionOf(entry), POLICY).reason;
  }
  const listed = POLICY.routes.find(({ method, path }) => method === entry.method && path === entry.path);
  const told = errors.find(({ rule }) => rule === entry.rule)?.message;
  return (listed?.tier === "refused" ? listed.reason : told) ?? "";
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function byWhatTheyDo(entries: readonly Entry[]): Section["rows"] {
  return entries.map((entry) => [entry.does, entry]);
}
