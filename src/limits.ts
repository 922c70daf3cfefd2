const KIB = 1024;
const MIB = 1024 * KIB;

/** How large things may be, in bytes. Limits of one rule alone, and what the exported gateway bounds, stand there. */
export const BYTES = {
  /** A draft is one action; the largest of Zoom's is a tenth of this. */
  draft: 128 * KIB,
  /** A manifest, a policy or a recording: larger than any port's, so that a hostile file costs little. */
  catalogFile: 4 * MIB,
  /** The whole description of most APIs is smaller; of others a catalogue holds the part that matters. */
  description: 8 * MIB,
  /** Any other file of a repository; of a larger one little more is read, which its reader refuses. */
  file: 8 * MIB,
  /** What a browser saves in a while. */
  savedHar: 64 * MIB,
  /** What is read of stdin, of a file with real inputs, and of a request's body. */
  input: MIB,
  /** The body of an API's answer to `record`. */
  answer: 2 * MIB,
  /** What a request says, on a forge that is a ref. */
  requestText: MIB,
  /** The files of one request together. */
  request: 32 * MIB,
  /** What all that is open proposes, or what is kept of files that were read. */
  allRequests: 64 * MIB,
  /** A commit's text, or a note of this program's own: strangers may have put it there. */
  note: 64 * KIB,
  /** GitHub itself takes no larger workflow. */
  workflow: 512 * KIB,
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long things may take, in milliseconds. */
export const TIMES = {
  /** A git that says nothing for so long counts as hung. */
  git: 2 * MINUTE,
  /** On a slow network git says nothing for a while. */
  network: 15 * MINUTE,
  /** A process of git that is kept for further questions goes when none came. */
  idle: 2 * SECOND,
  /** The answer of `gh`. */
  gh: 10 * SECOND,
  /** One request to GitHub. */
  forge: 15 * SECOND,
  /** One exchange with an API. */
  exchange: 30 * SECOND,
  /** Another process that does the same work is waited for, and looked at so often. */
  otherProcess: MINUTE,
  pause: 25,
  /** A lock that is older is nobody's: no fetch takes as long. */
  lock: 10 * MINUTE,
  /** A repository of this program's own that is older was left by a run that was killed. */
  ownRepository: 60 * MINUTE,
};
