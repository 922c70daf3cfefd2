import { examine } from "../doctor/examine.ts";
import type { DoctorOutput } from "../output/doctor.ts";
import type { Host } from "../workspace/host.ts";
import { openProbe } from "../workspace/probe.ts";
import type { Report } from "./report.ts";

export { prettyDoctor as pretty } from "../reporters/pretty/doctor.ts";

/** Whether a request can be opened from here, and whether the guard is in place. */
export async function run(host: Host): Promise<Report<DoctorOutput>> {
  const checks = await examine(await openProbe(host));
  return { output: { checks }, exit: checks.some(({ status }) => status === "failed") ? 3 : 0 };
}
