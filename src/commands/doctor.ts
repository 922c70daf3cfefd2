import { examine } from "../doctor/examine.ts";
import type { Facts } from "../doctor/facts.ts";
import type { DoctorOutput } from "../output/doctor.ts";
import type { Report } from "./report.ts";

export { prettyDoctor as pretty } from "../reporters/pretty/doctor.ts";

/** Whether a request can be opened from here, and whether the guard is in place. */
export async function run(facts: Facts): Promise<Report<DoctorOutput>> {
  const checks = await examine(facts);
  return { output: { checks }, exit: checks.some(({ status }) => status === "failed") ? 3 : 0 };
}
