import { type Policy, policySchema } from "../../catalog/policy.ts";
import { matchRoute } from "../../catalog/route.ts";
import { answerOptions, failureIn } from "../../gateway/answers.ts";
import { lazily } from "../../lazily.ts";
import { isSuccess } from "../expected-status.ts";
import { faultsIn } from "../har/examine.ts";
import { exchangesOf, parseBody, readHar } from "../har/har.ts";
import { openRecording } from "../replay.ts";
import type { MockSource } from "./mock-answer.ts";

/** What of a policy counts for the mock, as far as it can be read: `check` judges it. */
export type MockPolicy = Pick<Policy, "answers" | "routes">;

export function mockPolicy(policy: unknown): MockPolicy {
  return policySchema.safeParse(policy).data ?? { routes: [] };
}

/**
 * Reads one recording to be served; none, with the reason logged, where it can't be read. What it
 * holds is looked through when something of it is about to be served: to do so for all takes long.
 */
export function readSource(
  file: string,
  bytes: Uint8Array,
  policy: MockPolicy,
  log: (line: string) => void,
): MockSource[] {
  const read = readHar(file, bytes);
  const tell = ({ line, column, message }: { line: number; column: number; message: string }): void =>
    log(`left out: ${file}:${line}:${column} ${message}`);
  if (!read.ok) {
    tell(read.finding);
    return [];
  }
  const isFit = lazily(() => {
    const [fault] = faultsIn(read);
    if (fault !== undefined) {
      tell(fault);
    }
    return fault === undefined;
  });
  return [{ file, recording: openRecording(exchangesOf(read.har)), isFit, isFailure: failuresBy(policy) }];
}

/** The policy's word counts where it has one for the route, or the port; else the usual signs. */
function failuresBy(policy: MockPolicy): MockSource["isFailure"] {
  return ({ method, url, response }) => {
    const { pathname } = new URL(url);
    const route = policy.routes.find(
      (entry) => entry.method === method && isBelowBase(entry.path, pathname.split("/")),
    );
    const { answers } = answerOptions(policy, route ?? { method, path: pathname });
    return !isSuccess(response.status) || failureIn(parseBody(response.body), [], answers) !== undefined;
  };
}

function isBelowBase(template: string, texts: readonly string[]): boolean {
  const end = texts.slice(-template.split("/").length + 1);
  return matchRoute(template, `/${end.join("/")}`) !== undefined;
}
