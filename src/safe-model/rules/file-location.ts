import { draftFile } from "../../catalog/layout.ts";
import { defineRule } from "../rule.ts";

export const fileLocation = defineRule({
  id: "file/location",
  summary: "A draft stands at drafts/<port>/<slug>.json",
  why: "Reviewers and CI find a draft, its recording and its request by this path; one elsewhere would escape them.",
  examples: {
    good: [{}],
    bad: [{ file: "drafts/zoom-api/something-else.json" }, { file: "notes/get-meeting.json" }],
  },
  *check({ file, draft }) {
    const expected = draftFile(draft.port, draft.action.slug);
    if (file !== expected) {
      yield {
        pointer: "",
        message: `the draft of ${draft.port}/${draft.action.slug} stands in ${file}`,
        hint: `move it to ${expected}`,
      };
    }
  },
});
