/**
 * What `harbor-drafts` starts: it checks Node's version and loads the command line. An old Node refuses
 * a file with newer syntax before it runs any line of it, so this one is written, and built, for Node 12:
 * no static import, no top-level await.
 */
const needed = [20, 19] as const;
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > needed[0] || (major === needed[0] && minor >= needed[1])) {
  // The command line sets its own when it is done. A process that ends before that didn't succeed.
  process.exitCode = 70;
  import("./cli.ts");
} else {
  const message = `harbor-drafts needs Node ${needed.join(".")} or newer; this is ${process.version}`;
  if (process.argv.includes("--json")) {
    const error = { code: "IO", message, hint: "" };
    process.stdout.write(`${JSON.stringify({ command: process.argv[2], ok: false, error })}\n`);
  }
  process.stderr.write(`${message}\n`);
  process.exitCode = 3;
}
