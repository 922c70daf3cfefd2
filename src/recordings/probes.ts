import type { Action } from "../catalog/action.ts";
import { buildRequest, type GatewayInput, type GatewayPort } from "../gateway/request.ts";
import type { TestedOutput } from "../output/test.ts";
import { generateProbes } from "./probe-inputs.ts";

/** How an action's probes went. Texts that are long are shown by their beginning. */
export type ProbeReport = TestedOutput["probes"];

/** Whether everything that must be rejected was, and everything that must be accepted. */
export function passesProbes({ escaped, blocked }: Pick<ProbeReport, "escaped" | "blocked">): boolean {
  return escaped.length === 0 && blocked.length === 0;
}

/** So many inputs that went wrong are listed; the counts are of all. */
const MOST_LISTED = 50;

/**
 * Runs an action's probes through the gateway's request builder; nothing is sent. They show that its
 * schemas say what their author meant. That the gateway keeps to schemas is for its own tests.
 */
export function runProbes(port: GatewayPort, action: Action): ProbeReport {
  const report: ProbeReport = { run: 0, rejected: 0, escaped: [], edges: 0, accepted: 0, blocked: [] };
  for (const { name, input, must } of generateProbes(action)) {
    const built = buildRequest(port, action, input as GatewayInput);
    if (must === "reject") {
      report.run++;
      report.rejected += built.ok ? 0 : 1;
    } else {
      report.edges++;
      report.accepted += built.ok ? 1 : 0;
    }
    if (built.ok && must === "reject" && report.escaped.length < MOST_LISTED) {
      report.escaped.push({ name, input: shown(input), url: shownText(built.request.url) });
    } else if (!built.ok && must === "accept" && report.blocked.length < MOST_LISTED) {
      const why = built.violations.map(({ pointer, message }) => `${pointer} ${message}`).join("; ");
      report.blocked.push({ name, input: shown(input), why: shownText(why) });
      // What is wrong with the example is wrong with all that differ from it in one thing.
      if (report.accepted === 0) {
        break;
      }
    }
  }
  return report;
}

const LONGEST_SHOWN = 200;

function shown(input: unknown): unknown {
  return JSON.parse(JSON.stringify(input), (_, value) =>
    typeof value === "string" ? shownText(value) : Array.isArray(value) ? value.slice(0, 20) : value,
  );
}

function shownText(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, 80)}… (${text.length} characters)` : text;
}
