/** Every rule about a policy, one line each, sorted by id. */
export { policyAnswers } from "./policy-answers.ts";
export { policyCapability } from "./policy-capability.ts";
export { policyCredentials } from "./policy-credentials.ts";
export { policyDrafts } from "./policy-drafts.ts";
export { policyFamilies } from "./policy-families.ts";
export { policyInputs } from "./policy-inputs.ts";
export { policyPaths } from "./policy-paths.ts";
export { policyPrincipal } from "./policy-principal.ts";
export { policyRoutes } from "./policy-routes.ts";
export { policySchemaRule } from "./policy-schema.ts";
export { policyScopes } from "./policy-scopes.ts";
export { policyTiers } from "./policy-tiers.ts";
