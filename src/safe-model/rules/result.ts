import { clashOf, fieldNames, fieldOf, isFieldPath } from "../../gateway/fields.ts";
import { quote } from "../../text/quote.ts";
import { fields } from "../examples.ts";
import { wordSet, wordsOf } from "../names/words.ts";
import { defineActionRule } from "../rule.ts";

/** More fields than a reviewer can judge. */
export const MOST_FIELDS = 100;

export const resultFields = defineActionRule({
  id: "result/fields",
  summary: "The result is a json_summary of well-formed field paths, each once",
  why: "Only what a reviewer can read in the list may reach the agent; a wildcard or raw result would pass on whatever the API adds.",
  examples: {
    good: [
      fields("topic", "meetings[].id"),
      fields(),
      fields("[].id", "[].labels[].name"),
      fields("range", "values[][]"),
      fields('["@odata.nextLink"]', 'records[].fields["Due date"]'),
    ],
    bad: [
      fields("*"),
      fields("$"),
      fields("meetings[0].id"),
      fields("topic", "topic"),
      fields("settings", "settings.host_video"),
      fields("days", "days[]"),
      fields("[].id", "total"),
      fields('fields["Due date'),
      fields('["topic"]'),
      { action: { resultMode: "raw" } },
    ],
  },
  *check({ action }) {
    const { fields } = action.result;
    if (action.resultMode !== "json_summary") {
      yield {
        pointer: "/action/resultMode",
        message: `${quote(action.resultMode)} is no result mode`,
        hint: 'write "json_summary"',
      };
    }
    if (fields.length > MOST_FIELDS) {
      yield {
        pointer: "/action/result/fields",
        message: `there are more than ${MOST_FIELDS} fields`,
        hint: "list what the agent needs",
      };
    }
    for (const [index, field] of fields.slice(0, MOST_FIELDS).entries()) {
      const pointer = `/action/result/fields/${index}`;
      const clashing = fields.find((other) => clashOf(field, other) === "holds");
      const earlier = fields.slice(0, index).find((other) => clashOf(field, other) === "list and object");
      if (!isFieldPath(field)) {
        yield { pointer, message: `${quote(field)} is no field path`, hint: hintFor(field) };
      } else if (fields.indexOf(field) !== index) {
        yield { pointer, message: `${quote(field)} is listed twice`, hint: "list it once" };
      } else if (clashing !== undefined) {
        yield {
          pointer,
          message: `${quote(field)} is no value of its own, since ${quote(clashing)} goes on below it`,
          hint: "list what is needed below it alone",
        };
      } else if (earlier !== undefined) {
        yield {
          pointer,
          message: `${quote(field)} takes for an object what is a list to ${quote(earlier)}, or the reverse`,
          hint: "write [] in both where the answer has a list",
        };
      }
    }
  },
  fix: ({ action }, { pointer }) => {
    const { fields } = action.result;
    const index = Number(pointer.split("/").at(-1));
    return pointer === "/action/resultMode"
      ? [{ pointer, value: "json_summary" }]
      : fields.indexOf(fields[index] ?? "") < index
        ? [{ pointer, value: undefined }]
        : undefined;
  },
});

function hintFor(field: string): string {
  const bare = /^\["(.*)"\]$/.exec(field)?.[1] ?? field;
  const asName = isFieldPath(bare) ? bare : fieldOf([bare]);
  return /[[\]]/.test(bare) || bare.length > 40 || !isFieldPath(asName)
    ? 'write names with dots between, [] after a list, and other names in quotes: a.b, list[].c, [].id, fields["Due date"]'
    : `write ${asName}, or with dots between and [] after a list: a.b, list[].c, fields["Due date"]`;
}

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
