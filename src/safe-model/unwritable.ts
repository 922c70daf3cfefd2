import { wordsOf } from "./names/words.ts";

/** Why something can't be written at all, safe or not, and what can be done instead. */
export interface Unwritable {
  message: string;
  hint: string;
}

const AUTH: Unwritable = {
  message: "a second credential, or one in the query, can't be written: the token goes into one header",
  hint: "write the header that the API takes the token in: authHeaderName, and authTokenPrefix such as Bearer, Basic or none; an API that takes it elsewhere alone can't be a port",
};

/** What a member that the format doesn't have asks for, by the words of its name. */
const MEMBERS: readonly [words: RegExp, told: Unwritable][] = [
  [
    /^(?:headers?|cookies?)$/,
    {
      message: "fixed headers can't be written: a request has the token's header and its own input alone",
      hint: "leave it out: many APIs have a default; where one must be sent, it is for the gateway's operator to send it",
    },
  ],
  [/^(?:auth|authorization|authentication|key|token|credentials?|secret)$/, AUTH],
  [
    /^(?:page|pages|paging|pagination|paginate|link|links|follow)$/,
    {
      message: "paging by Link headers can't be written: no header of an answer reaches an agent",
      hint: "take the page's number or token as an input, and list the response field that holds the next one",
    },
  ],
  [
    /^(?:form|multipart|urlencoded|files?|upload)$/,
    {
      message: "form bodies can't be written: actions send JSON alone",
      hint: "choose a route that takes JSON",
    },
  ],
];

/** What can't be written that an unknown member's name asks for; undefined where it asks for no such thing. */
export function unwritableMember(name: string): Unwritable | undefined {
  const words = wordsOf(name);
  return MEMBERS.find(([known]) => words.some((word) => known.test(word)))?.[1];
}

/** Where the token can't go. */
const ELSEWHERE = /^(?:query|parameter|param|url|path|body|cookie|cookies|two|multi|multiple|headers)$/;

/** The same of a member's value: a way to send a body, or the token. */
export function unwritableValue(name: string, value: unknown): Unwritable | undefined {
  if (name === "authMode" && typeof value === "string") {
    return wordsOf(value).some((word) => ELSEWHERE.test(word)) ? AUTH : undefined;
  }
  return name === "requestBodyMode" && typeof value === "string" && value !== "none" && value !== "json"
    ? unwritableMember(value)
    : undefined;
}
