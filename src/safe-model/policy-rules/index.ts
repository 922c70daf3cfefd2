/** Every rule about a policy: this list is all that enters one. */
export { policyAnswers, policyCredentials } from "./policy-answers.ts";
export { policySchemaRule, policyScopes } from "./policy-document.ts";
export { policyDrafts } from "./policy-drafts.ts";
export { policyFamilies, policyPaths, policyPrincipal } from "./policy-paths.ts";
export { policyCapability, policyInputs, policyRoutes, policyTiers } from "./policy-routes.ts";
