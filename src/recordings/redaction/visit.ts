import { closesMember, closeText } from "./credentials.ts";
import type { Fakes, Real } from "./fakes.ts";
import { isHarmless, REDACTED, UNKNOWN } from "./harmless.ts";
import { isFixed } from "./inputs.ts";
import { holdsAny } from "./inside.ts";
import { replaceKnown } from "./known-words.ts";
import { mapDocument, type Place } from "./map-document.ts";
import { digitsOf, digitsOfReals, fakeNumber } from "./numbers.ts";
import { ownNames } from "./own-names.ts";
import { createKinds, type Kinds } from "./place-kinds.ts";
import { errorTexts, fieldsOf, schemaAt } from "./recorded-document.ts";
import type { RedactOptions } from "./redact.ts";
import { joinParts, leftIn, type Part, type PartKind } from "./rewrite.ts";
import type { Marks } from "./secrets-in.ts";
import { createRewriter, type Rewriter } from "./texts.ts";
import type { TokenSearch } from "./token-search.ts";

/** What is known before a document is visited. */
export interface Knowledge {
  fakes: Fakes;
  /** Values that were seen before, so that they are found in other texts as well. */
  reals: readonly Real[];
  marks: Marks;
  tokens: TokenSearch;
  /** Short secrets. */
  words: ReadonlySet<string>;
}

export interface Visited {
  document: unknown;
  replaced: Map<PartKind, number>;
  /** Result fields with free text that stays. */
  kept: Set<string>;
}

interface Visit extends Knowledge, Omit<Visited, "document">, Kinds {
  action: RedactOptions["action"];
  rewriteText: Rewriter;
  rewriteName: Rewriter;
  fieldAt: ReturnType<typeof fieldsOf>;
  isErrorText: ReturnType<typeof errorTexts>;
  own: ReadonlySet<string>;
  holdsReal(digits: string): boolean;
}

/** Redacts a document of examples' inputs and answers' bodies once. */
export function visitDocument(document: unknown, options: RedactOptions, knowledge: Knowledge): Visited {
  const { action, policy } = options;
  const { fakes, reals, words } = knowledge;
  const { keyword } = policy.principal;
  const digits = digitsOfReals(reals);
  const rewriterOf = (isName: boolean) =>
    createRewriter(fakes, replaceKnown(reals, words, isName), new Set(digits), keyword);
  const visit: Visit = {
    ...knowledge,
    ...createKinds(options),
    replaced: new Map(),
    kept: new Set(),
    action,
    rewriteText: rewriterOf(false),
    rewriteName: rewriterOf(true),
    fieldAt: fieldsOf(action.result.fields),
    isErrorText: errorTexts(options),
    own: ownNames(options),
    holdsReal: holdsAny(digits),
  };
  const visited = mapDocument(document, {
    text: (value, place) => visitText(value, place, visit),
    number: (value, place) => visitNumber(value, place, visit),
    name: (value, index) => visitName(value, index, visit),
    list: (items) =>
      isToken(items, visit.tokens) ? items.map(() => changed(1, 0, "secret", visit)) : undefined,
    closes: (name, value) => closesMember(name, value, policy.credentials),
  });
  return { document: visited, replaced: visit.replaced, kept: visit.kept };
}

function visitText(value: string, place: Place, visit: Visit): string {
  if (place.isClosed) {
    return changed(value, closeText(value), "credential", visit);
  }
  if (visit.marks.texts.has(place.index)) {
    return changed(value, REDACTED, "secret", visit);
  }
  const isInput = place.path[0] === "inputs";
  if (value === "" || value === REDACTED || (isInput && isFixed(schemaAt(visit.action, place.path)))) {
    return value;
  }
  const given = visit.fakes.assigned(value);
  if (given !== undefined) {
    return changed(value, given, "id", visit);
  }
  const parts = visit.rewriteText(value, place.name, visit.kindOfText(value, place));
  const left = leftIn(parts);
  const field = visit.fieldAt(place.path);
  if (field !== undefined && left.length > 0 && /[\p{L}\p{N}]/u.test(value) && !isHarmless(value)) {
    visit.kept.add(field);
  }
  const isHarmlessAsItIs = parts.length === 1 && (isHarmless(value) || visit.isErrorText(value, place.path));
  return isInput || field !== undefined || left.length === 0 || isHarmlessAsItIs
    ? join(parts, visit)
    : changed(value, UNKNOWN, "text", visit);
}

function visitNumber(value: number, place: Place, visit: Visit): number {
  const { tokens, words, fakes } = visit;
  if (place.isClosed) {
    return changed(value, 0, "credential", visit);
  }
  const digits = digitsOf(value) ?? "";
  if (words.has(digits) || (digits.length >= 6 && tokens.isIn(digits))) {
    return changed(value, 0, "secret", visit);
  }
  return visit.isFakedNumber(value, place) || visit.holdsReal(digits)
    ? changed(value, fakeNumber(value, fakes), "id", visit)
    : value;
}

/**
 * A member's name as programs have them: words, with a few digits at the end of one. All others may be
 * somebody's name or id, by which APIs key their maps.
 */
const IDENTIFIER =
  /^(?=.{1,64}$)[_$@]?(?:[a-z]{1,24}\d{0,3}(?:[_:-][a-z]{1,24}\d{0,3})*|[a-z]{1,24}\d{0,3}(?:[A-Z][a-z]{1,24}\d{0,3})+|[A-Z]{1,24}\d{0,3}(?:_[A-Z]{1,24}\d{0,3})*)$/;

function visitName(name: string, index: number, visit: Visit): string {
  if (visit.marks.names.has(index)) {
    return changed(name, REDACTED, "secret", visit);
  }
  if (visit.own.has(name)) {
    return name;
  }
  const renamed = join(visit.rewriteName(name, "", undefined), visit);
  return renamed === name && !IDENTIFIER.test(name) ? changed(name, UNKNOWN, "text", visit) : renamed;
}

/** Whether a list is the bytes of a token, as programs write them by mistake. */
export function isToken(items: readonly unknown[], tokens: TokenSearch): boolean {
  const isByte = (item: unknown) => Number.isInteger(item) && Number(item) >= 0 && Number(item) < 256;
  const isText = items.length >= 6 && items.length <= 8192 && items.every(isByte);
  return isText && tokens.isIn(String.fromCharCode(...items.map(Number)));
}

function changed<Value>(before: Value, after: Value, kind: PartKind, { replaced }: Visit): Value {
  if (before !== after) {
    replaced.set(kind, (replaced.get(kind) ?? 0) + 1);
  }
  return after;
}

function join(parts: readonly Part[], { replaced }: Visit): string {
  for (const { kind } of parts) {
    if (kind !== undefined && kind !== "date") {
      replaced.set(kind, (replaced.get(kind) ?? 0) + 1);
    }
  }
  return joinParts(parts);
}
