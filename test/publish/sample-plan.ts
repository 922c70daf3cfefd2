import type { Action } from "../../src/catalog/action.ts";
import type { Draft } from "../../src/drafts/draft.ts";
import { type Plan, planRequest } from "../../src/publish/plan.ts";
import type { PlanInput } from "../../src/publish/request-facts.ts";
import {
  GET_MEETING,
  harOf,
  LIST_MEETINGS,
  SAMPLE_DRAFT,
  SAMPLE_PORT,
  testSample,
  withOrigin,
} from "../support/sample.ts";

export const COMMIT = "0123456789abcdef0123456789abcdef01234567";

export const HAR = withOrigin(
  harOf({
    url: "https://api.zoom.us/v2/meetings/123456789",
    answer: { id: 123456789, topic: "Sync", start_time: "2026-03-02T09:00:00Z" },
  }),
);

/** The plan of a draft whose test replays {@link HAR}, and which brings it. */
export function planOf(draft: Draft = SAMPLE_DRAFT, more: Partial<PlanInput> = {}): Plan {
  const action = draft.change === "retire" ? GET_MEETING : draft.action;
  const test = more.test ?? testSample(action, HAR);
  return planRequest({
    draft,
    verdict: "automatic",
    warnings: [],
    age: null,
    recording: JSON.stringify(HAR),
    port: SAMPLE_PORT,
    basePaths: new Set(),
    baseCommit: COMMIT,
    baseBranch: "main",
    requestedBy: undefined,
    signedOffBy: [],
    author: undefined,
    config: {},
    rules: ["route/method", "route/path"],
    ...more,
    test,
  });
}

/** The sample draft with other members of its action. */
export function addition(members: Partial<Action>): Draft {
  return { ...SAMPLE_DRAFT, action: { ...GET_MEETING, ...members } };
}

/** An update of the one live action. */
export function update(members: Partial<Action>): Draft {
  return { ...SAMPLE_DRAFT, change: "update", action: { ...LIST_MEETINGS, ...members } };
}

export const RETIREMENT: Draft = { ...SAMPLE_DRAFT, change: "retire", action: { slug: "list-meetings" } };
