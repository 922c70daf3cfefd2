import { describe, expect, test } from "vitest";
import { FORMATS } from "../../src/gateway/formats.ts";

/** Each format with texts that it admits and texts that it doesn't. */
const TABLE: Record<string, { good: string[]; bad: string[] }> = {
  date: {
    good: ["2026-03-01", "2024-02-29", "2000-02-29", "0000-02-29", "0001-01-01", "9999-12-31"],
    bad: [
      "",
      "2026-3-1",
      "2026-02-29",
      "1900-02-29",
      "2026-04-31",
      "2026-03-00",
      "2026-13-01",
      "2026-00-10",
      "26-03-01",
      "2026-03-01Z",
      "2026-03-01\n",
    ],
  },
  time: {
    good: [
      "00:00:00Z",
      "23:59:60Z",
      "01:29:60+01:30",
      "16:59:60.5-07:00",
      "00:00:59-00:00",
      "12:30:00.5+02:00",
      "12:30:00z",
    ],
    bad: [
      "",
      "24:00:00Z",
      "12:60:00Z",
      "12:00:60Z",
      "23:59:60+01:00",
      "23:59:61Z",
      "12:30Z",
      "12:30:00",
      "12:30:00+2",
      "12:30:00+24:00",
    ],
  },
  "date-time": {
    good: [
      "2026-04-02T16:00:00Z",
      "2026-04-02t16:00:00.123z",
      "2024-02-29T00:00:00-07:00",
      "1990-12-31T15:59:60-08:00",
    ],
    bad: [
      "",
      "2026-04-02",
      "2026-04-02 16:00:00Z",
      "2026-02-30T16:00:00Z",
      "2026-04-02T16:00:60Z",
      "2026-04-02T16:00:00",
      "T",
    ],
  },
  uuid: {
    good: ["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"],
    bad: ["", "123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g", "../x"],
  },
};

describe("the formats", () => {
  test("are these and no others", () => {
    expect(Object.keys(FORMATS).sort()).toEqual(Object.keys(TABLE).sort());
  });

  test.each(Object.entries(TABLE))("%s", (name, { good, bad }) => {
    expect(good.filter((text) => FORMATS[name]?.(text) !== true)).toEqual([]);
    expect(bad.filter((text) => FORMATS[name]?.(text) !== false)).toEqual([]);
  });
});
