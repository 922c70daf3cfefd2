import type { JsonSchema } from "../../catalog/json-schema.ts";
import { isRead } from "../../catalog/listed-route.ts";
import { quote } from "../../text/quote.ts";
import { query } from "../examples.ts";
import { fixedValuesOf, type InputNode, namedInputs } from "../inputs.ts";
import { squash, wordSet } from "../names/words.ts";
import { defineInputRule } from "../rule.ts";

/** What APIs call the number of entries on a page, without what spellings differ in. */
const PAGE_SIZES =
  wordSet(`pagesize perpage limit pagelimit maxresults resultsperpage itemsperpage recordsperpage top
  take count rows batchsize maxitems first size pagelen numresults maxrecords fetchsize chunksize hits`);

export const schemaPageSize = defineInputRule({
  id: "schema/page-size",
  summary: "The page size stays within the policy's maximum, whatever it is called",
  why: "A page of everything is bulk export by another name.",
  examples: {
    good: [
      query({ page_size: { type: "integer", minimum: 1, maximum: 300 } }),
      query({ page_size: { type: "integer", enum: [30, 100] } }),
      query({ per_page: { type: "integer", minimum: 0, maximum: 100 } }),
    ],
    bad: [
      query({ page_size: { type: "integer", minimum: 1, maximum: 5000 } }),
      query({ page_size: { type: "integer" } }),
      query({ pageSize: { type: "integer", minimum: 1, maximum: 301 } }),
      query({ page_size: { type: "string", enum: ["1000"] } }),
      query({ limit: { type: "integer", minimum: 1, maximum: 1000 } }),
    ],
  },
  *checkInput(node, { action, port: { policy } }) {
    const { size, maximum: most } = policy.pagination;
    if (isPageSize(node, size, isRead(action, policy)) && !isWithin(node, most)) {
      const hint = `write "type": "integer", "minimum": 1 and "maximum": ${most} or less`;
      yield { message: `${quote(node.name)} isn't kept within 1 to ${most}`, hint };
    }
  },
  fix: ({ action, port }, { pointer }) => {
    const { maximum: most } = port.policy.pagination;
    const node = namedInputs(action).find((candidate) => candidate.pointer === pointer);
    const { minimum, maximum, default: preset } = (node?.schema ?? {}) as JsonSchema;
    if (node?.schema.type !== "integer" || fixedValuesOf(node.schema) !== undefined) {
      return undefined;
    }
    return [
      { pointer: `${pointer}/minimum`, value: typeof minimum === "number" && minimum >= 1 ? minimum : 1 },
      {
        pointer: `${pointer}/maximum`,
        value: typeof maximum === "number" && maximum <= most ? maximum : most,
      },
      ...(typeof preset === "number" && preset > most
        ? [{ pointer: `${pointer}/default`, value: most }]
        : []),
    ];
  },
});

/** Whether an input sets the page size: the policy's own anywhere, other usual names in a read. */
function isPageSize({ name, place, isItem, schema }: InputNode, size: string, reads: boolean): boolean {
  const spelt = squash(name);
  const isUsual = reads && PAGE_SIZES.has(spelt) && schema.type !== "boolean";
  return !isItem && place !== "path" && (spelt === squash(size) || isUsual);
}

function isWithin({ schema }: InputNode, most: number): boolean {
  const fixed = fixedValuesOf(schema);
  if (fixed !== undefined) {
    return fixed.every((value) => Number(value) >= 0 && Number(value) <= most);
  }
  const { minimum, maximum } = schema as JsonSchema;
  return typeof maximum === "number" && maximum <= most && typeof minimum === "number" && minimum >= 0;
}
