// Makes test/fixtures/github/openapi-shapes.json of GitHub's published OpenAPI description. By hand,
// in a folder outside of this project, with the version that @octokit/openapi-types was made of
// (its package.json says which, `octokit.openapi-version`); the description is 12 MB, so it stays outside:
//
//   npm pack @octokit/openapi@23.0.1 && tar xzf octokit-openapi-23.0.1.tgz
//   node <this project>/test/support/github/strip-openapi.mjs package
//
// What is left: of each operation the parameters and the body whole, of each answer the members that
// the flow reads or the test server sends (below), with their exact types, enums, nullability and
// required-ness, and every object closed. Prose, examples, defaults and number formats are dropped.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const OPERATIONS = [
  "GET /user",
  "GET /repos/{owner}/{repo}",
  "GET /repos/{owner}/{repo}/forks",
  "GET /repos/{owner}/{repo}/branches/{branch}",
  "GET /repos/{owner}/{repo}/branches/{branch}/protection",
  "GET /repos/{owner}/{repo}/rules/branches/{branch}",
  "GET /repos/{owner}/{repo}/rulesets/{ruleset_id}",
  "GET /repos/{owner}/{repo}/pulls",
  "POST /repos/{owner}/{repo}/pulls",
  "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments",
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
  "GET /repos/{owner}/{repo}/commits/{ref}/status",
];

const USER = "login id type";
const LABEL = "id name color default";
const REPOSITORY =
  "id name full_name owner private html_url fork clone_url ssh_url default_branch archived visibility permissions allow_forking";
const PULL =
  "number html_url state title body user draft labels requested_reviewers requested_teams created_at updated_at closed_at merged_at head base";

/** By schema, or by the place of an object inside one. A schema that isn't here may not be met. */
const KEPT = {
  "basic-error": "message documentation_url status",
  "validation-error": "message documentation_url errors",
  "validation-error.errors[]": "resource field message code",
  "simple-user": USER,
  "nullable-simple-user": USER,
  "private-user": USER,
  "public-user": USER,
  team: "slug",
  "team-simple": "slug",
  integration: "slug",
  "nullable-integration": "slug",
  label: `${LABEL} description`,
  repository: "full_name fork",
  "minimal-repository": REPOSITORY,
  "full-repository": `${REPOSITORY} allow_auto_merge parent`,
  "pull-request-simple": PULL,
  "pull-request-simple.labels[]": LABEL,
  "pull-request": `${PULL} merged maintainer_can_modify`,
  "pull-request.labels[]": LABEL,
  "pull-request-review": "id user body state html_url submitted_at commit_id author_association",
  "pull-request-review-comment":
    "id pull_request_review_id path line original_line start_line original_start_line side start_side commit_id original_commit_id body user html_url in_reply_to_id subject_type created_at updated_at author_association",
  "issue-comment": "id body user html_url created_at updated_at author_association",
  "check-run": "id name head_sha status conclusion html_url details_url started_at completed_at app",
  "combined-commit-status": "state sha total_count statuses",
  "simple-commit-status": "context state description target_url created_at updated_at",
  "branch-with-protection": "name commit protected protection protection_url",
  commit: "sha",
  "branch-protection":
    "enabled required_status_checks enforce_admins required_pull_request_reviews restrictions required_linear_history allow_force_pushes allow_deletions required_conversation_resolution lock_branch",
  "protected-branch-required-status-check": "enforcement_level contexts checks strict",
  "protected-branch-admin-enforced": "enabled",
  "protected-branch-pull-request-review":
    "dismiss_stale_reviews require_code_owner_reviews required_approving_review_count require_last_push_approval bypass_pull_request_allowances",
  "branch-restriction-policy": "users teams apps",
  "branch-restriction-policy.users[]": "login",
  "branch-restriction-policy.apps[]": "slug",
  "repository-ruleset":
    "id name target source_type source enforcement bypass_actors current_user_can_bypass conditions rules",
  "repository-ruleset-bypass-actor": "actor_id actor_type bypass_mode",
  "repository-ruleset-conditions": "ref_name",
  "repository-rule-ruleset-info": "ruleset_source_type ruleset_source ruleset_id",
  "repository-rule-pull-request": "type parameters",
  "repository-rule-pull-request.parameters":
    "dismiss_stale_reviews_on_push require_code_owner_review require_last_push_approval required_approving_review_count required_review_thread_resolution",
  "repository-rule-required-status-checks": "type parameters",
  "repository-rule-params-status-check-configuration": "context integration_id",
  "repository-rule-merge-queue": "type parameters",
  "repository-rule-workflows": "type parameters",
  "repository-rule-params-workflow-file-reference": "path ref repository_id sha",
};
/** Of every other rule the flow reads that it is there. */
const OTHER_RULE = /^repository-rule-(?!params-)/;
/** Alternatives that this flow never meets. */
const LEFT_OUT = ["org-ruleset-conditions"];

