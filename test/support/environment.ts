import { rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

// Nothing of the machine may decide a test: not its git settings, CI variables, tokens or colours.
for (const name of Object.keys(process.env)) {
  if (/^(?:GIT_|GITHUB_|GH_|NO_COLOR$|FORCE_COLOR$|NODE_OPTIONS$|NODE_EXTRA_CA_CERTS$|HARBOR_)/.test(name)) {
    delete process.env[name];
  }
}
// The user's own git configuration of this test file; `trustRemote` says in it which folders may be remotes.
const own = join(
  tmpdir(),
  `harbor-drafts-test-${process.pid}-${Math.random().toString(36).slice(2)}.gitconfig`,
);
// Git does no more than it is asked to: it syncs no file of a folder that is thrown away, and tidies none.
writeFileSync(
  own,
  "[core]\n\tfsync = none\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[receive]\n\tautogc = false\n",
);
process.env.GIT_CONFIG_GLOBAL = own;
process.env.GIT_CONFIG_NOSYSTEM = "1";
process.env.GIT_AUTHOR_NAME = "Test";
process.env.GIT_AUTHOR_EMAIL = "test@example.com";
process.env.GIT_COMMITTER_NAME = "Test";
process.env.GIT_COMMITTER_EMAIL = "test@example.com";
// Nor may a token that GitHub's own tool keeps.
process.env.GH_CONFIG_DIR = devNull;

afterAll(() => rmSync(own, { force: true }));
