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
    id: "file/yaml",
    summary: "An API description in YAML can be read",
    why: "It tells inputs and fields only to those who can read it.",
  },
  {
    id: "record/missing",
    summary: "Each example has an exchange in the recording",
    why: "What has none fails its test; record asks for successes alone, so errors are added by hand.",
  },
  {
    id: "record/replace",
    summary: "A recording that is there is replaced on purpose",
    why: "It may be the only evidence of what the API answered.",
  },
  {
    id: "recording/age",
    summary: "Evidence is no older than the policy wants, and not from the future",
    why: "APIs change, and what was true once may not be; a warning, since nothing is wrong with the action itself.",
  },
  {
    id: "recording/body",
    summary: "Bodies of a recording are JSON that all readers read alike",
    why: "A member that stands twice, or nesting without end, means another thing to the next reader.",
  },
  {
    id: "recording/har",
    summary: "A recording is HAR 1.2",
    why: "What can't be read as exchanges can't be replayed, so the test fails.",
  },
  {
    id: "recording/origin",
    summary: "A recording says where it comes from",
    why: "Reviewers weigh an answer of the real API otherwise than one made from its documentation; a warning.",
  },
  {
    id: "recording/query",
    summary: "A recording's queryString is the query of its URL",
    why: "Where the two differ, readers of HAR disagree on what was sent.",
  },
  {
    id: "recording/request",
    summary: "Nothing in a recorded request makes it another than its method, URL and JSON body say",
    why: "A method override, another host or a form body would make the API answer something else.",
  },
  {
    id: "recording/unused",
    summary: "Each exchange of a recording answers an example",
    why: "What no example uses was tested by nobody, and isn't published; a warning.",
  },
  {
    id: "test/action",
    summary: "An action that is tested fits its schema",
    why: "Check tells what is wrong with it.",
  },
  {
    id: "test/edges",
    summary: "What a schema admits at its edges is accepted",
    why: "Bounds, pattern and values that contradict each other admit less than they say, or nothing.",
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
  {
    id: "test/success",
    summary: "Some example shows a success",
    why: "An action that was only ever seen failing shows nobody what agents would get.",
  },
] as const;
