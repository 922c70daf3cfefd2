import { quote } from "../../text/quote.ts";
import { body, query } from "../examples.ts";
import { comparedNames } from "../expressions.ts";
import { fixedValuesOf, type InputNode, namedValuesOf } from "../inputs.ts";
import { asksToActAs, namesPerson } from "../names/person.ts";
import { isListed, wholeSays, wordsOf } from "../names/words.ts";
import { principalValues } from "../principal.ts";
import { defineInputRule } from "../rule.ts";
import { kindOf, mayHoldIdentity, spells } from "../values.ts";

const TEXT = { type: "string", maxLength: 64 };

export const principalInput = defineInputRule({
  id: "principal/input",
  summary: "No query parameter or body field chooses a person to act as or for",
  why: "A fixed path is no bound if the body can hand the meeting to somebody else. Names are read as words, in every usual spelling; only values that can hold an identity count.",
  examples: {
    good: [
      query({ host_video: { type: "boolean" } }),
      query({ join_before_host: { type: "boolean" }, deleted_at: { type: "string", format: "date" } }),
      query({ timezone: TEXT, user_type: { type: "string", enum: ["basic", "licensed"] } }),
      query({ to: { type: "string", format: "date" }, sort_by: TEXT, iCalUID: TEXT }),
      query({ assignee: { type: "string", enum: ["none", "*"] } }),
      body({ operator: { type: "string", enum: ["EQ", "BETWEEN"] } }),
    ],
    bad: [
      body({ schedule_for: TEXT }),
      body({ operator: TEXT }),
      query({ user_id: TEXT }),
      query({ userid: { type: "integer", minimum: 1, maximum: 9 } }),
      query({ "filter[ownerEmail]": TEXT }),
      body({ settings: { type: "object", properties: { hostEmail: { type: "string" } } } }),
      body({ alternativeHosts: { type: "array", items: TEXT, maxItems: 9 } }),
      body({ created_by: TEXT }),
      body({ to: TEXT }),
      query({ with_user: { type: "integer", minimum: 1, maximum: 99 } }),
      query({ user_id: { type: "string", pattern: "^[0-9]{4}-?[0-9]{1,12}$" } }),
      query({ account_id: { type: "string", const: "me" } }),
      query({ q: { type: "string", pattern: "^owner_email = '[A-Za-z0-9 ]{1,40}'$" } }),
      query({ filter: { type: "array", items: { type: "string", pattern: "^user:[a-z]{1,9}$" } } }),
      query({ field: { type: "string", const: "owner_email" }, value: TEXT }),
      query({ user: { type: "string", pattern: "^(?:[0-9]{4}-)?U[0-9A-Z]{8}$" } }),
      query({ box: { type: "string", pattern: "^[a-z]{1,9}@example\\.com$" } }),
      // The policy lists it, so that a person's approval would do.
      query({ user_id: TEXT }, { path: "/past_meetings/{meetingId}/participants" }),
    ],
  },
  words: "person",
  *checkInput(node, { port }) {
    const { name, schema, place, isItem } = node;
    const { identityNames, keyword } = port.policy.principal;
    const proxy = namedValuesOf(schema).find((value) => typeof value === "string" && asksToActAs(value));
    if (proxy !== undefined) {
      const message = `${quote(name)} with ${quote(proxy)} asks to act as somebody`;
      yield { message, hint: "leave the value out" };
      return;
    }
    const isPerson = (said: string): boolean =>
      isListed(said, identityNames) || namesPerson(said, kindOf(schema));
    // Placeholders of the path have a rule of their own; a list's entries bear its name.
    const isSomebody =
      place !== "path" &&
      (saysPerson(node, isPerson) ||
        ((!isItem || spells(schema, "@")) &&
          (isPerson(name) || spells(schema, "@") || (place === "body" && isAddressee(name)))));
    if (isSomebody && (mayHoldIdentity(schema, principalValues(port)) || isWholeAccount(node, keyword))) {
      const hint = "remove it: agents act as the signed-in user, and for nobody else";
      yield { message: `${quote(name)} can choose another person`, hint };
    }
  },
});

/** Whether a value is compared with a person's name within it, or names the person that another value is. */
function saysPerson({ name, schema }: InputNode, isPerson: (said: string) => boolean): boolean {
  const fixed = fixedValuesOf(schema);
  return fixed === undefined
    ? comparedNames(schema).some((said) => isPerson(said) || isAddressee(said))
    : wholeSays(name, "names a value") && fixed.some((said) => typeof said === "string" && isPerson(said));
}

/** The keyword after an account isn't the principal, but the account that they are in. */
function isWholeAccount({ name, schema }: InputNode, keyword: string | undefined): boolean {
  return (
    wordsOf(name).some((word) => /^(?:accounts?|organi[sz]ations?|tenants?)$/.test(word)) &&
    keyword !== undefined &&
    namedValuesOf(schema).includes(keyword)
  );
}

/** In a body `to` is who gets it; in a query it is mostly a moment. */
function isAddressee(name: string): boolean {
  const words = wordsOf(name);
  return words.length === 1 && (words[0] === "to" || words[0] === "from");
}
