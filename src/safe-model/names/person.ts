import { squash, wordSet, wordsOf } from "./words.ts";

/** Words for somebody: whose data it is, who acts, who gets something. */
const PEOPLE = wordSet(`
  user users username usernames userid uid host hosts cohost cohosts owner owners account accounts member
  members assistant assistants assignee assignees employee employees principal principals delegate
  delegates delegator delegators impersonate impersonated impersonation behalf tenant tenants organizer
  organizers organiser organisers email emails mail mailbox mailboxes login upn person persons people
  profile profiles staff creator creators author authors sender senders recipient recipients attendee
  attendees invitee invitees participant participants registrant registrants panelist panelists panellist
  panellists guest guests contact contacts customer customers colleague colleagues manager managers
  supervisor supervisors interpreter interpreters presenter presenters speaker speakers moderator
  moderators reviewer reviewers requester requesters follower followers friend friends admin admins actor
  subordinate subordinates agent agents worker workers student students teacher teachers patient patients
  sudo runas actas assumed jid cc bcc collaborators collaborator maintainer
  maintainers contributor contributors watcher watchers subscriber subscribers voter voters editor editors viewer
  viewers committer committers stargazer stargazers requestor requestors masquerade handle nickname
  who whom whose usr acct accts uname mails mailto scheduler schedulers become assume obo su deputy deputies
  teammate teammates identity identities initiator initiators approver approvers reporter reporters follower
  following emailaddr caller callee boss uploader commenter responsible operator respondent nick successor
  transferee handover ssn samaccountname onbehalf uids touser individual individuals`);

/** Collections whose entries are people, besides the words above. */
const COLLECTIONS = wordSet("u directory workforce");

/** What is told about somebody and chooses nobody: `host_video`, `user_type`, `account_status`. */
const ATTRIBUTES = wordSet(`
  type types kind kinds status statuses state states count counts limit limits size sizes mode modes level
  levels language languages locale timezone video audio format formats order sort page pages enabled
  notification notifications region plan date time at since until before after format color colour theme
  settings setting view views notified only required allowed visible visibility rate score
  index total minutes seconds hours days age quota version update updated created`);

/** Before somebody, what makes the name a moment, a yes or no, or a way to arrange. */
const PREDICATES = wordSet(`is has have before after without include exclude with sort order group show hide
  count max min enable disable allow allows mute`);

/** `created_by`, `assigned_to`: somebody without being named. */
const DOERS = wordSet(`created updated modified edited assigned owned requested invited approved hosted
  uploaded sent submitted reported reviewed posted organized organised scheduled started recorded managed
  administered deleted closed opened merged`);
const RECEIVERS = wordSet(`assigned assign shared share delegated delegate transfer transferred transferring
  send sent visible invite invited reassign forward reply deliver grant granted give addressed`);

/** `act_as`, `run_as`, `as_user`, `schedule_for`: verbs that take somebody. */
const ROLES = wordSet(
  "act acting run execute login log sign in book schedule host post send reply do call assume view see preview browse simulate",
);

/** Where somebody is reached. */
const REACHED = wordSet("phone phones mobile telephone msisdn fax sms");
const ADDRESSED = wordSet("forwarding reply mail mailing cc recipient destination delivery");

/**
 * Whether a name says that its value chooses a person or account.
 *
 * @param isFreeText whether its value is known to be any text: then `show_user` is a user
 */
export function namesPerson(name: string, isFreeText = false): boolean {
  const words = wordsOf(name);
  return words.some((word, index) => {
    const [previous = "", next = ""] = [words[index - 1], words[index + 1]];
    const isSomebody =
      // `switchuser`, `cohostemail`: run together with what no list has.
      /.{2,}(?:user|username|userid|useremail|email|owner)s?$/.test(word) ||
      (PEOPLE.has(word) && !(word === "host" && next === "name") && !isProgram(previous, word, next)) ||
      (word === "of" && previous === "name") ||
      (word === "reports" && previous === "direct") ||
      (word === "calendar" && next === "id") ||
      (word === "by" && DOERS.has(previous)) ||
      (/^(?:to|with|into|onto)$/.test(word) && RECEIVERS.has(previous)) ||
      REACHED.has(word) ||
      (/^address(?:es)?$/.test(word) && ADDRESSED.has(previous)) ||
      (word === "name" && previous === "screen") ||
      (word === "as" && (ROLES.has(previous) || words.length === 1)) ||
      (word === "for" && (ROLES.has(previous) || words.length === 1)) ||
      (word === "by" && words.length === 1);
    return isSomebody && !isAttribute(words, index, isFreeText);
  });
}

/** Attributes that are text often enough to hold a name: `user_view`. */
const VAGUE = wordSet("view views mode index settings setting only at allowed");
const FLAGS = wordSet("is has have include exclude show hide with max min enable disable allow allows mute");

/** `user_agent` is a program. */
function isProgram(previous: string, word: string, next: string): boolean {
  return (word === "user" && next === "agent") || (word === "agent" && previous === "user");
}

function isAttribute(words: readonly string[], index: number, isFreeText: boolean): boolean {
  const [first = "", last = ""] = [words[0], words.at(-1)];
  return (
    (index < words.length - 1 && ATTRIBUTES.has(last) && !(isFreeText && VAGUE.has(last))) ||
    // What is free text is no yes or no, whatever its name says.
    (index > 0 && PREDICATES.has(first) && !(isFreeText && FLAGS.has(first))) ||
    /^(?:before|after)$/.test(words[index - 1] ?? "")
  );
}

function isUser(word: string): boolean {
  return /^(?:users?|accounts?|members?|employees?)$/.test(word);
}

/** Words by which a fixed value asks to act as somebody: `on_behalf_of`, `X-Impersonate-User`. */
export function asksToActAs(value: string): boolean {
  return /behalf|impersonat|masquerad|(?:act|run|sudo|login|signin)as|assume(?:d)?role/.test(squash(value));
}

/** Whether a literal segment of a path holds people: `/users`, `/phone.users`, `/u`. */
export function namesPeople(segment: string): boolean {
  const words = wordsOf(segment);
  const last = words.at(-1) ?? "";
  return (
    PEOPLE.has(last) ||
    COLLECTIONS.has(last) ||
    words.join(" ").endsWith("direct reports") ||
    words.some(isUser)
  );
}
