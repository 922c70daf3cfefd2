import type { Rule } from "../rule.ts";
import { credentialInput } from "./credential-input.ts";
import { credentialResult } from "./credential-result.ts";
import { credentialRoute } from "./credential-route.ts";
import { draftChange } from "./draft-change.ts";
import { draftMembers } from "./draft-members.ts";
import { draftUpdate } from "./draft-update.ts";
import { draftValues } from "./draft-values.ts";
import { effectInput } from "./effect-input.ts";
import { effectRoute } from "./effect-route.ts";
import { exampleValid } from "./example-valid.ts";
import { fileLocation } from "./file-location.ts";
import { identityRoute } from "./identity-route.ts";
import { identitySlug } from "./identity-slug.ts";
import { placeholderBounded } from "./placeholder-bounded.ts";
import { placeholderDeclared } from "./placeholder-declared.ts";
import { principalInput } from "./principal-input.ts";
import { principalPath } from "./principal-path.ts";
import { resultFields } from "./result-fields.ts";
import { resultPeople } from "./result-people.ts";
import { routeApproval } from "./route-approval.ts";
import { routeBase } from "./route-base.ts";
import { routeBody } from "./route-body.ts";
import { routeInputs } from "./route-inputs.ts";
import { routeMethod } from "./route-method.ts";
import { routePath } from "./route-path.ts";
import { routePolicy } from "./route-policy.ts";
import { schemaBounded } from "./schema-bounded.ts";
import { schemaClosed } from "./schema-closed.ts";
import { schemaFlat } from "./schema-flat.ts";
import { schemaNames } from "./schema-names.ts";
import { schemaPageSize } from "./schema-page-size.ts";
import { schemaPattern } from "./schema-pattern.ts";
import { schemaRaw } from "./schema-raw.ts";
import { schemaShape } from "./schema-shape.ts";
import { schemaTotal } from "./schema-total.ts";
import { schemaValues } from "./schema-values.ts";
import { scopeKnown } from "./scope-known.ts";
import { secretFound } from "./secret-found.ts";
import { secretPerson } from "./secret-person.ts";
import { textOrders } from "./text-orders.ts";
import { textPlain } from "./text-plain.ts";
import { textRationale } from "./text-rationale.ts";
import { textReferences } from "./text-references.ts";

/** Every rule, one line each, sorted by id. */
export const RULES: readonly Rule[] = [
  credentialInput,
  credentialResult,
  credentialRoute,
  draftChange,
  draftMembers,
  draftUpdate,
  draftValues,
  effectInput,
  effectRoute,
  exampleValid,
  fileLocation,
  identityRoute,
  identitySlug,
  placeholderBounded,
  placeholderDeclared,
  principalInput,
  principalPath,
  resultFields,
  resultPeople,
  routeApproval,
  routeBase,
  routeBody,
  routeInputs,
  routeMethod,
  routePath,
  routePolicy,
  schemaBounded,
  schemaClosed,
  schemaFlat,
  schemaNames,
  schemaPageSize,
  schemaPattern,
  schemaRaw,
  schemaShape,
  schemaTotal,
  schemaValues,
  scopeKnown,
  secretFound,
  secretPerson,
  textOrders,
  textPlain,
  textRationale,
  textReferences,
];
