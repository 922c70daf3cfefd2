import { isListed, squash, wordSet, wordsOf } from "./words.ts";

/** Words that make a name a credential's wherever they stand. */
const CREDENTIALS = wordSet(`
  token tokens secret secrets password passwords passwd pwd passcode passcodes passphrase passphrases
  passkey passkeys credential credentials cred creds zak zpk jwt otp totp pin pincode apikey apikeys
  cookie cookies oauth oauth2 bearer authorization keystore pem pkcs12 p12 pfx psk sas cvv cvc htpasswd kubeconfig
  mnemonic keychain keyring keytab vault authorizations tok tkn pw csrf xsrf assertion assertions keypair keypairs jsessionid phpsessid sessid userpass`);

/** These alone say little (`sort_key`, `country_code`): what stands before them makes them a credential. */
const QUALIFIED = new Map<string, ReadonlySet<string>>(
  Object.entries({
    key: wordSet(`host api private secret access stream signing sign encryption encrypt decryption ssh gpg pgp
    rsa license licence master shared client auth authentication session service account deploy recovery
    backup root hmac symmetric webhook admin security consumer storage subscription server device bearer
    session activation room wifi unlock developer app application pass unseal preshared`),
    code: wordSet(`recovery backup verification verify access mfa security invite invitation time auth
    authorization activation device join entry unlock login otp confirmation pairing pass reset sms host
    leader participant attendee`),
    url: wordSet(`start join download play playback share sharing upload signed presigned signing magic reset
    recovery invite invitation login signin sso activation verification registration callback webhook
    unsubscribe stream streaming host personal private temporary temp time verify confirm confirmation database db redis postgres mongo connection access guest
    meeting participant rtmp ingest impersonation onetime click`),
    phrase: wordSet("pass seed recovery secret mnemonic"),
    signature: wordSet("sdk request url jwt signed sas webhook meeting join"),
    id: wordSet("session sess sid"),
    auth: wordSet("basic"),
    pass: wordSet("user login db admin temp"),
    pair: wordSet("key"),
    rsa: wordSet("id ssh"),
    answer: wordSet("security"),
    verifier: wordSet("code"),
    hash: wordSet("session auth login pass"),
    header: wordSet("auth authentication"),
    string: wordSet("connection auth authentication dial"),
  }),
);
const SAME = new Map([
  ["keys", "key"],
  ["codes", "code"],
  ["urls", "url"],
  ["uri", "url"],
  ["uris", "url"],
  ["link", "url"],
  ["links", "url"],
  ["pairs", "pair"],
  ["answers", "answer"],
  ["href", "url"],
  ["signatures", "signature"],
  ["headers", "header"],
]);

/** After a credential's word, what is told about it and isn't it: `token_type`, `password_changed_at`. */
const ATTRIBUTES = wordSet(`
  type types count counts required enabled disabled protected policy policies length strength expiry expires
  expired expiration expiring at status limit limits usage used budget set algorithm rotation hint
  requirement requirements format scheme version age days seconds verified remaining present`);

/** Before it, what makes the name a yes or no, or a setting: `has_password`, `use_pin`. */
const PREDICATES = wordSet(`
  is has have had requires require required needs need use uses using embed enable enabled disable allow
  allows supports show hide with can must should enforce auto force`);

/** A page token moves on in a list, and opens nothing. */
const PAGING = wordSet("page next sync continuation cursor previous prev pagination paging list delta skip");

/** Of language models' tokens there are many, of credentials one. */
const COUNTED = wordSet(`max min input output prompt completion total cached reasoning num number of used
  remaining context`);

/** What gets pinned to a board or a chat. */
const PINNED = wordSet(`message messages item items post posts chat thread comment issue issues order
  location position color colour board repository project note map`);

/**
 * Whether a name says that it holds a credential, or a link that works like one.
 *
 * @param isFreeText whether its value is known to be any text: then `use_pin` is a PIN
 */
export function namesCredential(name: string, isFreeText = false): boolean {
  // `passWord` and `pass_word` are one word to those who read them.
  return saysCredential(wordsOf(name), isFreeText) || saysCredential(wordsOf(squash(name)), isFreeText);
}

function saysCredential(words: readonly string[], isFreeText: boolean): boolean {
  return words.some((_, index) => isCredential(words, index) && !isExcused(words, index, isFreeText));
}

/** Whether a yes or no asks for a credential in the answer: `include_host_key`, `reveal_secret`. */
export function asksForCredential(name: string): boolean {
  const [first = "", ...rest] = wordsOf(name);
  return (
    first === "unmask" ||
    (/^(?:include|includes|show|reveal|with|return|expose|expand|unmask|decrypt)$/.test(first) &&
      namesCredential(rest.join("_")))
  );
}

/** Whether a policy's data or the name itself say that it holds a credential. */
export function holdsCredential(
  name: string,
  { fields, notCredentials }: { fields: readonly string[]; notCredentials: readonly string[] },
  isFreeText = false,
): boolean {
  return isListed(name, fields) || (namesCredential(name, isFreeText) && !isListed(name, notCredentials));
}

/** Whether a segment is a way to sign in: it answers with what was signed in with. */
export function namesSignIn(segment: string): boolean {
  return wordsOf(segment).some((word) => /^(?:oauth2?|saml2?|oidc|sso|openid)$/.test(word));
}

/** `key` and `keys` by themselves: of a route they name what it answers with. */
export function namesKey(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1);
  return (last === "key" || last === "keys") && !HARMLESS_KEYS.has(words.at(-2) ?? "");
}

const HARMLESS_KEYS = wordSet(`sort primary foreign public partition object issue project translation lookup
  custom natural row map index field answer legend music`);

function isCredential(words: readonly string[], index: number): boolean {
  const word = words[index] ?? "";
  const previous = words[index - 1] ?? "";
  return CREDENTIALS.has(word) || QUALIFIED.get(SAME.get(word) ?? word)?.has(previous) === true;
}

function isExcused(words: readonly string[], index: number, isFreeText: boolean): boolean {
  const [word = "", previous = "", next = "", last = ""] = [
    words[index],
    words[index - 1],
    words[index + 1],
    words.at(-1),
  ];
  return (
    (/^tokens?$/.test(word) && PAGING.has(previous)) ||
    (word === "tokens" && COUNTED.has(previous)) ||
    (word === "pin" && PINNED.has(next)) ||
    (index < words.length - 1 &&
      (isFreeText ? /^(?:type|types|status|count)$/.test(last) : ATTRIBUTES.has(last))) ||
    // What is free text is no yes or no, whatever its name says.
    (index > 0 && !isFreeText && PREDICATES.has(words[0] ?? ""))
  );
}
