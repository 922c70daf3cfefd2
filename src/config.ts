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
    .describe("owner/name on GitHub; GITHUB_REPOSITORY or the remote's URL where left out"),
});

export type Config = z.infer<typeof configSchema>;

/** The configuration of a tree; empty where it has none. @throws HarborError IO for a bad one */
export async function loadConfig(tree: Tree): Promise<Config> {
  const isThere = (await tree.read(CONFIG_FILE)) !== undefined;
  return isThere ? (await readDocument(tree, CONFIG_FILE, configSchema, "configuration")).value : {};
}
