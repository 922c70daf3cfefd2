import { fieldNames } from "../../gateway/fields.ts";
import { quote } from "../../text/quote.ts";
import { fields } from "../examples.ts";
import { wordSet, wordsOf } from "../names/words.ts";
import { defineActionRule } from "../rule.ts";
import { MOST_FIELDS } from "./result-fields.ts";

/** Lists of other people, as APIs call them within an answer about something else. */
const OTHERS = wordSet(`
  participants registrants attendees invitees panelists panellists interpreters guests recipients contacts
  followers colleagues alternative cohosts assistants subscribers exception exceptions contact`);

/** What is personal of them. */
const PERSONAL = wordSet("email emails mail phone phones mobile address addresses hosts");

export const resultPeople = defineActionRule({
  id: "result/people",
  summary: "Addresses of other people reach an agent only with a person's approval",
  why: "The automatic tier is for the principal's own data; whom they meet, and how to reach them, is those people's.",
  examples: {
    good: [
      fields("email", "participants_count", "items[].author.email"),
      { action: { approvalMode: "require_approval", result: { fields: ["participants[].email"] } } },
    ],
    bad: [
      fields("settings.meeting_invitees[].email"),
      fields("settings.alternative_hosts"),
      fields("registrants[].phone"),
    ],
  },
  *check({ action }) {
    if (action.approvalMode !== "automatic") {
      return;
    }
    for (const [index, field] of action.result.fields.slice(0, MOST_FIELDS).entries()) {
      const names = fieldNames(field);
      const last = wordsOf(names.at(-1) ?? "").at(-1) ?? "";
      const isOfOthers = names.some((name) => wordsOf(name).some((word) => OTHERS.has(word)));
      if ((PERSONAL.has(last) && isOfOthers) || OTHERS.has(last)) {
        yield {
          pointer: `/action/result/fields/${index}`,
          message: `${quote(field)} tells how to reach other people`,
          hint: 'leave it out, or write "approvalMode": "require_approval"',
        };
      }
    }
  },
});
