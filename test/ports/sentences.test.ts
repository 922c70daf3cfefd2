import { expect, test } from "vitest";
import { capabilitySentence } from "../../src/catalog/capability.ts";
import { openCatalogue } from "../../src/catalog/load.ts";
import { openFiles } from "../../src/io/files.ts";
import { PROJECT } from "../support/repository.ts";
import { actionOf, policyOf } from "./product.ts";
import { PRODUCTS } from "./products.ts";

const CATALOGUE = openCatalogue(openFiles(PROJECT, PROJECT).tree);

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

/** What would be made of each route that this repository's policies admit, had it no sentence of its own. */
const ADMITTED = await Promise.all(
  (await CATALOGUE.ports()).map(async (slug) => {
    const { policy } = await CATALOGUE.get(slug);
    const routes = policy.routes.filter(({ tier }) => tier !== "refused");
    return routes.map(({ capability: _, ...route }) => ({
      isRead: route.method === "GET" || route.reads === true,
      sentence: capabilitySentence(
        undefined,
        actionOf("x", { route: `${route.method} ${route.path}` as "GET /", answer: {} }),
        {
          ...policy,
          routes: [route],
        },
      ),
    }));
  }),
);

/** The made sentences that don't hold to something. */
function offending(holds: (deed: string, isRead: boolean) => boolean): string[] {
  return [...TOLD.filter(({ isMade }) => isMade), ...ADMITTED.flat()]
    .map(({ sentence, isRead }) => ({ deed: sentence.replace("agents could now ", ""), isRead }))
    .filter(({ deed, isRead }) => !holds(deed, isRead))
    .map(({ deed }) => deed);
}

const verbOf = (deed: string): string => deed.split(" ")[0] ?? "";
const VERBS = new Set(
  `add append build cancel change clear copy create list mark merge modify post query read replace run schedule
  search send set update`.split(/\s+/),
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
