import type { ErrorCode } from "../../src/errors.ts";
import { failure, invalid, TOKEN, type Trouble } from "./github.ts";

/** What GitHub, or whatever stands before it, may answer instead, and what that is told as. */
export const FAULTS: readonly (readonly [what: string, trouble: Trouble, code: ErrorCode])[] = [
  ["401", failure(401, { message: "Bad credentials" }), "AUTH"],
  ["403", failure(403, { message: "Resource not accessible by integration" }), "PERMISSION"],
  ["404", failure(404, { message: "Not Found" }), "PERMISSION"],
  ["409", failure(409, { message: "Git Repository is empty." }), "CONFLICT"],
  ["422", invalid({ resource: "PullRequest", code: "custom", message: "That won't do" }), "FORGE"],
  ["429", failure(429, { message: "Too many requests" }), "RATE_LIMIT"],
  ["500", failure(500, { message: "Server Error" }), "FORGE"],
  ["502 of a proxy", { status: 502, body: "<h1>Bad gateway</h1>" }, "FORGE"],
  ["garbage", { status: 200, body: `{"${TOKEN}`, headers: { "content-type": "application/json" } }, "FORGE"],
  ["something else", { status: 200, body: { [TOKEN]: TOKEN } }, "FORGE"],
  [
    "a move",
    { status: 301, body: { message: "Moved Permanently" }, headers: { location: "http://127.0.0.1:1/" } },
    "FORGE",
  ],
  ["a reset connection", "reset", "NETWORK"],
  ["silence", "silence", "NETWORK"],
];
