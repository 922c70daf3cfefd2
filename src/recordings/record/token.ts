import { HarborError } from "../../errors.ts";

/** Where the token is read from where no other variable is named. */
export const TOKEN_VARIABLE = "HARBOR_DRAFTS_TOKEN";

export interface TokenSource {
  environment: NodeJS.ProcessEnv;
  /** `--token-env`. */
  variable: string | undefined;
  /** Asks a person; undefined where nobody is there. */
  ask(question: string): Promise<string | undefined>;
}

/** A header's value holds no more in most servers. */
const LONGEST = 8 * 1024;

/**
 * The API's token: from the environment, else asked for. It is never an argument, which others see in
 * the list of processes, nor in a file.
 *
 * @param isOptional with a gateway in between, which holds the token itself
 * @throws HarborError AUTH without one, or for what can't be one; it is told nowhere
 */
export async function readToken(
  { environment, variable, ask }: TokenSource,
  host: string,
  isOptional: boolean,
): Promise<string | undefined> {
  if (variable !== undefined && !/^[A-Za-z_]\w*$/.test(variable)) {
    throw new HarborError(
      "USAGE",
      "--token-env takes the name of a variable, not the token",
      `leave it out to use ${TOKEN_VARIABLE}`,
    );
  }
  const given = environment[variable ?? TOKEN_VARIABLE];
  if (given === undefined && isOptional) {
    return undefined;
  }
  const token = given ?? (await ask(`Token for ${host} (not shown): `));
  if (token === undefined) {
    throw new HarborError(
      "AUTH",
      // What was meant for the name of a variable may be the token.
      `there is no token: ${variable === undefined ? TOKEN_VARIABLE : "the variable of --token-env"} isn't set, and none was typed`,
      "set the variable for this one command, or run it on a terminal",
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
