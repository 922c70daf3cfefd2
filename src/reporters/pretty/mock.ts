import type { MockOutput } from "../../output/mock.ts";
import type { Style } from "../style.ts";

export function prettyMock({ url, baseUrl, recordings }: MockOutput, style: Style): string {
  const files = recordings.length === 0 ? ["no recording yet"] : recordings;
  return `${style.good(url)} stands for ${baseUrl}\n${files.map((file) => `  ${file}\n`).join("")}Stop it with Ctrl-C.\n`;
}
