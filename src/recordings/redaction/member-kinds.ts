import { namesPerson } from "../../safe-model/names/person.ts";
import { isListed, squash, wordSet, wordsOf } from "../../safe-model/names/words.ts";

/** What a member's name says of its value: an id, somebody's name, an address or the like, somebody. */
export type MemberKind = "id" | "number" | "name" | "private" | "person";

const IDS = wordSet(`id ids uuid uuids guid guids uid uids pmi jid jids sid oid cid identifier identifiers
  imei mac serial fingerprint etag`);

/** After an id's word, what still is one: `id_list`, `uuid_string`. */
const ID_TAILS = wordSet("list value values string str number hash card");

/** `number` of these counts, or says where one is in a list. */
const COUNTED = wordSet(`page pages total max min count version line order sequence index size port row column
  chapter week day month year part step rank level floor retry attempt slide`);

/** Before `name`, which of somebody's names it is. */
const GIVEN = wordSet("first given middle fore christian");
const NAMES =
  wordSet(`${[...GIVEN].join(" ")} last family sur full display nick preferred legal maiden birth real
  screen user login account zoom phonetic english native alternative alt your my their other`);

const NAME_WORDS = wordSet(`username usernames firstname givenname forename middlename lastname familyname
  surname fullname displayname nickname realname screenname ownername contactname hostsname`);

const PRIVATE = wordSet(`phone phones mobile cell cellphone tel telephone fax msisdn sms callerid phonenumber
  address addresses addr street streets city town zip zipcode postcode postal suburb district
  ip ips ipv4 ipv6 ipaddress birthday birthdate birth dateofbirth dob born ssn nin passport iban bic vat
  latitude longitude lat lng lon coordinates geo geolocation`);

/** After what is private, what is told about it: `phone_type`, `address_count`. */
const ATTRIBUTES = wordSet(`type types kind country status count counts verified enabled label format version
  required visible visibility allowed`);

/**
 * What a member's name says of its value, however it is spelt; undefined where it says nothing.
 *
 * @param parent the name of the object around it: `name.first`
 * @param identityNames the policy's names that choose a person
 */
export function kindOfMember(
  name: string,
  parent: string,
  identityNames: readonly string[],
): MemberKind | undefined {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (namesId(words)) {
    return "id";
  }
  if (isName(words, name, parent)) {
    return "name";
  }
  if (words.some((word) => PRIVATE.has(word)) && !ATTRIBUTES.has(last) && !/e?mail/.test(squash(name))) {
    return "private";
  }
  if (/^(?:numbers?|num|nr|no)$/.test(last) && !words.some((word) => COUNTED.has(word))) {
    return "number";
  }
  return namesPerson(name, "text") || isListed(name, identityNames) ? "person" : undefined;
}

/** Whether a name is that of somebody's first name, which says what to invent. */
export function namesGiven(name: string): boolean {
  return wordsOf(name).some((word) => GIVEN.has(word) || /^(?:first|given|fore|middle)name$/.test(word));
}

function namesId(words: readonly string[]): boolean {
  const at = words.findLastIndex((word) => IDS.has(word));
  return at !== -1 && words.slice(at + 1).every((word) => ID_TAILS.has(word) || /^\d+$/.test(word));
}

function isName(words: readonly string[], name: string, parent: string): boolean {
  const last = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  if (NAME_WORDS.has(last) || NAME_WORDS.has(squash(name))) {
    return true;
  }
  if (/^names?$/.test(last)) {
    return before.every((word) => NAMES.has(word)) || namesPerson(before.join("_"), "text");
  }
  // { "name": { "first": …, "last": … } }
  const isPart = words.length === 1 && (NAMES.has(last) || last === "formatted");
  return isPart && /^(?:names?|initials?)$/.test(wordsOf(parent).at(-1) ?? "");
}