/** Where GitHub itself doesn't agree with its description. */
const DEVIATIONS = [
  {
    at: "pull-request-review-comment.line",
    is: { type: ["integer", "null"] },
    why: "null where the comment is outdated or on a whole file",
  },
  {
    at: "pull-request-review-comment.original_line",
    is: { type: ["integer", "null"] },
    why: "null where the comment is on a whole file",
  },
  { at: "pull-request.head.repo", orNull: true, why: "null once a fork is deleted" },
  { at: "pull-request-simple.head.repo", orNull: true, why: "null once a fork is deleted" },
  { at: "validation-error.status", is: { type: "string" }, why: "sent with every failure" },
];

const [folder = "package"] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(join(folder, path), "utf8"));
const { name, version, license } = read("package.json");
const description = read("generated/api.github.com.json");
const resolve = (value) =>
  value?.$ref === undefined
    ? value
    : resolve(
        value.$ref
          .slice(2)
          .split("/")
          .reduce((node, key) => node[key], description),
      );

/** What the answers refer to, under GitHub's own names. */
const definitions = {};
const nameOf = ({ $ref = "" }) => $ref.split("/").pop();

function reference(schema) {
  const name = nameOf(schema);
  definitions[name] ??= shape(resolve(schema), name);
  return { $ref: `#/definitions/${name}` };
}

/** A part of a schema that is put together, so it may not stay a reference. */
const inline = (part, place) => shape(resolve(part), nameOf(part) || place);

/** @param place the schema and the way into it; `undefined` in requests, of which everything is kept */
function shape(schema, place) {
  if (schema.$ref !== undefined) {
    return place === undefined ? shape(resolve(schema)) : reference(schema);
  }
  if (schema.allOf !== undefined) {
    const parts = schema.allOf.map((part) => inline(part, place));
    return closed(
      Object.assign({}, ...parts.map(({ properties }) => properties)),
      parts.flatMap(({ required = [] }) => required),
    );
  }
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives !== undefined) {
    const kept = alternatives.filter((part) => !LEFT_OUT.includes(nameOf(part)));
    return orNull(
      oneOf(kept.map((part) => (place === undefined ? shape(part) : inline(part, place)))),
      schema.nullable,
    );
  }
  if (schema.type === "array") {
    const { minItems, maxItems } = schema;
    const items = shape(schema.items, place === undefined ? undefined : `${place}[]`);
    return orNull({ type: "array", minItems, maxItems, items }, schema.nullable);
  }
  if (schema.properties !== undefined) {
    return orNull(object(schema, place), schema.nullable);
  }
  const { type, minimum, maximum, format } = schema;
  return orNull(
    {
      type,
      enum: schema.enum && [...schema.enum],
      minimum,
      maximum,
      format: /^(uri|date-time)$/.test(format) ? format : undefined,
    },
    schema.nullable,
  );
}

function object(schema, place) {
  const all = Object.keys(schema.properties);
  const kept = membersOf(place)?.filter((key) => all.includes(key)) ?? all;
  const members = kept.map((key) => [
    key,
    shape(schema.properties[key], place === undefined ? undefined : `${place}.${key}`),
  ]);
  for (const { at, is } of DEVIATIONS.filter((one) => one.at.replace(/\.\w+$/, "") === place)) {
    const key = at.replace(/^.*\./, "");
    const member = members.find(([name]) => name === key);
    if (member === undefined) {
      members.push([key, is]);
    } else {
      member[1] = is ?? orNull(member[1], true);
    }
  }
  return closed(
    Object.fromEntries(members),
    (schema.required ?? []).filter((key) => kept.includes(key)),
  );
}

