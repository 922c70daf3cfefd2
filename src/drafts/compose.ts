import type { Action } from "../catalog/action.ts";
import { type LivePort, liveAction } from "../catalog/load.ts";
import { HarborError } from "../errors.ts";

/** What the command line of `propose` says. */
export interface ProposeOptions {
  change?: string | undefined;
  label?: string | undefined;
  description?: string | undefined;
  method?: string | undefined;
  path?: string | undefined;
  approval?: string | undefined;
  /** JSON text: `{ "path": …, "query": …, "body": … }`. */
  input?: string | undefined;
  field: readonly string[];
  scope: readonly string[];
  /** JSON texts: `{ "name": …, "input": … }`. */
  example: readonly string[];
  rationale?: string | undefined;
  reference: readonly string[];
}

/**
 * A draft from options; an update starts from the live action, so that only what changes need be said, and an
 * addition from what is known of its route. What no one said is left out, to be filled in.
 *
 * @param known what the API's description says of the route, as an action; its texts are made from names
 */
export function composeDraft(
  port: LivePort,
  slug: string,
  options: ProposeOptions,
  known?: { action: Partial<Action>; rationale: string },
): unknown {
  const live = liveAction(port, slug);
  const change = options.change ?? (live === undefined ? "add" : "update");
  const action =
    change === "retire" ? { slug } : composeAction(slug, live ?? known?.action, options, live === undefined);
  return {
    draft: 1,
    port: port.slug,
    change,
    action,
    rationale: options.rationale ?? known?.rationale ?? "",
    references: [...options.reference],
  };
}

function composeAction(
  slug: string,
  live: Partial<Action> | undefined,
  options: ProposeOptions,
  isNew: boolean,
): Record<string, unknown> {
  const method = options.method?.toUpperCase() ?? live?.method ?? "GET";
  const known = {
    slug,
    label: options.label ?? live?.label ?? "",
    description: options.description ?? live?.description ?? "",
    method,
    path: options.path ?? live?.path ?? needed("--path"),
    approvalMode: options.approval,
    input: options.input === undefined ? live?.input : parseOption("--input", options.input),
    result: { fields: options.field.length > 0 ? [...options.field] : (live?.result?.fields ?? []) },
    scopes: options.scope.length > 0 ? [...options.scope] : isNew ? live?.scopes : undefined,
    examples:
      options.example.length > 0
        ? options.example.map((text) => parseOption("--example", text))
        : examplesOf(live, options.field.length > 0),
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

/** With other fields the agent gets another output, which the next test shows. */
function examplesOf(live: Partial<Action> | undefined, hasOtherFields: boolean): unknown[] {
  return (live?.examples ?? []).map(({ expect, ...example }) => {
    const { output: _, ...status } = expect ?? {};
    return expect === undefined ? example : { ...example, expect: hasOtherFields ? status : expect };
  });
}

function parseOption(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HarborError(
      "USAGE",
      `${name} isn't JSON`,
      `quote it for the shell: ${name} '{"query": {}}'`,
      error,
    );
  }
}

function needed(option: string): never {
  throw new HarborError(
    "USAGE",
    `${option} is missing`,
    "tell the route with --method and --path, or --operation, or give a draft with --from FILE",
  );
}
