import { isOpenToDrafts } from "../../catalog/listed-route.ts";
import { clashOf, fieldOf, isFieldPath } from "../../gateway/fields.ts";
import { toPointer } from "../../json/pointer.ts";
import { quote } from "../../text/quote.ts";
import { definePolicyRule } from "../catalog-rule.ts";
import { contacts } from "../examples.ts";
import { keyOf, LISTED_PLACES, type ListedInputs, type ListedPlace, parseKey } from "../listed-inputs.ts";
import type { Problem } from "../rule.ts";

const post = (route: object) => contacts({ method: "POST", reason: "adds one", ...route });

export const policyInputs = definePolicyRule({
  id: "policy/inputs",
  summary: "A listed write says what it may send, and names each input once, by its path",
  why: "Without a body, a write's entry opens whatever the API takes there; and a key that is no path names nothing, so the input that was meant stays closed.",
  examples: {
    good: [
      post({ body: {} }),
      post({
        body: { note: true, "labels[]": ["new"], 'fields["Due date"]': true, "phones[].kind": ["home"] },
      }),
      post({ body: { note: true }, query: { "filter[state]": true, "expand[]": ["owner"], $top: true } }),
      post({ tier: "refused" }),
      post({ body: { private: [true] }, required: ["private"] }),
    ],
    bad: [
      post({}),
      post({ body: { "fields.Due date": true } }),
      post({ body: { "note.": true } }),
      post({ body: { "[].note": true } }),
      post({ body: { note: true, "note.text": true } }),
      post({ body: { labels: true, "labels[]": ["new"] } }),
      post({ body: {}, query: { "page size": true } }),
      post({ body: {}, query: { size: true, "size[]": true } }),
      post({ body: { note: true }, required: ["private"] }),
    ],
  },
  *check(policy) {
    for (const [index, route] of policy.routes.entries()) {
      const pointer = `/routes/${index}`;
      if (route.tier !== "refused" && !isOpenToDrafts(route)) {
        yield {
          pointer,
          message: `no draft on ${route.method} ${route.path} is admitted until its body says what may be sent`,
          hint: 'add "body" with each field that an action may send, or {} where nothing is sent',
          severity: "warning",
        };
      }
      for (const [at, name] of (route.required ?? []).entries()) {
        if (!LISTED_PLACES.some((place) => Object.hasOwn(route[place] ?? {}, name))) {
          yield {
            pointer: `${pointer}/required/${at}`,
            message: `${quote(name)} is required and isn't listed`,
            hint: "list it in query or body, by its name",
          };
        }
      }
      for (const place of LISTED_PLACES) {
        yield* problemsOfKeys(place, route[place] ?? {}, `${pointer}/${place}`);
      }
    }
  },
});

function* problemsOfKeys(place: ListedPlace, listed: ListedInputs, pointer: string): Generator<Problem> {
  const known: [key: string, name: string][] = [];
  for (const key of Object.keys(listed)) {
    const steps = parseKey(place, key);
    const at = `${pointer}${toPointer([key])}`;
    if (steps === undefined) {
      // `fields.Due date` is most likely `fields["Due date"]`.
      const meant = place === "body" ? fieldOf(key.split(".")) : "";
      yield {
        pointer: at,
        message: `${quote(key)} is no path of an input`,
        candidates: [meant].filter(isFieldPath),
        hint:
          place === "body"
            ? 'write it as result.fields has it: a.b, list[].c, fields["Due date"]'
            : 'write the parameter\'s name: page_size, filter[state], ["Due date"]',
      };
      continue;
    }
    const name = keyOf(place, steps);
    const twin = known.find(([, other]) => isSameInput(place, name, other))?.[0];
    known.push([key, name]);
    if (twin !== undefined) {
      yield {
        pointer: at,
        message: `${quote(key)} and ${quote(twin)} name one input twice`,
        hint: "keep the one that says what you mean: a list or an object as a whole, or its parts",
      };
    }
  }
}

/** Whether two keys stand for one input, or one for what holds the other. */
function isSameInput(place: ListedPlace, one: string, other: string): boolean {
  const isBody = place === "body";
  return (
    one === other ||
    `${one}[]` === other ||
    one === `${other}[]` ||
    (isBody && (clashOf(one, other) === "holds" || clashOf(other, one) === "holds"))
  );
}
