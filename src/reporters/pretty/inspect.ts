import type { ActionOutput, InspectOutput, PortOutput, PortsOutput } from "../../output/inspect.ts";
import { json, plural, type Style, table, wrap } from "../style.ts";

export function prettyInspect(output: InspectOutput, style: Style): string {
  if ("ports" in output) {
    return prettyPorts(output, style);
  }
  return "action" in output ? prettyAction(output, style) : prettyPort(output, style);
}

function prettyPorts({ ports, base }: PortsOutput, style: Style): string {
  const rows = ports.map(({ port, label, version, actions, drafts, requests }) => [
    style.bold(port),
    version,
    label,
    plural(actions, "live action"),
    plural(drafts, "draft"),
    plural(requests, "open request"),
  ]);
  return `${plural(ports.length, "port")} ${style.dim(`(${base.ref})`)}\n${table(rows)}`;
}

function prettyHead({ port, version, base, differs }: PortOutput | ActionOutput, style: Style): string {
  const card = table([
    ["base URL", port.baseUrl],
    ["kind", port.kind],
    ["auth", `${port.authMode}: ${port.authHeaderName} ${port.authTokenPrefix}, held by Harbor`],
  ]);
  const warning = differs
    ? wrap(style.warn("The manifest in the work tree differs from this, the live one."), 2)
    : "";
  return `${style.bold(port.slug)} ${version} ${style.dim(`(${base.ref})`)}\n${wrap(port.description, 2)}${card}${warning}`;
}

function prettyPort(output: PortOutput, style: Style): string {
  const { actions, drafts, requests, proposable, families } = output;
  const rows = actions.map(({ slug, method, path, approvalMode }) => [
    style.bold(slug),
    method,
    path,
    approval(approvalMode, style),
  ]);
  const routes = proposable.map(({ method, path, tier, scopes }) => [
    method,
    path,
    approval(tier, style),
    style.dim(scopes?.join(", ") ?? ""),
  ]);
  const others = `and, with approval, other reads under ${families.join(", ")}; --json tells what each takes`;
  return [
    prettyHead(output, style),
    `\n${plural(actions.length, "live action")}\n${table(rows)}`,
    routes.length === 0 ? "" : `\nmay be proposed\n${table(routes)}`,
    families.length === 0 ? "" : wrap(style.dim(others), 2),
    drafts.length === 0
      ? ""
      : `\n${plural(drafts.length, "draft")}\n${table(drafts.map(({ slug, change, file }) => [style.bold(slug), change ?? style.bad("unreadable"), file]))}`,
    requests.length === 0
      ? ""
      : `\n${plural(requests.length, "open publish request")}\n${table(requests.map(({ slug, branch, stale }) => [style.bold(slug), branch, stale ? style.warn("stale") : ""]))}`,
  ].join("");
}

function prettyAction(output: ActionOutput, style: Style): string {
  const { action, live } = output;
  const facts = table([
    ["route", `${action.method} ${action.path}`],
    ["state", live ? style.good("live") : style.warn("draft")],
    ["approval", approval(action.approvalMode, style)],
    ["scopes", action.scopes.join(", ")],
  ]);
  const inputs = Object.entries(action.input).map(
    ([place, schema]) => `\ninput.${place}\n${json(schema, 2)}`,
  );
  const fields = action.result.fields.map((field) => `  ${field}\n`).join("");
  const examples = action.examples.map(
    ({ name, input }) => `\nexample ${style.bold(name)}\n${json(input, 2)}`,
  );
  return [
    `${style.bold(action.slug)} ${style.dim(`in ${output.port.slug} ${output.version} (${output.base.ref})`)}\n`,
    wrap(action.description, 2),
    facts,
    ...inputs,
    `\nthe agent sees\n${fields || "  the status alone\n"}`,
    ...examples,
  ].join("");
}

function approval(mode: string, style: Style): string {
  return mode === "automatic" ? style.good("automatic") : style.warn("needs approval");
}
