/** What is known of a format without asking the gateway. */
export interface FormatTexts {
  /** Texts that it admits, from the shortest to the longest. */
  good: readonly string[];
  /** Texts that look like it and aren't, each with what is wrong. */
  bad: Readonly<Record<string, string>>;
  /** What every text of the format looks like at least. */
  shape: RegExp;
}

/**
 * Texts at the edges of each format that schemas may name: `date`, `time` and `date-time` of RFC 3339,
 * `uuid` of RFC 9562. Fractions of seconds end at nanoseconds, so that each is of bounded length.
 */
export const FORMAT_TEXTS: Readonly<Record<string, FormatTexts>> = {
  date: {
    good: ["2026-03-01", "2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01", "9999-12-31"],
    bad: {
      "no leap day": "2026-02-29",
      "no leap day in a century": "1900-02-29",
      "a day that its month hasn't": "2026-04-31",
      "month 13": "2026-13-01",
      "month 0": "2026-00-10",
      "day 0": "2026-03-00",
      "a month of one digit": "2026-3-01",
      "a year of two digits": "26-03-01",
      "no hyphens": "20260301",
      slashes: "2026/03/01",
      "a year beyond four digits": "+002026-03-01",
      "a date with a zone": "2026-03-01Z",
      "a date with a time": "2026-03-01T00:00:00Z",
      "a date in words": "today",
    },
    shape: /^\d{4}-\d{2}-\d{2}$/,
  },
  time: {
    good: [
      "00:00:00Z",
      "23:59:59z",
      "23:59:60Z",
      "00:00:00.0Z",
      "12:30:00+23:59",
      "23:59:59.999999999-23:59",
    ],
    bad: {
      "hour 24": "24:00:00Z",
      "minute 60": "12:60:00Z",
      "second 61": "23:59:61Z",
      "a leap second at noon": "12:00:60Z",
      "no zone": "12:30:00",
      "no seconds": "12:30Z",
      "an hour of one digit": "1:30:00Z",
      "a zone of hours alone": "12:30:00+02",
      "a zone without a colon": "12:30:00+0200",
      "zone hour 24": "12:30:00+24:00",
      "zone minute 60": "12:30:00+02:60",
      "a point without a fraction": "12:30:00.Z",
      "a fraction beyond nanoseconds": "12:30:00.0000000001Z",
      "a fraction after a comma": "12:30:00,5Z",
      "a T before it": "T12:30:00Z",
    },
    shape: /^\d{2}:\d{2}:\d{2}[\d.:zZ+-]+$/,
  },
  "date-time": {
    good: [
      "2026-03-01T00:00:00Z",
      "2024-02-29t23:59:59z",
      "1990-12-31T23:59:60Z",
      "2026-03-01T12:30:00.5Z",
      "2026-12-31T23:59:59-07:00",
      "9999-12-31T23:59:59.999999999+23:59",
    ],
    bad: {
      "no leap day": "2026-02-29T00:00:00Z",
      "month 13": "2026-13-01T00:00:00Z",
      "hour 24": "2026-03-01T24:00:00Z",
      "minute 60": "2026-03-01T12:60:00Z",
      "a leap second at noon": "2026-03-01T12:00:60Z",
      "no zone": "2026-03-01T12:30:00",
      "no seconds": "2026-03-01T12:30Z",
      "no time": "2026-03-01",
      "no date": "12:30:00Z",
      "a blank for its T": "2026-03-01 12:30:00Z",
      "a zone of hours alone": "2026-03-01T12:30:00+02",
      "a zone in words": "2026-03-01T12:30:00 UTC",
      "a fraction beyond nanoseconds": "2026-03-01T12:30:00.0000000001Z",
      "seconds since 1970": "1772323200",
    },
    shape: /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}[\d.:zZ+-]+$/,
  },
  uuid: {
    good: [
      "123e4567-e89b-12d3-a456-426614174000",
      "123E4567-E89B-12D3-A456-426614174000",
      "00000000-0000-0000-0000-000000000000",
      "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ],
    bad: {
      "no hyphens": "123e4567e89b12d3a456426614174000",
      "a hyphen elsewhere": "123e456-7e89b-12d3-a456-426614174000",
      "a letter beyond f": "123e4567-e89b-12d3-a456-42661417400g",
      "one digit too few": "123e4567-e89b-12d3-a456-42661417400",
      "one digit too many": "123e4567-e89b-12d3-a456-4266141740000",
      braces: "{123e4567-e89b-12d3-a456-426614174000}",
      "a URN": "urn:uuid:123e4567-e89b-12d3-a456-426614174000",
    },
    shape: /^[0-9a-fA-F-]{36}$/,
  },
};
