import { findAddresses } from "../../secrets/addresses.ts";
import { findSecrets } from "../../secrets/find.ts";
import { described, reasoned } from "../examples.ts";
import { defineRule } from "../rule.ts";

export const secretFound = defineRule({
  id: "secret/found",
  summary: "No string of a draft, manifest, policy or recording looks like a secret",
  why: "A draft is committed, pushed and read by many; a secret in it is spent. What was found is never shown.",
  examples: {
    good: [
      reasoned("Needs the scope meeting:read:meeting and no token."),
      reasoned("The next_page_token is IAfJX3jsOLW7w3dokmFl84zOa0MAVGyMEB2, say."),
      reasoned("Join links (…?pwd=REDACTED) and the password stay out."),
    ],
    bad: [
      reasoned(`ghp_${"x1".repeat(18)}`),
      described(`Bearer ${"abc123".repeat(4)}`),
      described(`eyJ${"hbGciOiJIUzI1NiJ9"}.eyJ${"zdWIiOiIxMjM0In0"}.sig`),
      described(`Reads zoom.us/j/81000000001?pwd=${"aB3xY7q0"}`),
      described(`client_secret=${"aB3xY7q0"}`),
    ],
  },
  *check({ draft }) {
    for (const { kind, pointer } of findSecrets(draft)) {
      yield {
        pointer,
        message: `this looks like a secret (${kind})`,
        hint: "remove it, and replace it where it was issued if it was real",
      };
    }
  },
});

/** An address of nobody: no such domain is given out, but nor is it reserved for examples. */
const SOMEBODY = "ava.lindqvist@harbor.zz";

export const secretPerson = defineRule({
  id: "secret/person",
  summary: "No string of a draft holds an e-mail address outside the domains for examples",
  why: "A draft is public; an address in it gives a person away, and mail sent by mistake reaches them. Domains of nobody are there for examples.",
  examples: {
    good: [
      reasoned("Finds what ava.lindqvist@example.com or noor@mail.example.org was invited to."),
      { draft: { references: ["https://developers.zoom.us/@docs/v2.1"] } },
      described("Reads x@y, @type and zod@4.6.7."),
    ],
    bad: [
      reasoned(`Asked for by ${SOMEBODY}.`),
      reasoned(`Asked for by ${SOMEBODY.replace("@", "%40").toUpperCase()}.`),
      { action: { description: `Mails ${SOMEBODY.replace("@", "\u200b@\u200b")}.` } },
      { action: { examples: [{ name: "one", input: { query: { to: SOMEBODY.replace("@", "+x@") } } }] } },
    ],
  },
  *check({ draft }) {
    for (const pointer of findAddresses(draft)) {
      yield {
        pointer,
        message: "this holds an e-mail address outside the domains for examples",
        hint: "invent one at example.com, or leave it out",
      };
    }
  },
});
