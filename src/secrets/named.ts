/** A secret told by the words before it, not by its own shape. */
export interface Named {
  kind: string;
  offset: number;
}

/** What stands for a secret in documentation: `<token>`, `{zak}`, `***`, `REDACTED`, `your_token`. */
const PLACEHOLDER =
  /^(?:[*.x#_…-]{0,64}|<[a-z _.-]{0,40}>?|\$?\{{1,2}[a-z _.-]{0,40}\}{0,2}|\[[a-z _.-]{0,40}\]?|\$[a-z_]{1,40}|:[a-z_]{1,40}|redacted|removed|hidden|masked|your[a-z_ -]{0,30}|(?:some|the|a|my|an?)[-_][a-z_-]{1,30}|secret|password|passcode|pwd|pass|true|false|null|none|undefined|required|optional|base64|(?:example|sample|dummy|placeholder|value|string|integer|number|boolean|token|access_?token|user|username|key|api_?key|zak|signature)[-_]?\d{0,3})$/i;

/** Values with a digit that are no secret in any place: dates, times, versions, lengths, addresses. */
const PLAIN =
  /^(?:\d{4}-\d\d(?:-\d\d)?(?:[T ].*)?|\d{1,2}:\d\d.*|v?\d+(?:\.\d+)+|\d+[-–](?:\d+|[a-z]+(?:-[a-z]+)*)|[a-z][a-z0-9+.-]*:\/\/.*)$/i;

/** Letters, a short number, or a standard's name. */
const PLAIN_WORD =
  /^(?:[a-z]+|\d{1,4}|(?:rfc|iso|sha|utf|md|hs|rs|es|ps|aes|oauth|base|x|tls|ed|argon|pkcs|http|ipv|v|p|int|latin)\d+(?:url)?)$/i;

/** `hunter2` after `password:` is one; after `token:` a value has to look as if nobody chose it. */
const CHOSEN = /^(?:pass|pwd|pin)/i;

/** A name and its value in a text: `client_secret=…`, `"passcode": "…"`, `the password is …`. */
const ASSIGNED =
  /(pass(?:word|wd|code|phrase)?|pwd|pin|otp|jwt|zak|secret|token|credential|key)(?:[-_ ]?(?:value|string|\d))?[\\"'`\]\s]{0,6}(?::=|=>|[=:：＝]|is\s)[\\"'`\s]{0,6}([^\s"'`<>,;&|(){}[\]\\\0]{6,256})/gi;

/** As people tell one another: `passcode 445566`, `PIN: 4455`. */
const SPOKEN =
  /(?<![a-z])(pass(?:word|code|phrase)|pwd|pw|pin)\s{0,3}[\s:=–-]\s{0,3}#?(\d{4,12})(?![\w-]|\.\w|\s(?:characters|digits|letters))/gi;

/** A telephone dials it after the meeting's number: `,,81000000042#,,,,*445566#`. */
const DIALLED = /#,{1,9}(\*)(\d{4,12})#/g;

/** A link that opens something for whoever has it: what follows in its path looks as if nobody chose it. */
const SHARED = /\/(share|play|download|invite|reset|magic|unsubscribe)\/([\w~.-]{16,512})/gi;

/** A value in a URL's query or fragment. */
const PARAMETER = /[?&;#]([\w.[\]-]{1,40})=([^&#;\s"'`\\\0]{4,512})/g;

/** Names that say that a value is a credential. What is called a token of a page is none. */
const CREDENTIAL =
  /(?:password|passwd|passcode|passphrase|pwd|(?<!(?:page|next|cursor|sync|continuation)[-_ ]?)token|secret|signature|(?:api|access|auth|private|host|account|signing|encryption|stream|license|secret)[-_ ]?key|(?:^|[^a-z])(?:zak|jwt|sig|otp|pin|pass|credential))\]?$/i;

/** Names of parameters that say so together with a value that looks like one. */
const DOUBTFUL = /(?:^|[-_.])(?:key|code|tk|auth)\]?$/i;

/** RFC 6750, RFC 7617; SSWS is Okta's. */
const AUTHORIZATION =
  /(?:(?<![a-z])(bearer|basic|ssws)["'\\\s]{1,8}|authorization["'\\]{0,2}\s{0,4}[:=]["'\\\s]{0,8}(?:token\s)?)(?!(?:bearer|basic|ssws)[\s"'\\])([\w.~+/=-]{6,2048})/gi;

/** What stands before the scheme in a header. */
const HEADER = /authorization["'\\]{0,2}\s{0,4}[:=]["'\\\s]{0,8}$/i;

/** RFC 6265: the pairs of a cookie's header. */
const COOKIE =
  /(?<![a-z])((?:set-)?cookie)["'\\]{0,2}\s{0,4}:["'\\\s]{0,6}((?:[\w.$-]{1,64}=[^\s;"'\0]{1,512}(?:;\s?|$)?){1,16})/gi;

/** RFC 3986, 3.2.1: a user with a password. */
const USER_INFO = /:\/\/([^/\s:@?#\0]{0,64}):([^/\s@\0]{1,256})@/g;

/** The secrets in a text that are told by their name or place. */
export function* findNamed(text: string): Generator<Named> {
  for (const [kind, shape, isSecret] of FINDERS) {
    shape.lastIndex = 0;
    for (let match = shape.exec(text); match !== null; match = shape.exec(text)) {
      const { 1: name = "", 2: value = "", index: offset } = match;
      const { lastIndex } = shape;
      if (isSecret(name, value, text.slice(Math.max(0, offset - 24), offset))) {
        yield { kind, offset };
      }
      // Another text may have been searched meanwhile.
      shape.lastIndex = lastIndex;
    }
  }
}

/** Says whether a name and its value are a secret; `before` is the text before the name, as far as it matters. */
type IsSecret = (name: string, value: string, before: string) => boolean;

const BY_NAME = "credential by its name";
const IN_URL = "credential in a URL";

/** What tells most comes first. */
const FINDERS: readonly (readonly [kind: string, shape: RegExp, isSecret: IsSecret])[] = [
  [
    "authorization value",
    AUTHORIZATION,
    (scheme, value, before) =>
      (/basic/i.test(scheme) && isUserAndPassword(value)) ||
      (value.length >= (scheme === "" || HEADER.test(before) ? 8 : 16) && looksSecret(value, false)),
  ],
  [
    "cookie",
    COOKIE,
    (_, pairs) => pairs.split(";").some((one) => looksSecret(one.replace(/^[^=]*=/, ""), false)),
  ],
  ["password in a URL", USER_INFO, (_, password) => !isPlaceholder(password)],
  [IN_URL, PARAMETER, isCredential],
  [BY_NAME, SPOKEN, () => true],
  ["passcode to be dialled", DIALLED, () => true],
  [IN_URL, SHARED, (_, value) => looksSecret(value, false)],
  [
    BY_NAME,
    ASSIGNED,
    (name, value, before) =>
      looksSecret(value, CHOSEN.test(name) || /host[-_ ]?$/i.test(before)) && CREDENTIAL.test(before + name),
  ],
];

/** Whether a parameter's name and value are a credential: `pwd=…`. */
export function isCredential(name: string, value: string): boolean {
  return (
    value.length >= 4 &&
    (CREDENTIAL.test(name) ? !isPlaceholder(value) : DOUBTFUL.test(name) && looksSecret(value, false))
  );
}

/** Whether a member's name and value are a credential: `"client_secret": "…"`. */
export function isNamedSecret(name: string, value: string): boolean {
  return (
    value.length >= 6 &&
    value.length <= 4096 &&
    CREDENTIAL.test(name) &&
    !/\s/.test(value) &&
    looksSecret(value, CHOSEN.test(name))
  );
}

/**
 * Whether a value looks like a secret: it has a digit, or changes between kinds of letters as words
 * don't.
 *
 * @param isChosen whether people make such values up, so that a number or a word with one will do
 */
function looksSecret(text: string, isChosen: boolean): boolean {
  const value = text.replace(/[.!?:]{1,3}$/, "");
  if (value.length < 6 || isPlaceholder(value) || PLAIN.test(value)) {
    return false;
  }
  const words = value.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/).filter((word) => word !== "");
  if (/\d/.test(value)) {
    return isChosen || !(words.every((word) => PLAIN_WORD.test(word)) || /^\d{1,12}$/.test(value));
  }
  const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value);
  return value.length >= 12 && isMixed && value.length / words.length < 3.5;
}

/**
 * Whether a text stands for a secret in documentation and is none: `REDACTED`, `<token>`.
 *
 * @param value which the signs of a sentence may follow
 */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value.replace(/[).,;:!?]{1,4}$/, ""));
}

/** RFC 7617: `user:password` in base64. */
function isUserAndPassword(value: string): boolean {
  return /^[ -9;-~]{0,128}:[ -~]{1,256}$/.test(Buffer.from(value, "base64").toString("latin1"));
}
