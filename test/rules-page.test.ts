import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RulesOutput } from "../src/output/rules.ts";
import { findSecrets } from "../src/secrets/find.ts";
import { runJson } from "./support/cli.ts";
import { PROJECT } from "./support/repository.ts";
import { rulesPage } from "./support/rules-page.ts";

/** `npm run generate` writes this page anew. */
describe("the reference of the rules", () => {
  test("is what the rules say of themselves", async () => {
    await expect(rulesPage()).toMatchFileSnapshot(join(PROJECT, "docs/rules.md"));
  });

  test("has every rule and finding that `rules` lists, and no other", async () => {
    const { output } = await runJson<RulesOutput>(["rules"], { cwd: PROJECT });
    const headings = [...rulesPage().matchAll(/^### (.+)$/gm)].map(([, id]) => id);
    expect(headings.sort()).toEqual(output.rules.map(({ id }) => id).sort());
  });

  test("shows no secret, hides no character, and its links lead somewhere", () => {
    const page = rulesPage();
    expect(findSecrets(page)).toEqual([]);
    expect(page).not.toMatch(/[^\n -~✓]/);
    const anchors = [...page.matchAll(/^#{2,3} (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, "")
        .replaceAll(" ", "-"),
    );
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.filter((anchor) => !anchors.includes(anchor ?? ""))).toEqual([]);
  });
});
