import type { Example } from "../catalog/action.ts";

/** 2xx: RFC 9110, 15.3. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Whether a status is the one that an example expects: any success where it names none. */
export function isExpected({ expect }: Pick<Example, "expect">, status: number): boolean {
  return expect?.status === undefined ? isSuccess(status) : status === expect.status;
}
