import type { Rule } from "../rule.ts";
import { credentialResult } from "./credential-result.ts";
import { credentialRoute } from "./credential-route.ts";
import { draftChange } from "./draft-change.ts";
import { draftMembers } from "./draft-members.ts";
import { draftValues } from "./draft-values.ts";
import { draftWidening } from "./draft-widening.ts";
import { exampleValid } from "./example-valid.ts";
import { fileLocation } from "./file-location.ts";
import { identityRoute } from "./identity-route.ts";
import { identitySlug } from "./identity-slug.ts";
import { placeholderBounded } from "./placeholder-bounded.ts";
import { placeholderDeclared } from "./placeholder-declared.ts";
import { principalInput } from "./principal-input.ts";
import { principalPath } from "./principal-path.ts";
import { resultFields } from "./result-fields.ts";
import { routeApproval } from "./route-approval.ts";
import { routeBase } from "./route-base.ts";
import { routeBody } from "./route-body.ts";
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
import { scopeKnown } from "./scope-known.ts";
import { secretFound } from "./secret-found.ts";
import { textPlain } from "./text-plain.ts";
import { textReferences } from "./text-references.ts";

/** Every rule, one line each, sorted by id. */
export const RULES: readonly Rule[] = [
  credentialResult,
  credentialRoute,
  draftChange,
  draftMembers,
  draftValues,
  draftWidening,
  exampleValid,
  fileLocation,
  identityRoute,
  identitySlug,
  placeholderBounded,
  placeholderDeclared,
  principalInput,
  principalPath,
  resultFields,
  routeApproval,
  routeBase,
  routeBody,
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
  scopeKnown,
  secretFound,
  textPlain,
  textReferences,
];
