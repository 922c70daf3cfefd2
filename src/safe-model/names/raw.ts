import { squash, wordSet, wordsOf } from "./words.ts";

/** What is handed through as it is: addresses to call, headers, queries, markup, code. */
const RAW = wordSet(`
  url urls uri uris href hrefs link links endpoint endpoints webhook webhooks callback callbacks redirect
  redirects header headers query queries querystring html xhtml markup script scripts javascript js jsonp
  template templates raw sql soql jql kql cypher graphql gql sparql xpath jsonpath jmespath mutation mutations
  proxy override overrides xml xslt svg css payload payloads passthrough eval shell command commands cmd expression
  expressions expr lambda filter where having predicate bytecode binary blob base64 curl
  iframe iframes embed soap jsonrpc hook hooks macro macros jinja liquid handlebars ejs mjml jq json
  attachments blocks params parameters args vars variables picture image avatar onload onclick onerror website
  homepage domain domains hostname ip cidr src srcset odata websocket ftp smtp`);

/** What is told about such a value and isn't it: `template_id`, `link_count`. */
const ATTRIBUTES = wordSet(`
  id ids type types count counts enabled status mode size limit length format at version name order
  level state allowed required policy`);

/** Whether a name says that its value is handed through: a URL, headers, a query, markup, code. */
export function namesRawValue(name: string): boolean {
  const words = wordsOf(name);
  const joined = words.join("");
  if (joined === "q" || joined === "callback" || /^(?:return|success|failure|cancel)to$/.test(joined)) {
    return true;
  }
  // `onComplete` and `function_body` are code.
  if (/^on[A-Z]/.test(name) || (words[0] === "function" && words.length > 1)) {
    return true;
  }
  return words.some(
    (word, index) => RAW.has(word) && !(index < words.length - 1 && ATTRIBUTES.has(words.at(-1) ?? "")),
  );
}

/** Whether a literal segment of a path is a way to send anything: `/graphql`, `/proxy`, `/$batch`. */
export function namesPassthrough(segment: string): boolean {
  return wordsOf(segment).some((word) => PASSTHROUGHS.has(word));
}

const PASSTHROUGHS = wordSet(
  "graphql graphiql gql proxy passthrough eval jsonrpc xmlrpc soap sql soql graphexplorer",
);

/** Whether a query parameter's name says that it chooses what the answer holds: `include_fields`, `$expand`. */
export function namesSelection(name: string): boolean {
  return SELECTIONS.has(squash(name));
}

const SELECTIONS = wordSet(
  "includefields fields select expand embed include includes fieldset projection properties populate with",
);
