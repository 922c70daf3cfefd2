import type { TourOutput } from "../../output/tour.ts";
import { type Style, wrap } from "../style.ts";

/** The tour's end; its steps were shown one by one. */
export function prettyTour({ steps, folder }: TourOutput, style: Style): string {
  const wrong = steps.find(({ exit, expected }) => exit !== expected);
  const kept = folder === null ? "" : `The folder is ${folder}\n`;
  if (wrong !== undefined) {
    return `${style.bad(`The tour ends here: the last command exited ${wrong.exit}, not ${wrong.expected}.`)}\n${kept}`;
  }
  const end =
    "That was the whole way: an agent proposed, a reviewer published. Your turn: README.md has five minutes each for an agent, a reviewer and CI.";
  return `${wrap(style.good(end))}${kept}`;
}

/** One step: what it shows, the command as typed, and what it printed. */
export function prettyTourStep(
  { title, who, command, output, exit }: TourOutput["steps"][number],
  style: Style,
): string {
  const status = exit === 0 ? "" : style.dim(`exit status ${exit}\n`);
  return `${style.bold(`# ${title}`)}\n${style.accent(`${who} $`)} ${command}\n${output}${status}\n`;
}
