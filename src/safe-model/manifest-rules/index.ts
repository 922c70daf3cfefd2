/** Every rule about a manifest, one line each, sorted by id. Live actions are judged by drafts' rules, too. */
export { manifestActions } from "./manifest-actions.ts";
export { manifestCanonical } from "./manifest-canonical.ts";
export { manifestConnection } from "./manifest-connection.ts";
export { manifestLocation } from "./manifest-location.ts";
export { manifestSchemaRule } from "./manifest-schema.ts";
export { manifestTexts } from "./manifest-texts.ts";
