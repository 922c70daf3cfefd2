import type { RequestOutput, RequestsOutput } from "../../output/requests.ts";
import { type Style, table, wrap } from "../style.ts";

export function prettyRequests({ requests }: RequestsOutput, style: Style): string {
  return requests.map((request) => prettyRequest(request, style)).join("");
}

function prettyRequest(request: RequestOutput, style: Style): string {
  const { file, outcome, branch, commit, url, version, error, plan } = request;
  if (error !== null) {
    const hint = error.hint === "" ? "" : wrap(`${style.accent("→")} ${error.hint}`, 2, 4);
    return `${style.bad(outcome)} ${style.bold(file)}\n${wrap(error.message, 2)}${hint}`;
  }
  const paint = outcome === "planned" ? style.accent : style.good;
  const facts = [
    ["branch", branch ?? ""],
    ["commit", commit ?? ""],
    ["version", version === null ? "" : `${version.from} → ${version.to}`],
    ["request", url ?? ""],
    ["forge", plan?.forge ?? ""],
    ["into", plan?.base ?? ""],
    ["title", plan?.title ?? ""],
  ].filter(([, value]) => value !== "");
  return `${paint(outcome)} ${style.bold(file)}\n${table(facts)}${plan === null ? "" : prettyPlan(plan, style)}${next(request)}`;
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

function next({ outcome, url, branch, version }: RequestOutput): string {
  if (outcome === "unchanged" && version !== null && version.from === version.to) {
    return "  it is live already; delete the draft and its recording\n";
  }
  if (outcome !== "created" && outcome !== "updated") {
    return "";
  }
  return url === null
    ? wrap(`next, a reviewer merges ${branch} with \`git merge\``, 2)
    : wrap("next, a reviewer merges it", 2);
}
