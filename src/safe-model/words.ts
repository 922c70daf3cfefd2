/** The words of an identifier: `hostUserId`, `host_user_id` and `host-user-id` all give host, user, id. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** Words that make a name a credential's wherever they stand. */
const CREDENTIAL_WORDS = new Set([
  "token",
  "tokens",
  "secret",
  "secrets",
  "password",
  "passwords",
  "passwd",
  "pwd",
  "passcode",
  "passcodes",
  "passphrase",
  "credential",
  "credentials",
  "zak",
  "jwt",
  "otp",
  "pin",
  "apikey",
  "cookie",
  "cookies",
  "jointoken",
  "authtoken",
  "accesstoken",
]);

/** `key` alone says little (`stream_key` is a credential, `sort_key` isn't): these make it one. */
const KEY_QUALIFIERS = new Set([
  "host",
  "api",
  "private",
  "secret",
  "access",
  "stream",
  "signing",
  "encryption",
  "ssh",
  "license",
]);

/** Whether a name says that it holds a credential. */
export function namesCredential(name: string): boolean {
  const words = wordsOf(name);
  return (
    words.some((word) => CREDENTIAL_WORDS.has(word)) ||
    words.some(
      (word, index) => (word === "key" || word === "keys") && KEY_QUALIFIERS.has(words[index - 1] ?? ""),
    )
  );
}

const PERSON_WORDS = new Set([
  "user",
  "users",
  "host",
  "hosts",
  "owner",
  "owners",
  "account",
  "accounts",
  "member",
  "members",
  "assistant",
  "assignee",
  "employee",
  "principal",
  "delegate",
  "delegator",
  "impersonate",
  "behalf",
  "tenant",
  "organizer",
  "email",
  "emails",
  "mail",
  "username",
  "login",
  "upn",
]);

/** Whether a name says that its value chooses a person or account. */
export function namesPerson(name: string): boolean {
  return wordsOf(name).some((word) => PERSON_WORDS.has(word));
}

const RAW_WORDS = new Set([
  "url",
  "uri",
  "href",
  "endpoint",
  "webhook",
  "callback",
  "redirect",
  "header",
  "headers",
  "query",
  "querystring",
  "html",
  "script",
  "template",
  "raw",
  "sql",
  "graphql",
  "proxy",
  "override",
  "xml",
]);

/** Whether a name says that its value is handed through: a URL, headers, a query, markup, code. */
export function namesRawValue(name: string): boolean {
  return wordsOf(name).some((word) => RAW_WORDS.has(word));
}
