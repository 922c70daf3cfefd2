import * as z from "zod";
import { CONFIG_FILE } from "./catalog/layout.ts";
import { readDocument } from "./catalog/load.ts";
import type { Tree } from "./catalog/tree.ts";

/** harbor.config.json. It counts as the base branch has it; a request can't change it. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  forge: z
    .enum(["github", "git-only"])
    .optional()
    .describe("Where requests are opened; found from the remote where left out"),
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/)
    .optional()
    .describe("owner/name on GitHub; counts only where the remote's URL says the same"),
  labels: z
    .array(z.string().min(1).max(50))
    .max(20)
    .optional()
    .describe("Labels that each new request gets on GitHub"),
  reviewers: z
    .array(z.string().regex(/^[\w-]+(?:\/[\w.-]+)?$/))
    .max(15)
    .optional()
    .describe("Who is asked to review each new request on GitHub: logins, and teams as org/team"),
  draftRequests: z
    .boolean()
    .optional()
    .describe(
      "Whether requests are opened as drafts on GitHub, which nobody can merge before a person says so",
    ),
});

export type Config = z.infer<typeof configSchema>;

/** The configuration of a tree; empty where it has none. @throws HarborError IO for a bad one */
export async function loadConfig(tree: Tree): Promise<Config> {
  const bytes = await tree.read(CONFIG_FILE);
  if (bytes === undefined) {
    return {};
  }
  const once: Tree = { ...tree, read: async () => bytes };
  return (await readDocument(once, CONFIG_FILE, configSchema, "configuration")).value;
}
