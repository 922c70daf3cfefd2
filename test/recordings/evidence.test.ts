import { expect, test } from "vitest";
import { oldestOf } from "../../src/recordings/evidence.ts";
import { harOf, ORIGIN, withOrigin } from "../support/sample.ts";

test("a recording is as old as its oldest exchange, whatever the whole says", () => {
  const url = "https://api.example.com/v2/meetings";
  const har = withOrigin(harOf({ url }, { url }, { url }));
  expect(oldestOf(har)).toBe(ORIGIN.recordedAt);
  Object.assign(har.log.entries[1] ?? {}, {
    _harborDrafts: { ...ORIGIN, recordedAt: "2015-01-01T00:00:00Z" },
  });
  Object.assign(har.log.entries[2] ?? {}, {
    _harborDrafts: { ...ORIGIN, recordedAt: "2014-12-31T23:00:00-02:00" },
  });
  expect(oldestOf(har)).toBe("2015-01-01T00:00:00Z");
  expect(oldestOf(harOf({ url }))).toBeUndefined();
});
