import type { ReadableAction } from "../catalog/action.ts";
import { jsonSchemaSchema } from "../catalog/json-schema-schema.ts";
import type { LivePort } from "../catalog/load.ts";
import { draftSchema, type ReadableDraft } from "../drafts/draft.ts";
import type { Written } from "./apply.ts";
import { INPUT_PLACES } from "./inputs.ts";
import type { Proposal, Subject } from "./rule.ts";

/** What the rules judge, with what several of them need worked out once. */
export function createSubject(
  file: string,
  draft: ReadableDraft,
  port: LivePort,
  proposals: readonly Proposal[] = [],
  written: Written = { document: draft, filled: [] },
  strict: Subject["strict"] = draftSchema.safeParse(draft),
): Subject {
  const action = actionOf(draft);
  return {
    file,
    draft,
    written,
    port,
    proposals,
    action,
    strict,
    // A draft that fits its schema has input schemas that fit theirs.
    schemaIssues: action === undefined || strict.success ? [] : schemaIssuesOf(action),
  };
}

/** The same of an action that no draft proposes: one that is live, or that a draft could propose. */
export function subjectOfAction(file: string, action: ReadableAction, port: LivePort): Subject {
  const rationale = "It is there.";
  const draft = { draft: 1, port: port.slug, change: "update", action, rationale, references: [] } as const;
  return createSubject(file, { ...draft, references: [] }, port);
}

/** An action that says and takes nothing: what one has at least, of which only a part is known. */
export const BARE_ACTION: ReadableAction = {
  slug: "stand-in",
  label: "Stand-in",
  description: "Stands in.",
  method: "GET",
  path: "/",
  approvalMode: "require_approval",
  requestBodyMode: "none",
  resultMode: "json_summary",
  input: {},
  result: { fields: [] },
  scopes: [],
  examples: [],
};

/** The action that a draft proposes; none for a retirement. */
export function actionOf(draft: ReadableDraft): ReadableAction | undefined {
  return draft.change === "retire" ? undefined : (draft.action as ReadableAction);
}

function schemaIssuesOf(action: ReadableAction): Subject["schemaIssues"] {
  return INPUT_PLACES.flatMap((place) => {
    const schema = action.input[place];
    const issues = schema === undefined ? [] : (jsonSchemaSchema.safeParse(schema).error?.issues ?? []);
    return issues.map(({ code, message, path }) => ({
      code,
      message,
      path: ["action", "input", place, ...path],
    }));
  });
}
