import { placeholdersOf } from "../../catalog/route.ts";
import { isListed } from "../../safe-model/names/words.ts";
import { isInputId } from "./inputs.ts";
import type { Place } from "./map-document.ts";
import { kindOfMember, type MemberKind } from "./member-kinds.ts";
import { isFaked } from "./numbers.ts";
import { schemaAt } from "./recorded-document.ts";
import type { RedactOptions } from "./redact.ts";

/** Tells what a value is by where it stands. */
export interface Kinds {
  kindOfText(value: string, place: Place): MemberKind | undefined;
  isFakedNumber(value: number, place: Place): boolean;
}

/** In an input only what chooses a thing or a person is an id; in an answer also what looks like one. */
export function createKinds({ action, policy }: Pick<RedactOptions, "action" | "policy">): Kinds {
  const { identityNames } = policy.principal;
  const { notCredentials } = policy.credentials;
  const placeholders = placeholdersOf(action.path);
  const isInputIdAt = (value: string | number, { path, name, parent }: Place): boolean => {
    const isPlaceholder = path[2] === "path" && placeholders.includes(name);
    const leaf = { value, given: undefined, schema: schemaAt(action, path), name, parent, isPlaceholder };
    return isInputId(leaf, identityNames, notCredentials);
  };
  return {
    kindOfText(value, place) {
      const kind = kindOfMember(place.name, place.parent, identityNames);
      if (place.path[0] !== "inputs") {
        return isListed(place.name, notCredentials) ? "id" : kind;
      }
      const isNone = kind === "id" || kind === "number";
      return isInputIdAt(value, place) ? "id" : isNone ? undefined : kind;
    },
    isFakedNumber(value, place) {
      const { name, parent } = place;
      return place.path[0] === "inputs"
        ? isInputIdAt(value, place) || kindOfMember(name, parent, identityNames) === "private"
        : isFaked(value, name, parent, identityNames);
    },
  };
}
