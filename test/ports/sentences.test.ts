import { expect, test } from "vitest";
import { capabilitySentence } from "../../src/catalog/capability.ts";
import { actionOf, policyOf } from "./product.ts";
import { PRODUCTS } from "./products.ts";

/** What is told of each starter action; a policy's own sentence is its owner's. */
const TOLD = PRODUCTS.flatMap((product) => {
  const policy = policyOf(product);
  return Object.entries(product.actions).map(([slug, starter]) => ({
    name: `${product.slug}: ${starter.route}`,
    isRead: starter.route.startsWith("GET ") || starter.reads === true,
    isMade: starter.capability === undefined,
    sentence: capabilitySentence(undefined, actionOf(slug, starter), policy),
  }));
});

test("the sentences of all starter actions are these", async () => {
  const lines = TOLD.map(({ name, sentence }) => `${name}\n    ${sentence}\n`);
  await expect(lines.join("")).toMatchFileSnapshot("sentences.txt");
});

/** The made sentences that don't hold to something. */
function offending(holds: (deed: string, isRead: boolean) => boolean): string[] {
  return TOLD.filter(({ isMade }) => isMade)
    .map(({ sentence, isRead }) => ({ deed: sentence.replace("agents could now ", ""), isRead }))
    .filter(({ deed, isRead }) => !holds(deed, isRead))
    .map(({ deed }) => deed);
}

const verbOf = (deed: string): string => deed.split(" ")[0] ?? "";
const VERBS = new Set(
  `append build cancel clear copy create list merge post query read replace run search send update`.split(
    " ",
  ),
);
const READS = /^(?:list|read|search|query|run the .* query)\b/;

test.each<[property: string, holds: (deed: string, isRead: boolean) => boolean]>([
  ["begins with a known verb", (deed) => VERBS.has(verbOf(deed))],
  ["says of a read alone that it reads", (deed, isRead) => isRead === READS.test(deed)],
  ["says no word twice in a row", (deed) => !/\b(\w+) \1\b/.test(deed)],
  ["has no word as verb and as noun", (deed) => !/^(\w+) .*\b\1s?\b/.test(deed)],
  ["has no article before another", (deed) => !/\b(?:an?|the) (?:an?|the)\b/.test(deed)],
  ["has the article that is spoken", (deed) => !/\ba [aeio]|\ban [^aehiou]/.test(deed)],
  ["names no version", (deed) => !/\bv?\d/.test(deed)],
  ["names no format, and no way to the API", (deed) => !/\b(?:api|rest|json|services)\b/.test(deed)],
  ["is plain words", (deed) => /^[A-Za-z' -]{1,120}$/.test(deed)],
])("each %s", (_, holds) => {
  expect(offending(holds)).toEqual([]);
});
