import { ownMember } from "../json/record.ts";
import type { Action } from "./action.ts";
import { deedOf } from "./capability/deed.ts";
import { gainsOf, inCode } from "./capability/gains.ts";
import { problemOfDeed } from "./capability/plain-deed.ts";
import type { JsonSchema } from "./json-schema.ts";
import { isRead, listedRoute } from "./listed-route.ts";
import type { Policy } from "./policy.ts";

/**
 * One sentence on what agents gain or lose. It is the policy's own for the route, or made from the
 * route's words; of the draft it has nothing but names of inputs and fields, in code: a draft's own
 * words could deceive. `GET /past_meetings/{meetingId}/participants` gives "agents could now list the
 * participants of a past meeting".
 */
export function capabilitySentence(
  before: Action | undefined,
  after: Action | undefined,
  policy: Policy,
): string {
  if (after === undefined) {
    return before === undefined ? "nothing changes" : `agents could no longer ${deed(before, policy).text}`;
  }
  const now = deed(after, policy);
  if (before === undefined) {
    return `agents could now ${now.text}${now.isOwn ? exchanged(after) : ""}`;
  }
  const old = deed(before, policy);
  const gains = gainsOf(before, after, policy.pagination.size);
  const isSame = old.text === now.text;
  const isSameRoute = before.method === after.method && before.path === after.path;
  const first = isSame
    ? `agents could still ${now.text}`
    : `agents could now ${now.text}, and no longer ${old.text}`;
  const would = isSame && !isSameRoute ? [...gains, "use another route"] : gains;
  if (would.length === 0) {
    return isSame ? `${first}, as before` : first;
  }
  const last = would.at(-1);
  return `${first}; they would ${would.length === 1 ? last : `${would.slice(0, -1).join(", ")}, and ${last}`}`;
}

/** What an action is for, and whether that is the policy's own sentence for its route. */
function deed({ method, path, input }: Action, policy: Policy): { text: string; isOwn: boolean } {
  const route = { method, path };
  const listed = listedRoute(route, policy);
  const own = listed?.capability;
  if (own !== undefined && problemOfDeed(own) === undefined) {
    return { text: own, isOwn: true };
  }
  const isTheirs =
    namesPrincipal(input.query, listed?.query, policy) || namesPrincipal(input.body, listed?.body, policy);
  return {
    text: deedOf({ ...route, isRead: isRead(route, policy), isTheirs }, policy.principal),
    isOwn: false,
  };
}

/** Whether each call must name the signed-in user, by a URI of the policy in an input that the route lists. */
function namesPrincipal(
  { properties = {}, required = [] }: JsonSchema = {},
  listed: Policy["routes"][number]["query"] = {},
  { principal }: Policy,
): boolean {
  return required.some((name) => {
    const schema = ownMember(properties, name);
    const values = schema?.enum ?? (schema?.const === undefined ? [] : [schema.const]);
    const isTheirs = values.every((value) => principal.uris?.includes(String(value)) === true);
    return Object.hasOwn(listed, name) && values.length > 0 && isTheirs;
  });
}

/** What an action takes and gets; the policy's sentence speaks of the route, and of what stands in its path. */
function exchanged({ input, result }: Action): string {
  const sent = [input.body, input.query].flatMap((schema) =>
    schema === undefined ? [] : leavesOf(schema, ""),
  );
  const seen = result.fields.length === 0 ? "the status alone" : inCode(result.fields);
  const isInPath = sent.length === 0 && input.path !== undefined;
  const sending = sent.length === 0 ? "nothing" : inCode(sent);
  return `${isInPath ? "," : `, sending ${sending}, and`} seeing ${seen}`;
}

function leavesOf({ properties, items }: JsonSchema, name: string): string[] {
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([key, schema]) =>
      leavesOf(schema, name === "" ? key : `${name}.${key}`),
    );
  }
  return items === undefined ? [name] : leavesOf(items, `${name}[]`);
}
