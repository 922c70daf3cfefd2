import { isRead, listedRoute, type PolicyRoute } from "../../catalog/listed-route.ts";
import { parseRoute } from "../../catalog/route.ts";
import { quote } from "../../text/quote.ts";
import { query } from "../examples.ts";
import { fixedValuesOf, type InputNode, namedValuesOf, pointerOfValue } from "../inputs.ts";
import {
  bringsDestruction,
  effectOf,
  isCommand,
  isOrder,
  namesDestruction,
  namesOperation,
  namesOverride,
  namesRights,
  stops,
  takesOffLabels,
  tellsDirection,
} from "../names/effect.ts";
import { lastSays, someSays, wholeSays } from "../names/words.ts";
import { routesOf } from "../route-overlap.ts";
import { defineActionRule, defineInputRule, type Problem } from "../rule.ts";
import { isFlag, mayBeYes, takesFreeText, textOf } from "../values.ts";

const body = (properties: object) => ({
  action: { method: "PATCH", input: { body: { type: "object", properties } } },
});

export const effectInput = defineInputRule({
  id: "effect/input",
  summary: "No input chooses an operation, overrides the method, destroys, or changes somebody's rights",
  why: "A reviewed route with action=end in its body is another route; _method=DELETE makes a read a deletion; a role in a body makes a profile an administrator's.",
  examples: {
    good: [
      query({ status: { type: "string", enum: ["approved", "pending"] } }),
      query({ event: { type: "string", enum: ["push", "schedule"] } }),
      query({ sort: { type: "string", enum: ["start", "end"] } }),
      query({ $orderby: { type: "string", enum: ["start/dateTime", "delete desc"] } }),
      query({ state: { type: "string", enum: ["open"] }, includeSpamTrash: { type: "boolean" } }),
      body({ remove_labels: { type: "string", maxLength: 60 } }),
      query({ include_deleted: { type: "boolean" }, action: { type: "string", enum: ["opened", "viewed"] } }),
      body({ state: { type: "string", enum: ["open", "closed"] } }),
    ],
    bad: [
      query({ action: { type: "string", enum: ["delete"] } }),
      query({ operation: { type: "string", maxLength: 20 } }),
      query({ operation: { type: "integer", minimum: 1, maximum: 9 } }),
      query({ kill: { type: "string", enum: ["true"] } }),
      query({ logout: { type: "integer", minimum: 0, maximum: 1 } }),
      query({ mode: { type: "string", const: "end" } }),
      query({ _method: { type: "string", enum: ["GET"] } }),
      query({ "X-HTTP-Method-Override": { type: "string", maxLength: 9 } }),
      body({ action: { type: "string", const: "end" } }),
      body({ status: { type: "string", enum: ["active", "deactivated"] } }),
      body({ state: { type: "string", pattern: "^(?:deleted|open)$" } }),
      body({ deleted: { type: "boolean" } }),
      body({ delete_recordings: { type: "boolean" } }),
      body({ role_id: { type: "string", maxLength: 9 } }),
      body({ group: { type: "string", enum: ["member", "admin"] } }),
    ],
  },
  words: "input",
  *checkInput(node, { action, port }) {
    const reads = isRead(action, port.policy);
    if (node.place !== "path") {
      yield* node.isItem ? [] : ordersByName(node, reads);
      yield* ordersByValue(node, reads);
    }
  },
});

function* ordersByName({ name, schema, pointer }: InputNode, reads: boolean): Generator<Problem> {
  const shown = quote(name);
  const values = fixedValuesOf(schema);
  const isText = takesFreeText(schema);
  if (namesOverride(name)) {
    yield {
      pointer,
      message: `${shown} could make it another request than the one reviewed`,
      hint: "remove it",
      isCertain: true,
    };
  } else if (
    (namesOperation(name) && isOpaque(schema) && !(reads && !isText && lastSays(name, "happens"))) ||
    (schema.type !== "boolean" && isCommand(name, values))
  ) {
    yield {
      pointer,
      message: `${shown} chooses what the request does`,
      hint: "remove it, or list the values that only look",
    };
  } else if (
    (namesDestruction(name) && (isFlag(schema) || !takesOffLabels(name))) ||
    (isFlag(schema) && isOrder(name, reads)) ||
    (wholeSays(name, "destroys") && mayBeYes(schema))
  ) {
    yield { pointer, message: `${shown} is an order of its own`, hint: "remove it" };
  } else if (!reads && namesRights(name)) {
    yield {
      pointer,
      message: `${shown} changes rights, roles or licences`,
      hint: "remove it: that is an administrator's business",
    };
  } else if (!reads && isText && wholeSays(name, "audience")) {
    yield { pointer, message: `${shown} chooses who hears of it`, hint: "remove it" };
  }
}

