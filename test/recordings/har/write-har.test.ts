import { expect, test } from "vitest";
import { exchangesOf, readHar } from "../../../src/recordings/har/har.ts";
import { writeHar } from "../../../src/recordings/har/write-har.ts";
import { bytesOf, harOf, ORIGIN, withOrigin } from "../../support/sample.ts";

const har = withOrigin(harOf({ url: "https://api.zoom.us/v2/users/me?a=1", answer: { id: "x" } }));

test("what is published names the version of its form, not the program's: verify compares every byte", () => {
  expect(JSON.parse(writeHar(exchangesOf(har), ORIGIN))).toMatchObject({
    log: { creator: { name: "harbor-drafts", version: "0.1.0" } },
  });
});

test("what was published is written again as it stands", () => {
  const text = writeHar(exchangesOf(har), ORIGIN);
  const read = readHar("", bytesOf(text));
  expect(read.ok && writeHar(exchangesOf(read.har), read.har.log._harborDrafts)).toBe(text);
});
