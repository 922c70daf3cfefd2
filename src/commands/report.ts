/** What a command returns: its `--json` members, and the exit status. */
export interface Report<Output> {
  output: Output;
  exit: 0 | 1 | 2 | 3 | 70;
  /** What goes on once the report is printed: a server, until it is told to stop. */
  keepAlive?: () => Promise<void>;
}