/** Whether a value can be one that tells a reader nothing: text that nobody fixed, or a number. */
function isOpaque(schema: InputNode["schema"]): boolean {
  const values = fixedValuesOf(schema);
  return values === undefined
    ? takesFreeText(schema) || schema.type === "integer" || schema.type === "number"
    : values.every((value) => !/[a-z]/i.test(textOf(value)));
}

/** What a write's fixed values bring about, and what a read's operation-choosing ones do. */
function* ordersByValue(node: InputNode, reads: boolean): Generator<Problem> {
  const { name, schema } = node;
  const values = namedValuesOf(schema);
  const takesOrders = reads ? readTakesOrders(name, values) : namesOperation(name);
  const isOrdered = (value: string): boolean => {
    const effect = someSays(name, "sorting") && tellsDirection(value) ? undefined : effectOf(value);
    return effect === "destructive" || (effect === "changing" && takesOrders);
  };
  const undoes = (value: string): boolean =>
    bringsDestruction(value) || someSays(value, "ruler") || (lastSays(name, "state") && stops(value));
  for (const [index, value] of values.entries()) {
    const isWord = typeof value === "string" && value.length <= 64;
    if (isWord && (isOrdered(value) || (!reads && undoes(value)))) {
      yield {
        pointer: pointerOfValue(node, index),
        message: `${quote(name)} with ${quote(value)} is an order of its own`,
        hint: "leave the value out",
      };
    }
  }
}

/**
 * Whether verbs among a read's values are orders. What takes orders alone takes orders, whatever its
 * name, unless it arranges (`sort: start`); of what happened a read may ask with verbs (`event: push`).
 * A state may be `open`.
 */
function readTakesOrders(name: string, values: readonly unknown[]): boolean {
  const takesOrdersAlone = values.every((value) => effectOf(textOf(value)) !== undefined);
  return takesOrdersAlone && values.some((value) => value !== "open")
    ? !someSays(name, "arrangement")
    : namesOperation(name) && !lastSays(name, "happens");
}

export const effectRoute = defineActionRule({
  id: "effect/route",
  summary: "No read is named after a change, and no route after destruction or a passthrough",
  why: "A method promises little where the path gives the order: some servers end the meeting for whoever asks for /meetings/1/end.",
  examples: {
    good: [
      { action: { path: "/users/me/upcoming_meetings" } },
      { action: { path: "/conversations.list" } },
      { action: { path: "/repos/{owner}/{repo}/merge_requests" } },
      { action: { path: "/meetings/{meetingId}/end_times" } },
      { action: { path: "/chat.postMessage", method: "POST" } },
    ],
    bad: [
      { action: { path: "/meetings/{meetingId}/end" } },
      { action: { path: "/meetings/{meetingId}/endMeeting" } },
      { action: { path: "/chat.delete" } },
      { action: { path: "/users/me/deactivate", method: "POST" } },
      { action: { path: "/meetings/batch", method: "POST" } },
      { action: { path: "/conversations.join" } },
      { action: { path: "/graphql" } },
    ],
  },
  words: "route",
  *check({ action, port }) {
    const reads = isRead(action, port.policy);
    const listed = listedRoute(action, port.policy);
    const routes = routesOf(action) ?? [action.path];
    const segments = routes.flatMap((path) => parseRoute(path));
    for (const text of new Set(
      segments.map((segment) => (segment.kind === "literal" ? segment.text : segment.ending)),
    )) {
      const effect = effectOf(text);
      if (effect === "destructive" || (effect === "changing" && reads)) {
        yield {
          pointer: "/action/path",
          message: `the path's ${quote(text)} is an order, not a thing to ${reads ? "read" : "write"}`,
          hint: "choose a route that reads, or a listed write; what destroys is left to people",
        };
      }
      if (someSays(text, "passthrough") && !(listed !== undefined && sendsConstant(listed))) {
        yield {
          pointer: "/action/path",
          message: `the path's ${quote(text)} takes any request there is`,
          hint: "choose one fixed route; GraphQL can't be written but for a constant document, which the policy's route lists as a value of query",
          isCertain: true,
        };
      }
    }
  },
});

/**
 * Whether the policy fixes the document that a route of GraphQL gets; then it is one fixed route. One that
 * only reads gets no other operation than a query (GraphQL specification, 2.3).
 */
function sendsConstant({ method, query, body, reads }: PolicyRoute): boolean {
  const documents = (method === "GET" ? query : body)?.query;
  const isQuery = (text: unknown): boolean => /^\s*(?:query\b|\{)/.test(String(text));
  return Array.isArray(documents) && (reads !== true || documents.every(isQuery));
}
