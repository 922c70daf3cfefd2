import type { JsonPatch } from "../../src/json/edits.ts";

type Step = JsonPatch[number];

/** A document after a JSON Patch, as RFC 6902 has it: strict about what must be there. */
export function applyPatch(document: unknown, patch: JsonPatch): unknown {
  const copy = structuredClone(document);
  for (const step of patch) {
    const [name = "", ...above] = step.path
      .split("/")
      .slice(1)
      .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
      .reverse();
    const parent = above.reverse().reduce((at, token) => (at as never)[token], copy);
    if (Array.isArray(parent)) {
      applyToList(parent, name, step);
    } else {
      applyToRecord(parent as Record<string, unknown>, name, step);
    }
  }
  return copy;
}

function applyToList(list: unknown[], name: string, step: Step): void {
  const index = name === "-" ? list.length : Number(name);
  const isAdded = step.op === "add";
  if (!(index <= list.length - (isAdded ? 0 : 1))) {
    throw new Error(`${step.path} isn't there`);
  }
  list.splice(index, isAdded ? 0 : 1, ...(step.op === "remove" ? [] : [step.value]));
}

function applyToRecord(record: Record<string, unknown>, name: string, step: Step): void {
  if (step.op !== "add" && !Object.hasOwn(record, name)) {
    throw new Error(`${step.path} isn't there`);
  }
  if (step.op === "remove") {
    delete record[name];
  } else {
    record[name] = step.value;
  }
}
