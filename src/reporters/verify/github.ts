import type { VerifyOutput } from "../../output/verify.ts";
import { escapeLine } from "../../text/escape.ts";
import { annotations } from "../annotations.ts";
import { verdictOn } from "./verdict-on.ts";

export function githubVerify(output: VerifyOutput): string {
  return `${annotations(output.findings)}${escapeLine(verdictOn(output))}\n`;
}
