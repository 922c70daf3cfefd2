/** Every rule about a draft, by the files that hold them: this list is all that enters one. */

export { credentialInput, credentialRoute } from "./credential.ts";
export { credentialResult } from "./credential-result.ts";
export { draftChange, draftMembers, draftUpdate, draftValues } from "./draft.ts";
export { effectInput, effectRoute } from "./effect.ts";
export { exampleValid } from "./example-valid.ts";
export { fileLocation } from "./file-location.ts";
export { identityRoute, identitySlug } from "./identity.ts";
export { placeholderBounded, placeholderDeclared } from "./placeholder.ts";
export { principalInput, principalPath } from "./principal.ts";
export { resultFields, resultPeople } from "./result.ts";
export { routeApproval, routeBase, routeBody, routeMethod, routePath } from "./route.ts";
export { routeInputs, routePolicy } from "./route-policy.ts";
export { schemaClosed, schemaFlat, schemaNames, schemaPattern, schemaShape, schemaValues } from "./schema.ts";
export { schemaBounded, schemaPageSize, schemaTotal } from "./schema-bounds.ts";
export { schemaRaw } from "./schema-raw.ts";
export { scopeKnown } from "./scope-known.ts";
export { secretFound, secretPerson } from "./secret.ts";
export { textOrders, textRationale, textReferences } from "./text.ts";
export { textPlain } from "./text-plain.ts";
