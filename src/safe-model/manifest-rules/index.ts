/** Every rule about a manifest; live actions are judged by drafts' rules, too: this list is all that enters one. */
export { manifestConnection } from "./manifest-connection.ts";
export {
  manifestActions,
  manifestCanonical,
  manifestLocation,
  manifestSchemaRule,
  manifestTexts,
} from "./manifest-document.ts";
