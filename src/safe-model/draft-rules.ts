import type { Rule } from "./rule.ts";
import * as rules from "./rules/index.ts";

/** Every rule about drafts. */
export const RULES: readonly Rule[] = Object.values(rules);
