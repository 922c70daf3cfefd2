import type { Setting } from "./settings.ts";

/** What plain git does with a planted setting that no one may notice of this program. */
export interface Control {
  /** The settings that it takes: the first is the one that is shown to work. */
  keys: readonly string[];
  words: readonly string[];
  /** Where the clone's remote is. */
  at?: "folder";
  input?: string;
  /** The first version of git that knows the setting. */
  since?: string;
}

const FETCH = ["fetch", "origin"];
const PUSH = ["push", "origin", "HEAD:refs/heads/planted"];
const SIGN = ["tag", "--sign", "--message=x", "planted"];
const MAIL = [
  "From a@example.com Mon Sep 17 00:00:00 2001",
  "From: a@example.com",
  "Date: Mon, 17 Sep 2001 00:00:00 +0000",
  "Subject: x",
  "",
  "x",
  "",
].join("\n");
const FILE = "harbor.config.json";

/** @param remote the address of the clone's remote, @param listener the one that no one may ask */
export function programControls(remote: string): Control[] {
  const one = (key: string, words: readonly string[], more: Partial<Control> = {}): Control => ({
    keys: [key],
    words,
    ...more,
  });
  return [
    one("alias.planted", ["planted"]),
    one("browser.planted.cmd", ["web--browse", "--browser=planted", "http://localhost/"]),
    one("core.askPass", FETCH),
    one("core.editor", ["config", "--edit"]),
    one("core.fsmonitor", ["status"]),
    one("core.gitProxy", ["fetch", "git://localhost/x"]),
    one("core.hooksPath", ["update-ref", "refs/heads/planted", "HEAD"]),
    one("core.pager", ["grep", "--open-files-in-pager", "changed", "--", FILE]),
    one("core.sshCommand", ["fetch", "ssh://localhost/x"]),
    one("credential.helper", FETCH),
    one(`credential.${remote}.helper`, FETCH),
    one("diff.external", ["diff"]),
    one("diff.planted.command", ["diff"]),
    one("diff.planted.textconv", ["diff"]),
    one("difftool.planted.cmd", ["difftool", "--no-prompt", "--tool=planted"]),
    one("extensions.worktreeConfig", FETCH),
    one("filter.planted.clean", ["add", FILE]),
    one("filter.planted.process", ["add", FILE]),
    one("filter.planted.smudge", ["checkout", "HEAD", "--", FILE]),
    one("gpg.program", SIGN),
    one("gpg.openpgp.program", SIGN),
    one("gpg.x509.program", ["-c", "gpg.format=x509", ...SIGN]),
    one("gpg.ssh.program", ["-c", "gpg.format=ssh", "-c", "user.signingKey=x", ...SIGN]),
    one("gpg.ssh.defaultKeyCommand", ["-c", "gpg.format=ssh", ...SIGN]),
    {
      keys: ["hook.planted.command", "hook.planted.event"],
      words: ["update-ref", "refs/heads/p", "HEAD"],
      since: "2.54",
    },
    { keys: ["imap.tunnel", "imap.folder"], words: ["imap-send"], input: MAIL },
    one("include.path", FETCH),
    one("includeIf.gitdir:**.path", FETCH),
    { keys: ["man.planted.cmd", "man.viewer"], words: ["help", "--man", "log"] },
    one("merge.planted.driver", ["merge-tree", "--write-tree", "HEAD", "side"]),
    one("remote.origin.receivepack", PUSH, { at: "folder" }),
    one("remote.origin.uploadpack", FETCH, { at: "folder" }),
    one("remote.origin.vcs", FETCH),
    one("sequence.editor", [
      "-c",
      "rebase.autoStash=true",
      "rebase",
      "--no-verify",
      "--interactive",
      "--root",
    ]),
    one("trailer.planted.cmd", ["interpret-trailers", "--trailer", "planted=x"], {
      input: "x\n",
      since: "2.32",
    }),
    one("trailer.planted.command", ["interpret-trailers", "--trailer", "planted=x"], { input: "x\n" }),
  ];
}

/** Settings that name a program which a plain git in a test can't be made to run, and why. */
export const NO_CONTROL: readonly (readonly [shape: RegExp, why: string])[] = [
  [/^(?:browser|difftool|man|mergetool)\.planted\.path$/, "counts for tools alone that git knows by name"],
  [/^mergetool\.planted\.cmd$/, "needs a conflict, and a terminal"],
  [/^(?:pager\.log|interactive\.diffFilter)$/, "needs a terminal"],
  [/^guitool\./, "is for git gui"],
  [/^instaweb\.httpd$/, "needs gitweb, which few have"],
  [/^sendemail\./, "needs git send-email, which few have, and a mail"],
  [/^submodule\.planted\.update$/, "needs a submodule with a work tree"],
  [/^core\.alternateRefsCommand$/, "needs borrowed objects, with which a clone is refused"],
  [/^uploadpack\.packObjectsHook$/, "git takes it from the user's configuration alone"],
  [/^credential\..*\.helper$|^http\./, "has its control as it stands for the remote's address"],
];

/** Settings that lead to the listener. */
export function listenerControls(remote: string, listener: string): Control[] {
  return [
    ...["http.proxy", `http.${remote}.proxy`, "remote.origin.proxy", `url.${listener}/.insteadOf`].map(
      (key) => ({ keys: [key], words: FETCH }),
    ),
    ...["remote.origin.pushurl", `url.${listener}/.pushInsteadOf`].map((key) => ({
      keys: [key],
      words: PUSH,
    })),
    { keys: ["fetch.bundleURI"], words: FETCH, since: "2.40" },
  ];
}

/** The settings of a control, out of all. */
export function settingsOf({ keys }: Control, all: readonly Setting[]): Setting[] {
  return all.filter(([key]) => keys.includes(key));
}
