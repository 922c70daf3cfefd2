import type { PolicyRule } from "../catalog-rule.ts";
import { policyAnswers } from "./policy-answers.ts";
import { policyCapability } from "./policy-capability.ts";
import { policyCredentials } from "./policy-credentials.ts";
import { policyDrafts } from "./policy-drafts.ts";
import { policyFamilies } from "./policy-families.ts";
import { policyInputs } from "./policy-inputs.ts";
import { policyPaths } from "./policy-paths.ts";
import { policyPrincipal } from "./policy-principal.ts";
import { policyRoutes } from "./policy-routes.ts";
import { policySchemaRule } from "./policy-schema.ts";
import { policyScopes } from "./policy-scopes.ts";
import { policyTiers } from "./policy-tiers.ts";

/** Every rule about a policy, one line each, sorted by id. */
export const POLICY_RULES: readonly PolicyRule[] = [
  policyAnswers,
  policyCapability,
  policyCredentials,
  policyDrafts,
  policyFamilies,
  policyInputs,
  policyPaths,
  policyPrincipal,
  policyRoutes,
  policySchemaRule,
  policyScopes,
  policyTiers,
];
