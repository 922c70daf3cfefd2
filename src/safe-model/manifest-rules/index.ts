import type { ManifestRule } from "../catalog-rule.ts";
import { manifestActions } from "./manifest-actions.ts";
import { manifestCanonical } from "./manifest-canonical.ts";
import { manifestConnection } from "./manifest-connection.ts";
import { manifestLocation } from "./manifest-location.ts";
import { manifestSchemaRule } from "./manifest-schema.ts";
import { manifestTexts } from "./manifest-texts.ts";

/** Every rule about a manifest, one line each, sorted by id. Live actions are judged by drafts' rules, too. */
export const MANIFEST_RULES: readonly ManifestRule[] = [
  manifestActions,
  manifestCanonical,
  manifestConnection,
  manifestLocation,
  manifestSchemaRule,
  manifestTexts,
];
