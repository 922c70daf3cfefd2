import type { Policy } from "../catalog/policy.ts";
import { type DraftText, LONGEST } from "./draft-texts.ts";
import type { Problem } from "./rule.ts";
import { ordersIn } from "./rules/text.ts";
import { ownHosts, unplainIn } from "./rules/text-plain.ts";

/** A text of a manifest or policy that is shown as an action's label or description is. */
interface PortText {
  pointer: string;
  text: string;
  like: "label" | "description";
  /** What reviewers wrote for reviewers is no order to anybody. */
  reader: DraftText["reader"];
}

const NO_WORDS: ReadonlySet<string> = new Set();

/**
 * What is wrong with a text of a port: it is held to what holds for an action's texts.
 *
 * @param baseUrl what is called by its host is no link
 */
export function* problemsOfText(
  { pointer, text, like, reader }: PortText,
  policy: Policy | undefined,
  baseUrl = "",
): Generator<Problem> {
  const read = { pointer, text, kind: "sentence", reader, most: LONGEST[like], name: like } as const;
  const { families = [], routes = [], language = "en" } = policy ?? {};
  const paths = [...families, ...routes.map(({ path }) => path)];
  const around = { own: NO_WORDS, hosts: ownHosts(baseUrl), routes: paths, listed: NO_WORDS };
  yield* unplainIn(read, { ...around, others: () => undefined });
  yield* reader === "agents" ? ordersIn(read, NO_WORDS, language) : [];
}
