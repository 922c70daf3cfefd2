import type { Options } from "yargs";

const text = (describe: string) => ({ type: "string", requiresArg: true, describe }) as const;
const texts = (describe: string) => ({ ...text(describe), array: true, default: [] as string[] }) as const;
const flag = (describe: string) => ({ type: "boolean", default: false, describe }) as const;

/** A command as the command line knows it. */
interface Line {
  /** Words after the name: `<port> [slug]`, `[files..]`. */
  positionals: string;
  /** Whether one of them may be `-`, for stdin. */
  readsInput?: boolean;
  describe: string;
  options: Record<string, Options>;
  examples: readonly (readonly [command: string, what: string])[];
  /** Members of the report in which line breaks are meant. */
  multiline?: readonly string[];
  /** `schema` prints its document bare. */
  bare?: boolean;
  /** Whether a word that it doesn't take may be a token, given by mistake: then it isn't repeated. */
  secretive?: boolean;
}

/** Every command, in the order in which help lists them: an agent's way, then the rest. */
const LINES = {
  inspect: {
    positionals: "[port] [slug]",
    describe: "Show the live ports, one port, one action in full, or what a route would need",
    options: {},
    examples: [
      ["inspect", "all ports"],
      ["inspect zoom-api", "one port: its live actions, drafts and open requests"],
      ["inspect zoom-api list-meetings --json", "one action, for machines"],
      ['inspect zoom-api "GET /past_meetings/{meetingId}"', "a route: its tier, inputs and fields"],
      ["inspect zoom-api participants", "the routes that a word finds"],
    ],
  },
  propose: {
    positionals: "<port> <slug>",
    describe: "Write a draft and judge it at once",
    options: {
      from: text("A draft or an action as JSON: a file, or - for stdin"),
      change: { ...text("What the draft asks for"), choices: ["add", "update", "retire"] },
      method: text("HTTP method (default: GET)"),
      path: text("Path below the base URL, such as /meetings/{meetingId}"),
      operation: text("The route, by its operationId in the port's API description"),
      label: text("Short name for people"),
      description: text("What the action does, in a sentence"),
      approval: {
        ...text("Approval mode (default: the route's, or the live action's)"),
        choices: ["automatic", "require_approval"],
      },
      input: text("JSON with the schemas of path, query and body"),
      field: texts("A response field that the agent gets; repeat"),
      scope: texts("An API scope that the route needs (default: the one that the policy knows); repeat"),
      example: texts('JSON with "name" and "input"; repeat'),
      answer: text("The JSON body that the API answers, for the recording: a file, or - for stdin"),
      rationale: text("Why an agent needs it"),
      reference: texts("Link to the API's documentation; repeat"),
      force: flag("Replace a draft that is there"),
      "dry-run": flag("Print the draft and its verdict, write nothing"),
    },
    examples: [
      ['propose zoom-api get-past-meeting --path "/past_meetings/{meetingId}"', "from the API's description"],
      ["propose zoom-api get-meeting --from draft.json --answer answer.json", "from files"],
      ["propose zoom-api get-me --field id --field timezone --rationale 'no more is used'", "an update"],
      ["propose zoom-api list-meetings --change retire --rationale 'unused'", "a retirement"],
    ],
    multiline: ["content"],
  },
  check: {
    positionals: "[files..]",
    describe: "Judge drafts (or - for stdin), manifests and policies by schema and rules",
    options: {
      all: flag("Check every draft, manifest and policy (the default)"),
      changed: flag("Check those that differ from the base"),
      fix: flag("Mend drafts where that is safe, write them in full, show the diff"),
      format: {
        ...text("How to tell it"),
        choices: ["pretty", "json", "sarif", "github", "junit", "markdown"],
        default: "pretty",
      },
    },
    examples: [
      ["check drafts/zoom-api/get-meeting.json", "one draft"],
      ["check - < draft.json", "a draft that is no file yet"],
      ["check --fix", "mend all drafts where that is safe"],
      ["check --changed --format github", "what this branch changes, as annotations"],
    ],
    readsInput: true,
    multiline: ["patch"],
  },
  test: {
    positionals: "[files..]",
    describe: "Replay examples against recordings, run probes",
    options: { all: flag("Test every draft, and the live actions too") },
    examples: [
      ["test drafts/zoom-api/get-meeting.json", "one draft, with what an agent would get"],
      ["test --all", "all drafts and live actions"],
      ["test catalog/integrations/zoom/zoom-api.json", "live actions as the work tree has them"],
    ],
  },
  record: {
    positionals: "<port> <slug>",
    describe:
      "Ask the real API for the examples' answers, keep the listed fields, replace their values (operators)",
    options: {
      inputs: text("A JSON file with the examples' real inputs, by name; it isn't changed"),
      example: texts("Record this example only; repeat"),
      from: text("Take the answers from a HAR file that a browser or proxy saved"),
      via: text("Send through a gateway on this machine, such as http://127.0.0.1:8080"),
      keep: texts("Keep this listed field's real values; repeat"),
      to: text("The base URL that may get the token: the manifest's, as you know it"),
      yes: flag("Send, and keep, without asking"),
      "send-writes": flag("Send writes without asking: they happen for real"),
      force: flag("Replace the recording that is there"),
      "dry-run": flag("Show what would be sent, send nothing"),
    },
    examples: [
      ["record zoom-api get-meeting --dry-run", "what would be sent"],
      ["record zoom-api get-meeting --to https://api.zoom.us/v2", "asks, and sends the token there alone"],
      ["record zoom-api get-meeting --inputs ../real.json", "with real inputs, which are kept nowhere"],
      ["record zoom-api get-meeting --from saved.har", "from what a browser saved"],
    ],
    secretive: true,
  },
  mock: {
    positionals: "<port>",
    describe: "Serve a port's recordings over HTTP on this machine, to try a draft with any client",
    options: {
      listen: { ...text("The TCP port (default: a free one)"), default: "0" },
    },
    examples: [
      ["mock zoom-api", "tells its URL, and serves until it is stopped"],
      ["mock zoom-api --listen 8080 --json", "at a URL that is known, for machines"],
    ],
  },
  diff: {
    positionals: "<file>",
    describe: "Show what a draft would change",
    options: {},
    examples: [["diff drafts/zoom-api/get-meeting.json", "sentence, changes, version and manifest diff"]],
    multiline: ["patch"],
  },
  "request-publish": {
    positionals: "<files..>",
    describe: "Check, test, fold, push and open the publish request",
    options: {
      as: text("Who asks, shown to reviewers as claimed"),
      "dry-run": flag("Print the plan, change nothing"),
      signoff: flag("Certify the change's origin with a Signed-off-by line (DCO)"),
      again: flag("Ask once more for what a reviewer closed"),
      "take-over": flag("Replace a request of somebody else's, or one that was changed by hand"),
    },
    examples: [
      ["request-publish drafts/zoom-api/get-meeting.json --dry-run", "what would be asked for"],
      ["request-publish drafts/zoom-api/get-meeting.json --as planner", "ask for it"],
      ["request-publish drafts/zoom-api/get-meeting.json --again", "after a reviewer closed it"],
    ],
    multiline: ["message", "body"],
  },
  refresh: {
    positionals: "[slugs..]",
    describe: "Fold open requests again onto the moved base",
    options: { "dry-run": flag("Print the plans, change nothing") },
    examples: [
      ["refresh", "all open requests"],
      ["refresh get-meeting", "one of them"],
    ],
    multiline: ["message", "body"],
  },
  withdraw: {
    positionals: "<slug>",
    describe: "Close a request and delete its branch; the draft stays",
    options: {
      as: text("Who asked for it"),
      "take-over": flag("Withdraw a request of somebody else's"),
    },
    examples: [
      ["withdraw get-meeting --as planner", "what planner asked for"],
      ["withdraw zoom-api/get-meeting", "where several ports have the slug"],
    ],
  },
  status: {
    positionals: "",
    describe: "Show where each draft and request stands, and what is next",
    options: {},
    examples: [["status --json", "for machines"]],
    multiline: ["text"],
  },
  verify: {
    positionals: "",
    describe: "Tell whether a change may land, by git objects alone (CI's guard)",
    options: {
      head: text("The change: a branch or commit. --base is where it is to land"),
      landed: flag("Head is the base branch itself: judge each commit on it"),
      allow: { ...text("What may land besides"), choices: ["maintenance"] },
      author: texts("Who made the change; then --allow asks code owners. Repeat"),
      "approved-by": texts("Who approved it: a login, or @org/team; repeat"),
      format: { ...text("How to tell it"), choices: ["pretty", "json", "github"], default: "pretty" },
    },
    examples: [
      ["verify --base origin/main --head HEAD", "would this branch be let in?"],
      ["verify --base OLD --head NEW --landed", "in a merge queue or pre-receive"],
      ["verify --base main --head topic --allow maintenance --author ann --approved-by bob", "policies"],
    ],
  },
  rules: {
    positionals: "[id]",
    describe: "List the safe-model rules, or explain one",
    options: {},
    examples: [["rules principal/path", "why a free user id is refused"]],
  },
  schema: {
    positionals: "<name>",
    describe: "Print a JSON Schema: draft, manifest, policy, recording, config, or a command's output",
    options: {},
    examples: [
      ["schema draft", "for editors and agents that write drafts"],
      ["schema check", "of what `check --json` prints"],
    ],
    bare: true,
  },
  doctor: {
    positionals: "",
    describe: "Tell what a request would fail on, and whether the guard is in place",
    options: {},
    examples: [
      ["doctor", "each check in a line, with the fix"],
      ["doctor --json", "for machines; exit status 3 where a check failed"],
    ],
  },
  tour: {
    positionals: "",
    describe: "Walk the whole way once, in a throw-away folder, offline",
    options: { keep: flag("Keep the folder and tell where it is") },
    examples: [["tour", "from inspect to live, and one refusal"]],
  },
} as const satisfies Record<string, Line>;

