import type { Action } from "../../../src/catalog/action.ts";
import { buildRequest, type GatewayInput, type GatewayPort } from "../../../src/gateway/request.ts";
import type { ProbeReport } from "../../../src/recordings/probes.ts";
import { findDeviation } from "./deviation.ts";
import { generateProbes, type Probe } from "./generate.ts";
import { shownInput, shownText } from "./shown.ts";

export { generateProbes, type Probe };

/** So many inputs that went wrong are told; more tell no more. */
const MOST_TOLD = 50;

/**
 * Runs an action's probes through the real request builder. None is ever sent.
 *
 * @param build the gateway that is probed, so that tests can show that a worse one is found out
 * @param mostTold how many of escaped and of blocked are listed; the counts are of all
 */
export function runProbes(
  port: GatewayPort,
  action: Action,
  build: typeof buildRequest = buildRequest,
  mostTold: number = MOST_TOLD,
): ProbeReport {
  const report: ProbeReport = { run: 0, rejected: 0, escaped: [], edges: 0, accepted: 0, blocked: [] };
  for (const probe of generateProbes(action)) {
    const isHopeless = report.accepted === 0 && report.blocked.length > 0;
    if (probe.must === "reject" || !isHopeless) {
      judge(report, probe, port, action, build);
    }
    report.escaped.splice(mostTold);
    report.blocked.splice(mostTold);
  }
  return report;
}

function judge(
  report: ProbeReport,
  { name, input, must }: Probe,
  port: GatewayPort,
  action: Action,
  build: typeof buildRequest,
): void {
  // Agents don't keep to types: an input that is no object is probed as well.
  const given = input as GatewayInput;
  const built = build(port, action, given);
  if (!built.ok) {
    const why = built.violations.map(({ pointer, message }) => `${pointer} ${message}`).join("; ");
    if (must === "reject") {
      report.run++;
      report.rejected++;
    } else {
      report.edges++;
      report.blocked.push({ name, input: shownInput(input), why: shownText(why) });
    }
    return;
  }
  const deviation = must === "accept" ? findDeviation(port, action, given, built.request) : undefined;
  if (must === "reject" || deviation !== undefined) {
    const what = deviation === undefined ? name : `${name}: ${deviation}`;
    report.run++;
    report.escaped.push({ name: what, input: shownInput(input), url: shownText(built.request.url) });
  } else {
    report.edges++;
    report.accepted++;
  }
}
