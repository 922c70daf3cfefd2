import { HarborError } from "../errors.ts";
import { isRequester } from "../publish/commit-message.ts";

/**
 * Who asks, as a name that fits a trailer and lies about nothing.
 * @throws HarborError USAGE
 */
export function checkRequester(name: string | undefined): string | undefined {
  if (name !== undefined && !isRequester(name)) {
    throw new HarborError(
      "USAGE",
      "--as takes a name of up to 64 letters, digits, spaces and . _ @ + -",
      "write for example --as planner-agent",
    );
  }
  return name;
}
