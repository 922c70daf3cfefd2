import { toPointer } from "../json/pointer.ts";

/** A secret that was found: its kind and place. What it says is never told. */
export interface SecretMatch {
  kind: string;
  pointer: string;
}

/**
 * Shapes of credentials as their issuers document them. Each repetition is bounded, so that looking
 * takes time in proportion to the text.
 */
const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ["private key", /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/],
  ["JSON Web Token", /\beyJ[\w-]{8,512}\.eyJ[\w-]{8}/],
  ["GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22})/],
  ["GitLab token", /\bglpat-[\w-]{20}/],
  ["AWS access key", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["Slack token", /\bxox[abeoprs]-[\w-]{10}/],
  ["Google API key", /\bAIza[\w-]{35}/],
  ["Stripe key", /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16}/],
  ["npm token", /\bnpm_[A-Za-z0-9]{36}/],
  ["API key", /\bsk-[\w-]{20}/],
  ["authorization value", /\b(?:bearer|basic)\s{1,8}(?=[\w.~+/-]{0,64}\d)[\w.~+/-]{16}/i],
  ["password in a URL", /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^/\s:@]{1,64}:[^/\s:@]{1,256}@/i],
];

/** What each shape begins with or holds: most texts have none of it, and are done with. */
const HINTS =
  /-----BEGIN|eyJ|gh[pousr]_|github_pat_|glpat-|AKIA|ASIA|xox|AIza|k_(?:live|test)_|npm_|sk-|bearer|basic|:\/\//i;

/** Looks for secrets in every string of a value, member names included. */
export function findSecrets(value: unknown): SecretMatch[] {
  const found: SecretMatch[] = [];
  collect(value, [], found);
  return found;
}

/** @param path where the value stands; changed on the way down, and as it was on the way back */
function collect(value: unknown, path: (string | number)[], found: SecretMatch[]): void {
  if (typeof value === "string") {
    found.push(...findInText(value).map((kind) => ({ kind, pointer: toPointer(path) })));
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      path.push(index);
      collect(item, path, found);
      path.pop();
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      const inName = findInText(name).map((kind) => ({ kind, pointer: toPointer(path) }));
      found.push(...inName);
      // A name that is a secret must not get out by the pointers below it either.
      const step = inName.length === 0 ? [name] : [];
      path.push(...step);
      collect(item, path, found);
      path.length -= step.length;
    }
  }
}

/** The kinds of secrets in a text, also when it is split by white space or percent-encoded. */
export function findInText(text: string): string[] {
  const spellings = [...new Set([text, text.replace(/\s+/g, ""), decoded(text)])].filter((spelling) =>
    HINTS.test(spelling),
  );
  return SHAPES.filter(([, shape]) => spellings.some((spelling) => shape.test(spelling))).map(
    ([kind]) => kind,
  );
}

function decoded(text: string): string {
  try {
    return text.includes("%") ? decodeURIComponent(text) : text;
  } catch {
    return text;
  }
}
