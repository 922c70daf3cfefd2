import type {
  ActionOutput,
  InspectOutput,
  PortOutput,
  PortsOutput,
  RouteOutput,
} from "../../output/inspect.ts";
import { arrow, json, plural, type Style, table, wrap } from "../style.ts";

export function prettyInspect(output: InspectOutput, style: Style): string {
  if ("ports" in output) {
    return prettyPorts(output, style);
  }
  if ("routes" in output) {
    return output.routes.map((route) => prettyRoute(route, style)).join("\n");
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

function prettyRoute(route: RouteOutput, style: Style): string {
  const { method, path, tier, reason, by, nearest, scopes, parameters, fields, proposal, next } = route;
  const paint = { automatic: style.good, approval: style.warn, refused: style.bad }[tier];
  const decided = {
    listed: "the policy lists it",
    family: "by its family",
    none: "the policy doesn't know it",
  }[by];
  const inputs = parameters.map(({ in: place, name, type, required, bounds, admitted, why }) => [
    `${place}.${name}`,
    `${type}${required ? "" : "?"}`,
    admitted ? bounds : style.bad(why),
  ]);
  const given = fields.filter(({ credential }) => !credential).map((field) => field.path);
  const kept = fields.filter(({ credential }) => credential).map((field) => field.path);
  return [
    `${paint(tier.padEnd(9))} ${style.bold(`${method} ${path}`)} ${style.dim(`(${decided})`)}\n`,
    reason === "" ? "" : wrap(reason, 2),
    scopes.length === 0 ? "" : wrap(`scopes ${scopes.join(", ")}`, 2, 4),
    table(inputs),
    given.length === 0 ? "" : wrap(`answers ${given.join(", ")}`, 2, 4),
    kept.length === 0 ? "" : wrap(style.dim(`and never given to agents: ${kept.join(", ")}`), 2, 4),
    nearest === null ? "" : wrap(`nearest: ${nearest.method} ${nearest.path} (${nearest.tier})`, 2, 4),
    proposal === null ? "" : wrap(`a reviewer could add to the policy: ${JSON.stringify(proposal)}`, 2, 4),
    arrow(next.command === "" ? next.why : `${next.command} (${next.why})`, style, 2),
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
