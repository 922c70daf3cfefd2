/**
 * The gateway's half of harbor-drafts: what turns an agent's input and a live action into a request,
 * and the API's answer into what the agent gets. Pure: no clock, disk or network. `test` runs the
 * same code, so a gateway that uses it is as safe as what was tested; docs/gateway.md says what else
 * a gateway must do.
 */
export type { JsonSchema } from "../catalog/json-schema.ts";
export {
  type AnswerOptions,
  type AnswerPolicy,
  type Answers,
  answerOptions,
  type FailureSign,
} from "./answers.ts";
export {
  type ActionRequest,
  buildRequest,
  type GatewayAction,
  type GatewayInput,
  type GatewayPort,
  type RequestResult,
} from "./request.ts";
export {
  type ActionError,
  type ActionResponse,
  type ActionResult,
  readResponse,
  WITHHELD,
} from "./response.ts";
export { type Violation, validate } from "./validate.ts";
