import { squash, wordSet, wordsOf } from "./words.ts";

/** Words for rights: who has them is an administrator's business. */
const RIGHTS = wordSet(`
  role roles permission permissions privilege privileges privileged admin admins administrator superuser
  superadmin sysadmin license licenses licence licences entitlement entitlements acl grant grants scopes
  billing plan seat seats sso staff owner elevate elevated sudo root`);

/** Whether an input's name says that it changes somebody's rights or licence. */
export function namesRights(name: string): boolean {
  const words = wordsOf(name);
  return words.some(
    (word, index) =>
      RIGHTS.has(word) || (/^(?:levels?|rights?)$/.test(word) && words[index - 1] === "access"),
  );
}

/** Whether a fixed value of a write gives somebody rights over others. */
export function givesRights(value: string): boolean {
  return wordsOf(value).some((word) =>
    /^(?:admins?|administrators?|superusers?|superadmin|sysadmin|root|owners?|maintainers?)$/.test(word),
  );
}

/** Lists in a write of whoever is to hear of it: `notify`, `share`, `mentions`. */
export function namesAudience(name: string): boolean {
  return /^(?:notify|invites?|share|sharing|forward|relay|mentions?|dialout|callout|broadcast|audience)$/.test(
    squash(name),
  );
}
