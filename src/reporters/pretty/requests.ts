import type { RequestOutput, RequestsOutput } from "../../output/requests.ts";
import { arrow, facts, type Style, table, wrap } from "../style.ts";

export function prettyRequests({ requests }: RequestsOutput, style: Style): string {
  if (requests.length === 0) {
    return "No open requests.\n";
  }
  return requests.map((request) => prettyRequest(request, style)).join("");
}

function prettyRequest(request: RequestOutput, style: Style): string {
  const { outcome, branch, commit, url, version, error, plan } = request;
  const name = request.file || (request.slug ?? "");
  if (error !== null) {
    const hint = arrow(error.hint, style, 2);
    return `${style.bad(outcome)} ${style.bold(name)}\n${wrap(error.message, 2)}${prettyConflict(request, style)}${hint}`;
  }
  const paint = outcome === "planned" ? style.accent : style.good;
  const told = facts([
    ["branch", branch ?? ""],
    ["commit", commit ?? ""],
    ["version", version === null ? "" : `${version.from} → ${version.to}`],
    ["request", url ?? ""],
    ["forge", plan?.forge ?? ""],
    ["into", plan?.base ?? ""],
    ["title", plan?.title ?? ""],
    ["labels", plan?.labels.join(", ") ?? ""],
    ["reviewers", plan?.reviewers.join(", ") ?? ""],
    ["as", plan?.draft ? "draft" : ""],
  ]);
  const warnings = request.warnings
    .map((warning) => wrap(`${style.warn("warning")} ${warning}`, 2, 4))
    .join("");
  return `${paint(outcome)} ${style.bold(name)}\n${told}${warnings}${plan === null ? "" : prettyPlan(plan, style)}${next(request)}`;
}

/** Each place three ways: what the request saw, what is live now, what it wants. */
function prettyConflict({ conflict }: RequestOutput, style: Style): string {
  const rows = (conflict ?? []).map(({ pointer, side, before, live, request }) => {
    const value = (what: unknown): string => shortened(what === null ? "nothing" : JSON.stringify(what));
    const changed = side === "both" ? style.bad("changed on both sides") : `changed by the ${side} action`;
    return [
      `  ${style.bold(pointer || "the whole action")}, ${changed}`,
      table(
        [
          ["was", value(before)],
          ["is live", value(live)],
          ["asked for", value(request)],
        ],
        4,
      ),
    ].join("\n");
  });
  return rows.join("");
}

function shortened(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 300)} …`;
}

function prettyPlan({ files, message, body }: NonNullable<RequestOutput["plan"]>, style: Style): string {
  const touched = table(
    files.map(({ path, change }) => [change, path]),
    4,
  );
  return [
    `  files\n${touched}`,
    `\n${style.bold("commit message")}\n${message}\n${style.bold("request body")}\n${body}`,
  ].join("");
}

function next({ outcome, file, url, branch, version, draft }: RequestOutput): string {
  if (outcome === "closed") {
    return wrap(`the draft stays; ask again with \`harbor-drafts request-publish ${file}\``, 2);
  }
  if (outcome === "unchanged" && version !== null && version.from === version.to) {
    return "  it is live already; delete the draft and its recording\n";
  }
  if (outcome !== "created" && outcome !== "updated") {
    return "";
  }
  return url === null
    ? wrap(`next, a reviewer merges ${branch} with \`git merge\``, 2)
    : wrap(`next, ${draft ? "a person marks it as ready for review, then " : ""}a reviewer merges it`, 2);
}
