import ignore from "ignore";
import type { Tree } from "../../catalog/tree.ts";
import type { Finding } from "../../finding.ts";
import type { Allowance } from "./change-set.ts";
import { OWNER_FILES } from "./guarded-paths.ts";
import { refuse } from "./reasons.ts";

type People = NonNullable<Allowance["people"]>;

/** Changed paths of which no code owner but the author approved, by CODEOWNERS as the base has it. */
export async function ownerFindings(
  rules: Tree,
  paths: readonly string[],
  { authors, approvers }: People,
): Promise<Finding[]> {
  const owners = await readOwners(rules);
  const made = new Set(authors.map(asName));
  const counted = new Set(approvers.map(asName).filter((name) => !made.has(name)));
  return paths.flatMap((path) => {
    const own = owners(path);
    if (own.some((owner) => counted.has(owner))) {
      return [];
    }
    const who =
      own.length === 0 ? "nobody owns it" : `its owners are ${own.map((name) => `@${name}`).join(", ")}`;
    const hint = "a code owner who isn't the author approves the head commit, and the check is run again";
    return [refuse("verify/owners", path, `no code owner approved ${path}: ${who}`, hint)];
  });
}

/** Owners of a path, in small letters without the `@`: none where CODEOWNERS isn't there or names no one. */
async function readOwners(tree: Tree): Promise<(path: string) => string[]> {
  for (const file of OWNER_FILES) {
    const bytes = await tree.read(file);
    if (bytes !== undefined) {
      return parseOwners(new TextDecoder().decode(bytes));
    }
  }
  return () => [];
}

/**
 * The last line that matches counts, also where it names no one.
 * https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export function parseOwners(text: string): (path: string) => string[] {
  const rules = text.split("\n").flatMap((line) => {
    const [pattern = "", ...owners] = line
      .replace(/(?:^|\s)#.*$/, "")
      .trim()
      .split(/\s+/);
    // Negation, ranges and escapes don't work there: GitHub skips such lines.
    if (pattern === "" || /^!|[[\]\\]/.test(pattern)) {
      return [];
    }
    const names = owners.filter((owner) => owner.startsWith("@")).map(asName);
    return [{ matches: matcher(pattern), names }];
  });
  return (path) => rules.findLast(({ matches }) => matches(path))?.names ?? [];
}

/** Like a line of .gitignore, but that `docs/*` doesn't reach what lies deeper. */
function matcher(pattern: string): (path: string) => boolean {
  const lines = ignore({ ignorecase: false, allowRelativePaths: true }).add(pattern);
  const isFlat = /[^*]\/\*$|^\/\*$/.test(pattern);
  const depth = pattern.replace(/^\//, "").split("/").length;
  return (path) =>
    lines.ignores(path) && (!isFlat || pattern.includes("**") || path.split("/").length === depth);
}

function asName(login: string): string {
  return login.replace(/^@/, "").toLowerCase();
}
