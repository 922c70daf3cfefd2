/**
 * Findings that come before the rules: what keeps a file from being judged at all. They have no
 * check of their own, and are listed so that each id that a report names can be explained.
 */
export const READING = [
  {
    id: "draft/port",
    summary: "The draft's port is live",
    why: "Rules judge a draft by its port's policy: without a port there is none.",
  },
  {
    id: "file/envelope",
    summary: "A draft has every member, each of its type",
    why: "What can't be read as a draft can't be judged as one; its verdict is invalid.",
  },
  {
    id: "file/json",
    summary: "A file is strict JSON in UTF-8, not too large, not too deep, with no member twice",
    why: "Readers disagree on what anything else means; a draft's verdict is then invalid.",
  },
  {
    id: "file/kind",
    summary: "A draft, manifest or policy is a regular file",
    why: "A link or folder can become another thing between review and use; a draft's verdict is then invalid.",
  },
  {
    id: "file/volume",
    summary: "A draft holds no more than anybody reviews",
    why: "Thousands of inputs, values or fields hide the one that matters, and keep the checker busy; nothing else of such a draft is judged.",
  },
  {
    id: "recording/har",
    summary: "A recording is HAR 1.2",
    why: "What can't be read as exchanges can't be replayed, so the test fails.",
  },
  {
    id: "test/action",
    summary: "An action that is tested fits its schema",
    why: "Check tells what is wrong with it.",
  },
  {
    id: "test/examples",
    summary: "An action that is tested has an example",
    why: "Without one there is nothing to replay, and reviewers would believe a test that tested nothing.",
  },
  {
    id: "test/fields",
    summary: "Each result field occurs in some recorded answer",
    why: "A field that never comes is a typo, or a promise that nobody has seen kept.",
  },
] as const;
