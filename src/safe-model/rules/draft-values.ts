import { toPointer } from "../../json/pointer.ts";
import { exemplified } from "../examples.ts";
import { defineRule } from "../rule.ts";

/** Members whose values have a rule of their own, which says more. */
const JUDGED_ELSEWHERE =
  /^\/(?:change|action\/(?:slug|method|approvalMode|requestBodyMode|resultMode|input(?:\/.*)?))$/;

export const draftValues = defineRule({
  id: "draft/values",
  summary: "Every value of a draft is one that its schema admits",
  why: "What check lets pass must be what test and publication can read, or a draft fails later and less clearly.",
  examples: {
    good: [{}],
    bad: [exemplified({ expect: { status: 99999 } }), exemplified({ expect: { status: 200.5 } })],
  },
  *check({ strict }) {
    for (const { code, path, message } of strict.error?.issues ?? []) {
      const pointer = toPointer(path.map(String));
      if (code !== "unrecognized_keys" && !JUDGED_ELSEWHERE.test(pointer)) {
        yield {
          pointer,
          message: `the value isn't right: ${message}`,
          hint: "`harbor-drafts schema draft` tells what may stand there",
        };
      }
    }
  },
});