export type CommandName = keyof typeof LINES;

export interface Command extends Line {
  name: CommandName;
}

export const COMMANDS: readonly Command[] = Object.entries(LINES).map(([name, line]) => ({
  name: name as CommandName,
  ...line,
}));

/** What a command's file gets, as its line says: parseArguments holds the words to that. */
export type Arguments<Name extends CommandName> = OptionValues<(typeof LINES)[Name]["options"]> &
  WordValues<(typeof LINES)[Name]["positionals"]>;

/** The values of options by their names, as a program spells them. */
type OptionValues<Own extends Record<string, Options>> = {
  [Name in keyof Own & string as Camel<Name>]: Own[Name] extends { type: "boolean" }
    ? boolean
    : Own[Name] extends { array: true }
      ? string[]
      : Own[Name] extends { default: string }
        ? string
        : string | undefined;
} & { root: string | undefined; base: string | undefined; json: boolean };

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** The values of positionals: one word each, or all that are left. */
type WordValues<Words extends string> = Words extends `${infer First} ${infer Rest}`
  ? WordValues<First> & WordValues<Rest>
  : Words extends `${"<" | "["}${infer Name}..${string}`
    ? Record<Name, string[]>
    : Words extends `<${infer Name}>`
      ? Record<Name, string>
      : Words extends `[${infer Name}]`
        ? Record<Name, string | undefined>
        : unknown;
