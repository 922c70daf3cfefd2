/**
 * What `harbor-drafts` starts: it checks Node's version, says at once what the build has written down (the
 * version and the help), and loads the program for everything else. An old Node refuses a file with newer syntax
 * before it runs any line of it, so this one is built for Node 12, and what it loads is loaded late.
 */
const needed = [20, 19] as const;
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > needed[0] || (major === needed[0] && minor >= needed[1])) {
  // The program sets its own when it is done. A process that ends before that didn't succeed.
  process.exitCode = 70;
  void import("./start.ts").then(({ start }) => start());
} else {
  const message = `harbor-drafts needs Node ${needed.join(".")} or newer; this is ${process.version}`;
  if (process.argv.includes("--json")) {
    const error = { code: "IO", message, hint: "" };
    process.stdout.write(`${JSON.stringify({ command: process.argv[2], ok: false, error })}\n`);
  }
  process.stderr.write(`${message}\n`);
  process.exitCode = 3;
}
