import { memoize } from "../../lazily.ts";

/**
 * The words of an identifier, in lower case: `hostUserId`, `host_user_id`, `host-user-id` and
 * `hostuserid` all give host, user, id. Plurals stay as they are.
 */
export const wordsOf = memoize(
  (name): readonly string[] =>
    name
      .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
      .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word !== "")
      .flatMap(partsOf),
  10_000,
);

/** A name without what spellings differ in: `hostUserId`, `host_user_id` and `HOST-USER-ID` are one. */
export function squash(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Whether a name, or a part of it such as `user[id]` and `filter.user` have, is in a list, however spelt. */
export function isListed(name: string, list: readonly string[]): boolean {
  const known = squashedLists.get(list);
  const listed = known ?? new Set(list.map(squash));
  if (known === undefined) {
    squashedLists.set(list, listed);
  }
  return [name, ...name.split(/[.[\]:$@/]+/)].some((part) => part !== "" && listed.has(squash(part)));
}

/** A list of words from a text with white space between them. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

const squashedLists = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Longer runs of letters are no words that somebody ran together. */
const LONGEST_RUN = 48;

/** What a run of letters and digits is made of, if it is made of known words alone. */
function partsOf(run: string): string[] {
  if (VOCABULARY.has(run) || run.length > LONGEST_RUN) {
    return [run];
  }
  // best[i]: the fewest known words that give the first i characters.
  const best: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= run.length; end++) {
    for (let start = 0; start < end; start++) {
      const before = best[start];
      const word = run.slice(start, end);
      const isWord = VOCABULARY.has(word) || /^\d+$/.test(word);
      if (before !== undefined && isWord && before.length + 1 < (best[end]?.length ?? 99)) {
        best[end] = [...before, word];
      }
    }
  }
  return best[run.length] ?? [run];
}

/**
 * Words that APIs run together with others (`userid`, `starturl`, `refreshtoken`). A run is taken
 * apart only where nothing is left over, so `monkey`, `pinned` and `secretary` stay whole; words that
 * would wrongly come apart (`hostname`) stand here themselves.
 */
const VOCABULARY = wordSet(
  `access account accounts activate activation add address admin agent api app apply archive assign
  assignee assistant assistants attendee attendees auth authentication authorization backup ban base
  batch bearer behalf body bulk bypass callback cancel client close code codes command contact contacts
  cookie cookies create creator credential credentials csrf data date deactivate delegate delete device
  disable download edit email emails employee employees enable encryption end endpoint event events
  execute expires export field fields file filter find for force get group groups hash header headers
  history host hostname hosts html http https id ids image impersonate import info invite invitee
  invitees item items join jwt key keys kick license limit link links list live local lock login logout
  mail mailbox manager master max media meeting meetings member members merge message method move mute
  name names new next notify number oauth object of old open operation organizer otp override owner
  owners page pages panelist panelists parent participant participants pass passcode passcodes
  passphrase passwd password passwords patch path payload permission permissions person personal phone
  pin play post preview principal private privilege profile profiles proxy public publish purge push pwd
  query queue raw recipient recipients record recording recordings recovery redirect refresh registrant
  registrants reject remove replace request reset response result results return revoke role roles room
  rooms rotate run save schedule scheduled scope scopes screen script search secret secrets send sender
  server service session sessions set settings share signature signed size sort source sso start state
  status stop stream string subject suspend target team template tenant terminate text time timezone
  token tokens total tracking transfer transferred type unblock update upload upn uri uris url urls user
  username usernames users value values version video view visibility web webhook webhooks website work
  xml zak zpk pre by page size per pagesize hostname keyword keywords keyboard endpoint passport passkey uuid guid addr usr acct tok verifier pair sessid pw database ssh gpg deploy signing licence store as to from on cc bcc reply alt co no assigned asset assets
  filename nickname workspace webinar webinars homepage timestamp timeout sandbox dataset template
  passthrough querystring`,
);
