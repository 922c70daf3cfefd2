import { isDocumentation } from "../documentation.ts";
import { defineRule } from "../rule.ts";

const MOST_REFERENCES = 10;

export const textReferences = defineRule({
  id: "text/references",
  summary: "References are https links to the policy's documentation hosts",
  why: "A reviewer follows them; a look-alike page would tell what the draft wants told.",
  examples: {
    good: [
      { draft: { references: ["https://developers.zoom.us/docs/api/meetings/"] } },
      { draft: { references: [] } },
    ],
    bad: [
      { draft: { references: ["https://developers.zoom.us.example.com/"] } },
      { draft: { references: ["http://developers.zoom.us/"] } },
      { draft: { references: ["developers.zoom.us"] } },
      { draft: { references: ["https://developers.zoom.us@example.com/"] } },
    ],
  },
  *check({ draft, port }) {
    const { documentationHosts } = port.policy;
    if (draft.references.length > MOST_REFERENCES) {
      yield {
        pointer: "/references",
        message: `there are more than ${MOST_REFERENCES} references`,
        hint: "keep the pages that document the route",
      };
    }
    for (const [index, reference] of draft.references.entries()) {
      if (!isDocumentation(reference, documentationHosts)) {
        yield {
          pointer: `/references/${index}`,
          message: "the reference isn't a page of the API's documentation",
          hint: `link to https://${documentationHosts.join(" or https://")}, or leave it out`,
        };
      }
    }
  },
});
