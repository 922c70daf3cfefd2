import type { LivePort } from "../../catalog/load.ts";
import { HarborError } from "../../errors.ts";

export interface TokenSource {
  environment: NodeJS.ProcessEnv;
  /** Asks a person; undefined where nobody is there. */
  askSecret(question: string): Promise<string | undefined>;
}

/** A header's value holds no more in most servers. */
const LONGEST = 8 * 1024;

/** The one variable that was read for every port before each had its own. */
const FORMER_VARIABLE = "HARBOR_DRAFTS_TOKEN";

/** The variable that holds a port's token: `HARBOR_DRAFTS_TOKEN_ZOOM_API`. A slug has no underscore. */
function variableOf(port: string): string {
  return `HARBOR_DRAFTS_TOKEN_${port.toUpperCase().replaceAll("-", "_")}`;
}

/**
 * The port's own token: from the environment, else asked for. It is never an argument, which others see
 * in the list of processes, nor in a file.
 *
 * @param isOptional with a gateway in between, which holds the token itself
 * @throws HarborError AUTH without one, or for what can't be one; it is told nowhere
 */
export async function readToken(
  { environment, askSecret }: TokenSource,
  { slug, manifest }: Pick<LivePort, "slug" | "manifest">,
  isOptional: boolean,
): Promise<string | undefined> {
  const variable = variableOf(slug);
  const given = environment[variable];
  if (given === undefined && isOptional) {
    return undefined;
  }
  const token = given ?? (await askSecret(`Token for ${new URL(manifest.port.baseUrl).host} (not shown): `));
  if (token === undefined) {
    throw new HarborError(
      "AUTH",
      `there is no token: ${variable} isn't set, and none was typed`,
      environment[FORMER_VARIABLE] === undefined
        ? "set the variable for this one command, or run it on a terminal"
        : `${FORMER_VARIABLE} isn't read, since it says for no port: set ${variable} for this one command`,
    );
  }
  const fault = faultOf(token);
  if (fault !== undefined) {
    throw new HarborError(
      "AUTH",
      `the token ${fault}`,
      "copy it anew, alone and whole; the word before it comes from the manifest",
    );
  }
  return token;
}

function faultOf(token: string): string | undefined {
  if (token === "") {
    return "is empty";
  }
  if (/[^!-~]/.test(token)) {
    return "holds white space or characters that no token has";
  }
  return token.length > LONGEST ? `is longer than ${LONGEST} characters` : undefined;
}
