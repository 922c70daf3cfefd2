import type * as z from "zod";
import type { ReadableAction } from "../catalog/action.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Policy } from "../catalog/policy.ts";
import type { Draft, ReadableDraft } from "../drafts/draft.ts";
import type { Finding } from "../finding.ts";
import type { Edit } from "../json/edits.ts";
import type { Written } from "./apply.ts";
import { type InputNode, inputNodes } from "./inputs.ts";
import { inputAt, isListedInput, LISTED_PLACES } from "./listed-inputs.ts";
import { judgeRoute } from "./routes.ts";

export type { Edit };

/** What a rule judges: a readable draft before the port that is live. */
export interface Subject {
  /** Path below the root, with `/`. */
  file: string;
  /** In full form. */
  draft: ReadableDraft;
  /** The draft as its file has it. */
  written: Written;
  /** The proposed action; undefined for a retirement, which proposes none. */
  action: ReadableAction | undefined;
  /** The draft as its strict schema sees it. */
  strict: z.ZodSafeParseResult<Draft>;
  /** What is wrong with the input schemas as JSON Schema. Where anything is, they can't be run. */
  schemaIssues: readonly SchemaIssue[];
  port: LivePort;
  /** Other drafts and open requests that propose this one's route, or its slug. */
  proposals: readonly Proposal[];
}

/** What another draft of the port, or an open publish request, proposes to be live. */
export interface Proposal {
  /** The draft's path, or the request's branch. */
  where: string;
  kind: "draft" | "request";
  slug: string;
  method: string;
  path: string;
}

export interface SchemaIssue {
  code: string;
  message: string;
  /** From the draft's root. */
  path: readonly PropertyKey[];
}

/** A subject whose draft proposes an action. */
export type ActionSubject = Subject & { action: ReadableAction };

/** One thing wrong; the pointer is into the draft's file. */
export interface Problem {
  pointer: string;
  message: string;
  /** What to write instead. */
  hint: string;
  severity?: Finding["severity"];
  /** It doesn't rest on the rule's words, so that no list of the policy excuses it. */
  isCertain?: boolean;
  /** Values that a person may choose among, nearest first. */
  candidates?: readonly unknown[];
  related?: readonly Related[];
}

/** Another place that a problem is about: in the judged file, or in the live port's manifest or policy. */
export interface Related {
  in?: "manifest" | "policy";
  pointer: string;
  message: string;
}

/** A draft by its difference from a harmless one: members of the draft, of its action, or its file's path. */
export interface RuleExample {
  draft?: Record<string, unknown>;
  action?: Record<string, unknown>;
  file?: string;
  /** What others propose at the same time. */
  proposals?: readonly Proposal[];
}

/**
 * What the words are about by which a rule judges: the route, an input, or a person whom either chooses.
 * Words are for what nobody has looked at.
 */
export type Words = "route" | "input" | "person";

/** A rule about one kind of file, with what people need to know of it. */
export interface RuleFor<Judged, Example> {
  /** `family/name`; the name of the rule's file begins with the family. */
  id: `${string}/${string}`;
  summary: string;
  why: string;
  /** They feed the documentation and the tests: every bad one fires the rule, every good one is silent. */
  examples: { good: readonly Example[]; bad: readonly Example[] };
  /** It judges by words: what a reviewer lists for that very route or input counts more. */
  words?: Words;
  check(subject: Judged): Iterable<Problem>;
  /**
   * The edits that mend one problem of this rule without giving agents more, and without guessing
   * what the author meant; undefined where a person has to decide.
   */
  fix?(subject: Judged, problem: Problem): Edit[] | undefined;
}

/** A rule about drafts. */
export type Rule = RuleFor<Subject, RuleExample>;

/** A rule about any draft. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** A rule about a proposed action; retirements pass it. What the policy lists excuses what rests on words. */
export function defineActionRule(rule: RuleFor<ActionSubject, RuleExample>): Rule {
  const { fix, words, ...rest } = rule;
  return {
    ...rest,
    *check(subject) {
      if (proposesAction(subject)) {
        for (const problem of rule.check(subject)) {
          const left = words === undefined ? problem : withoutExcused(problem, words, subject);
          yield* left === undefined ? [] : [left];
        }
      }
    },
    ...(fix === undefined && words !== "person"
      ? {}
      : {
          fix: (subject, problem) =>
            asksForApproval(problem, words) ? APPROVED : fix?.(subject as ActionSubject, problem),
        }),
  };
}

function proposesAction(subject: Subject): subject is ActionSubject {
  return subject.action !== undefined;
}

const APPROVAL_MODE = "/action/approvalMode";

/**
 * What is left of a problem that rests on words where the policy lists the very route or input: nothing,
 * or, where it is about a person, that each call needs approval.
 */
function withoutExcused(
  problem: Problem,
  words: Words,
  { action, port }: ActionSubject,
): Problem | undefined {
  if (problem.isCertain === true || !isListed(problem.pointer, action, port.policy)) {
    return problem;
  }
  return words === "person" && action.approvalMode === "automatic"
    ? {
        pointer: APPROVAL_MODE,
        message: `${problem.message}, so each call needs a person's approval`,
        hint: 'write "require_approval"',
      }
    : undefined;
}

/** Whether a problem is one of those that approval mends. */
function asksForApproval({ pointer }: Problem, words: Words | undefined): boolean {
  return words === "person" && pointer === APPROVAL_MODE;
}

/** The edit that mends it. */
const APPROVED = [{ pointer: APPROVAL_MODE, value: "require_approval" }];

function isListed(pointer: string, action: ReadableAction, policy: Policy): boolean {
  const { tier, listed } = judgeRoute(action, policy);
  if (tier === "refused" || listed === undefined) {
    return false;
  }
  const input = inputAt(pointer);
  const place = LISTED_PLACES.find((known) => known === input?.place);
  // The path and its placeholders are the route.
  return place === undefined || input === undefined || isListedInput(place, input.steps, listed[place]);
}

/** A rule about one input of an action; a problem is about that input where it has no other pointer. */
type InputRule = Omit<RuleFor<ActionSubject, RuleExample>, "check"> & {
  checkInput(
    node: InputNode,
    subject: ActionSubject,
  ): Iterable<Omit<Problem, "pointer"> & Partial<Pick<Problem, "pointer">>>;
};

/** A rule about each schema of an action's input, that of a whole place among them. */
export function defineSchemaRule({ checkInput, ...rule }: InputRule): Rule {
  return defineActionRule({
    ...rule,
    *check(subject) {
      for (const node of inputNodes(subject.action)) {
        for (const problem of checkInput(node, subject)) {
          yield { pointer: node.pointer, ...problem };
        }
      }
    },
  });
}

/** A rule about each input that a caller fills in. */
export function defineInputRule({ checkInput, ...rule }: InputRule): Rule {
  return defineSchemaRule({
    ...rule,
    checkInput: (node, subject) => (node.depth > 0 ? checkInput(node, subject) : []),
  });
}
