import type { Action, ReadableAction } from "../catalog/action.ts";
import { proposedAction } from "../drafts/draft.ts";
import { actionTexts, type DraftText } from "../safe-model/draft-texts.ts";
import { codeCell, codeSpan } from "../text/markdown.ts";
import { type RequestFacts, within } from "./request-facts.ts";

/**
 * What agents will read when they choose and fill the tool, with what check warns of in it, and for an
 * update whether that changes. Nothing for a retirement.
 */
export function agentTexts(facts: RequestFacts): string[] {
  const { draft, live } = facts;
  const action = proposedAction(draft);
  if (action === undefined) {
    return [];
  }
  const texts = readTexts(action);
  const before = draft.change === "update" && live !== undefined ? readTexts(live) : undefined;
  return [
    "### What agents read",
    ...(before === undefined ? [] : [changeOf(texts, before)]),
    table(texts, before),
    ...warningsOf(facts, (pointer) => [...texts.values()].some((text) => text.pointer === pointer)),
  ];
}

/** What check warns of at the places that are asked for. */
export function warningsOf({ warnings }: RequestFacts, isMeant: (pointer: string) => boolean): string[] {
  const lines = warnings
    .filter(({ pointer }) => isMeant(pointer))
    .map(({ pointer, message }) => `> - ${codeSpan(pointer)}: ${codeSpan(message)}`);
  return lines.length === 0
    ? []
    : [`> [!WARNING]\n> It takes a person to judge these words:\n${within(lines, "\n")}`];
}

/** An action's texts by their place, without the data in its examples. */
function readTexts(action: Action): Map<string, DraftText> {
  const texts = [...actionTexts(action as ReadableAction)].filter(({ kind }) => kind !== "data");
  return new Map(texts.map((text) => [keyOf(text), text]));
}

/** A text's place: for one of a list by what it says, so that one more makes no other one new. */
function keyOf({ pointer, text }: DraftText): string {
  return pointer.replace(/(?<=\/(?:fields|enum)\/)\d+$/, () => JSON.stringify(text));
}

function changeOf(texts: Map<string, DraftText>, before: Map<string, DraftText>): string {
  const places = new Set([...before.keys(), ...texts.keys()]);
  const changed = [...places].filter((pointer) => texts.get(pointer)?.text !== before.get(pointer)?.text);
  return changed.length === 0
    ? "This update changes nothing of what agents read."
    : `**This update changes what agents read:** ${within(
        changed.map((pointer) => codeSpan(placeOf(pointer))),
        ", ",
      )}.`;
}

function table(texts: Map<string, DraftText>, before: Map<string, DraftText> | undefined): string {
  const places = new Set([...texts.keys(), ...(before ?? new Map()).keys()]);
  const rows = [...places]
    .filter((pointer) => isShown(texts.get(pointer) ?? before?.get(pointer)))
    .map((pointer) => {
      const now = texts.get(pointer)?.text;
      const live = before?.get(pointer)?.text;
      const was =
        before === undefined || live === now ? "" : live === undefined ? "not there" : codeCell(live);
      const cells = [codeCell(placeOf(pointer)), now === undefined ? "removed" : codeCell(now)];
      return `| ${[...cells, ...(before === undefined ? [] : [was])].join(" | ")} |`;
    });
  const head = before === undefined ? "| | |\n|---|---|" : "| | | Live |\n|---|---|---|";
  return `${head}\n${within(rows, "\n")}`;
}

/** Names and fixed values of inputs and fields stand below, beside their bounds. */
function isShown(text: DraftText | undefined): boolean {
  const isNamed = /^\/action\/(?:slug|examples\/\d+\/name)$/.test(text?.pointer ?? "");
  return text?.kind === "sentence" || isNamed;
}

/** A pointer into a draft, from its action on. */
function placeOf(pointer: string): string {
  return pointer.replace(/^\/action\//, "");
}
