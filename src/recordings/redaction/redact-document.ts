import { closesMember, learnSecrets } from "./credentials.ts";
import { createFakes, type Fakes } from "./fakes.ts";
import { freeOf } from "./free.ts";
import { REDACTED, UNKNOWN } from "./harmless.ts";
import { assignInputs, isFixed, isInputId, leavesOfInput } from "./inputs.ts";
import { type Forbidden, findRealLeftovers } from "./leftovers.ts";
import { mapDocument } from "./map-document.ts";
import type { RecordedDocument } from "./recorded-document.ts";
import type { AnsweredExample, RedactOptions } from "./redact.ts";
import type { PartKind } from "./rewrite.ts";
import { type Marks, secretsIn } from "./secrets-in.ts";
import { LINKS } from "./texts.ts";
import { searchFor } from "./token-search.ts";
import { visitDocument } from "./visit.ts";

export interface RedactedDocument {
  document: RecordedDocument;
  replaced: Map<PartKind, number>;
  kept: string[];
  forbidden: Forbidden;
}

const NO_MARKS: Marks = { names: new Set(), texts: new Set() };

/** A secret may be hidden behind another: so often is looked again. */
const MOST_ROUNDS = 8;

/**
 * Redacts all inputs and bodies of a recording together. It is gone through three times: first to see
 * what is real, so that nothing invented is; then to invent; then to replace also where a value stands
 * in a text before the member that says what it is.
 */
export function redactDocument(
  original: RecordedDocument,
  answered: readonly AnsweredExample[],
  options: RedactOptions,
): RedactedDocument {
  const headers = answered.map(({ exchange }) => exchange.response.headers);
  const learned = learnSecrets(original, headers, options.policy.credentials);
  const nothing = { reals: [], marks: NO_MARKS, tokens: searchFor(options.tokens), words: new Set<string>() };
  const seen = createFakes(() => true);
  visitDocument(original, options, { ...nothing, fakes: seen });
  // What stands as an id as well (a personal meeting's number) is one everywhere.
  const ids = new Set(seen.reals().map(({ real }) => real));
  const words = new Set([...learned.words].filter((word) => !ids.has(word)));
  const tokens = searchFor([...options.tokens, ...[...learned.tokens].filter((token) => !ids.has(token))]);

  const fakes = createFakes(freeOf(original, seen.reals(), tokens, options));
  const allowed = assign(answered, options, fakes);
  visitDocument(original, options, { ...nothing, fakes });
  const marks = secretsIn(withoutClosed(original, options), tokens);
  const reals = fakes.reals();
  const visited = visitDocument(original, options, { fakes, reals, marks, tokens, words });

  const forbidden: Forbidden = { tokens, words, reals: fakes.reals(), allowed };
  const { kept, replaced } = visited;
  const document = sweep(visited.document as RecordedDocument, forbidden, replaced);
  return { document, replaced, kept: [...kept].sort(), forbidden };
}

/**
 * The same texts without those that go in any case: credentials and links. Many lists have so many
 * that a search for secrets would give up, and take everything for one.
 */
function withoutClosed(original: RecordedDocument, { policy }: RedactOptions): RecordedDocument {
  return mapDocument(original, {
    closes: (name, value) => closesMember(name, value, policy.credentials),
    text: (value, { isClosed }) => (isClosed ? "" : value.replace(LINKS, " ")),
  }) as RecordedDocument;
}

/** Says what stands for inputs' values. Returns the texts that may stand though they look real. */
function assign(
  answered: readonly AnsweredExample[],
  { action, policy, inputs }: RedactOptions,
  fakes: Fakes,
): ReadonlySet<string> {
  const leaves = answered.flatMap(({ example }) =>
    leavesOfInput(action, example.input, inputs.get(example.name)),
  );
  const { identityNames, keyword } = policy.principal;
  const { notCredentials } = policy.credentials;
  assignInputs(
    leaves,
    (leaf) => leaf.value !== keyword && isInputId(leaf, identityNames, notCredentials),
    fakes,
  );
  return new Set([
    ...(keyword === undefined ? [] : [keyword]),
    ...leaves.filter(({ schema }) => isFixed(schema)).map(({ value }) => String(value)),
    ...leaves.flatMap(({ given }) => (given === undefined ? [] : [String(given)])),
  ]);
}

/** Looks once more at what was redacted, and hides whole what still holds something. */
function sweep(
  redacted: RecordedDocument,
  forbidden: Forbidden,
  replaced: Map<PartKind, number>,
): RecordedDocument {
  let document = redacted;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const secret = secretsIn(document, forbidden.tokens);
    const real = findRealLeftovers(document, forbidden);
    const hidden = [secret, real].map(({ names, texts }) => names.size + texts.size);
    if (hidden.every((count) => count === 0)) {
      break;
    }
    replaced.set("secret", (replaced.get("secret") ?? 0) + (hidden[0] ?? 0));
    replaced.set("text", (replaced.get("text") ?? 0) + (hidden[1] ?? 0));
    document = mapDocument(document, {
      text: (value, { index }) => hide(value, secret.texts.has(index), real.texts.has(index)),
      name: (value, index) => hide(value, secret.names.has(index), real.names.has(index)),
    }) as RecordedDocument;
  }
  return document;
}

function hide(text: string, isSecret: boolean, isReal: boolean): string {
  return isSecret ? REDACTED : isReal ? UNKNOWN : text;
}
