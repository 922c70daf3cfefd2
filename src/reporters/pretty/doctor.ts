import type { DoctorOutput } from "../../output/doctor.ts";
import { arrow, plural, type Style, wrap } from "../style.ts";

type CheckOutput = DoctorOutput["checks"][number];

/** Of the longest word for a status. */
const WIDTH = 7;

/** One line a check, with its hint below where something is to do, and how many there were of each. */
export function prettyDoctor({ checks }: DoctorOutput, style: Style): string {
  const paint: Record<CheckOutput["status"], (text: string) => string> = {
    ok: style.good,
    warning: style.warn,
    failed: style.bad,
  };
  const lines = checks.map(({ id, status, message, hint }) => {
    const line = wrap(`${paint[status](status.padEnd(WIDTH))} ${style.bold(id)} ${message}`, 0, WIDTH + 1);
    return `${line}${arrow(hint, style, WIDTH + 1)}`;
  });
  const count = (status: CheckOutput["status"]): number =>
    checks.filter((check) => check.status === status).length;
  const total = `${count("ok")} ok, ${plural(count("warning"), "warning")}, ${count("failed")} failed`;
  return `${lines.join("")}${(count("failed") > 0 ? style.bad : style.good)(total)}\n`;
}
