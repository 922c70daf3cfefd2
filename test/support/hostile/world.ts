import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { basic, openGitHttp } from "../git-http.ts";
import { clones, read, temporaryFolder, trustRemote, write } from "../repository.ts";
import { filesOf, openTraps, plantBeside } from "./clone.ts";
import { allSettings, configText, type Setting } from "./settings.ts";

/** Ways to a remote: each with settings of its own that a clone may have. */
export type Way = "HTTP" | "SSH" | "a folder that the user named";

const HEADER = basic("user", "a-password-of-the-user");

/** An agent's clone of a remote, its base configuration, and the user's environment to reach it. */
async function openWay(way: Way) {
  const { remote, agent } = clones();
  const base = read(agent, ".git/config");
  if (way === "HTTP") {
    const server = await openGitHttp({
      repositories: { "catalogue.git": remote },
      accepted: [HEADER],
      headers: { "set-cookie": "planted=1; Path=/; Expires=Fri, 01 Jan 2038 00:00:00 GMT" },
    });
    const url = server.urlOf("catalogue.git");
    const env = {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: `http.${server.origin}/.extraHeader`,
      GIT_CONFIG_VALUE_0: `Authorization: ${HEADER}`,
    };
    return { agent, url, base: base.replace(remote, url), env, received: server.received };
  }
  if (way === "SSH") {
    // What `ssh` would run on the other side, runs here.
    const ssh = join(temporaryFolder(), "ssh");
    writeFileSync(ssh, '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', { mode: 0o755 });
    const url = `ssh://git@git.example${remote}`;
    return { agent, url, base: base.replace(remote, url), env: { GIT_SSH_COMMAND: ssh }, received: [] };
  }
  trustRemote(remote);
  return { agent, url: remote, base, env: {}, received: [] };
}

/** The user's own gpg, which signs whatever it is asked to. */
const GPG =
  "#!/bin/sh\ncat > /dev/null\necho '-----BEGIN PGP SIGNATURE-----'\necho '[GNUPG:] SIG_CREATED ' >&2\n";

export async function openHostileClone(way: Way, chosen: (key: string) => boolean) {
  const { agent, url, base, env, received } = await openWay(way);
  const traps = await openTraps(url);
  const settings = allSettings(traps).filter(([key]) => chosen(key));
  plantBeside(agent, traps);
  writeFileSync(join(traps.bin, "gpg"), GPG, { mode: 0o755 });
  const configure = (some: readonly Setting[]): void => write(agent, ".git/config", base + configText(some));
  configure(settings);
  const files = () => filesOf(agent, traps.folder);
  let before = files();
  return {
    agent,
    traps,
    settings,
    configure(some: readonly Setting[]): void {
      configure(some);
      before = files();
    },
    env: { ...env, PATH: `${traps.bin}:${process.env.PATH}` },
    /** What of the traps was touched: nothing, if all is well. */
    touched() {
      const after = files();
      const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
      const shown = received.flatMap(({ headers }) => [
        headers["x-planted"],
        headers["user-agent"],
        headers.cookie,
      ]);
      return {
        ran: traps.ran(),
        asked: traps.asked(),
        changed: paths.filter((path) => before[path] !== after[path]),
        told: shown.filter((value) => value !== undefined && !String(value).startsWith("git/")),
      };
    },
  };
}

export const UNTOUCHED = { ran: [], asked: 0, changed: [], told: [] };
