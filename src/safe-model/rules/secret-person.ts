import { findAddresses } from "../../secrets/addresses.ts";
import { described, reasoned } from "../examples.ts";
import { defineRule } from "../rule.ts";

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