function membersOf(place) {
  if (place === undefined) {
    return undefined;
  }
  const kept = KEPT[place] ?? (OTHER_RULE.test(place) && !place.includes(".") ? "type" : undefined);
  if (kept === undefined && /^[a-z-]+$/.test(place)) {
    throw new Error(`which members of ${place} are needed?`);
  }
  return kept?.split(" ");
}

function closed(properties, required) {
  return {
    type: "object",
    required: required.length > 0 ? required : undefined,
    properties,
    additionalProperties: false,
  };
}

function orNull(schema, isNullable) {
  if (isNullable !== true) {
    return schema;
  }
  return schema.type === undefined
    ? { anyOf: [schema, { type: "null" }] }
    : { ...schema, type: [schema.type, "null"].flat(), enum: schema.enum && [...schema.enum, null] };
}

/** Equal alternatives are one; those that differ in nothing but the name of their `type` as well. */
function oneOf(alternatives) {
  const groups = new Map();
  for (const alternative of alternatives) {
    const type = alternative.properties?.type?.enum;
    const { type: _type, ...others } = alternative.properties ?? {};
    const key = JSON.stringify(type === undefined ? alternative : { ...alternative, properties: others });
    const found = groups.get(key);
    if (found === undefined) {
      groups.set(key, alternative);
    } else if (type !== undefined) {
      found.properties.type.enum.push(...type);
    }
  }
  const left = [...groups.values()];
  return left.length === 1 ? left[0] : { oneOf: left };
}

function operation(id) {
  const [method, path] = id.split(" ");
  const {
    operationId,
    parameters = [],
    requestBody,
    responses,
  } = description.paths[path][method.toLowerCase()];
  const resolved = parameters.map(resolve);
  const parametersIn = (place) => {
    const own = resolved.filter((parameter) => parameter.in === place);
    return closed(
      Object.fromEntries(own.map((parameter) => [parameter.name, shape(parameter.schema)])),
      own.filter(({ required }) => required).map((parameter) => parameter.name),
    );
  };
  const answers = Object.entries(responses).map(([status, response]) => [
    status,
    resolve(response).content?.["application/json"]?.schema ?? null,
  ]);
  const body = requestBody?.content["application/json"].schema;
  return {
    id: operationId,
    path: parametersIn("path"),
    query: parametersIn("query"),
    body: body === undefined ? null : shape(body),
    isBodyRequired: body === undefined ? undefined : requestBody.required,
    answers: Object.fromEntries(
      answers
        .filter(([status]) => status.startsWith("2"))
        .map(([status, schema]) => [status, shape(schema, `${operationId} ${status}`)]),
    ),
    /** One without a schema is null. */
    failures: Object.fromEntries(
      answers
        .filter(([status]) => Number(status) >= 400)
        .map(([status, schema]) => [status, schema && reference(schema)]),
    ),
  };
}

/** JSON in as few lines as fit. */
function print(value, indent = "") {
  const short = JSON.stringify(value, null, 1).replace(/\n */g, " ");
  if (short.length + indent.length <= 108 || typeof value !== "object" || value === null) {
    return short;
  }
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => `${inner}${print(item, inner)}`)
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${print(item, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

const shapes = {
  source: {
    description: `api.github.com ${description.info.version}, reduced by test/support/github/strip-openapi.mjs`,
    package: `${name}@${version}`,
    license,
    date: new Date().toISOString().slice(0, 10),
  },
  deviations: Object.fromEntries(DEVIATIONS.map(({ at, why }) => [at, why])),
  operations: Object.fromEntries(OPERATIONS.map((id) => [id, operation(id)])),
  definitions: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
};
const target = new URL("../../fixtures/github/openapi-shapes.json", import.meta.url);
writeFileSync(target, `${print(shapes)}\n`);
