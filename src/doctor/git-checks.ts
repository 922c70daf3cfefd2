import { HarborError } from "../errors.ts";
import { REMOTE } from "../refs.ts";
import { withoutCredentials } from "../text/without-credentials.ts";
import type { Probe } from "../workspace/probe.ts";
import { answered, type Check, failed, listOf, ok, warning } from "./check.ts";

/** What the program asks of git came with this version. */
const OLDEST: readonly [number, number] = [2, 31];

export const GIT_CHECKS: readonly Check[] = [
  {
    id: "git/version",
    async look(probe) {
      const version = await probe.gitVersion();
      const [, major = "0", minor = "0"] = /^(\d+)\.(\d+)/.exec(version) ?? [];
      const isOld = Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]);
      return isOld
        ? failed(`git is ${version}, which is too old`, `install git ${OLDEST.join(".")} or newer`)
        : ok(`git ${version}`);
    },
  },
  {
    id: "git/repository",
    async look(probe) {
      await probe.git();
      return ok(`a repository at ${await probe.root()}`);
    },
  },
  {
    id: "git/depth",
    look: async (probe) =>
      (await probe.isShallow())
        ? warning(
            "this clone is shallow: a part of the past isn't here, so a merged request may pass for a rejected one",
            "run `git fetch --unshallow`; in GitHub Actions check out with fetch-depth: 0",
          )
        : ok("the whole history is here"),
  },
  {
    id: "git/settings",
    async look(probe) {
      const unused = (await probe.unusedSettings()).map(withoutCredentials);
      return unused.length > 0
        ? warning(
            `the clone's own ${listOf(unused)} ${unused.length === 1 ? "isn't" : "aren't"} used on the way to ${REMOTE}`,
            "what is needed there belongs into your global git configuration (git config --global)",
          )
        : ok(`the clone's own configuration says nothing of the way to ${REMOTE} but its URL`);
    },
  },
  {
    id: "git/identity",
    async look(probe) {
      const identity = await (await probe.git()).identity();
      return identity === undefined
        ? warning(
            "git knows no name and address of yours: requests' commits will be harbor-drafts' own",
            "set user.name and user.email with `git config --global`",
          )
        : ok(`commits are by ${identity}`);
    },
  },
  {
    id: "git/signing",
    async look(probe) {
      const signs = await probe.signs();
      await probe.tryCommit();
      return ok(signs ? "commits can be made and signed" : "commits can be made; commit.gpgSign is off");
    },
  },
  {
    id: "git/remote",
    look: async (probe) => ok(`${REMOTE} is ${withoutCredentials(await probe.url())}`),
  },
  {
    id: "git/fetch",
    async look(probe) {
      await probe.fetch();
      return ok(`${REMOTE} lets you fetch`);
    },
  },
  {
    id: "git/branches",
    async look(probe) {
      const prefix = `refs/remotes/${REMOTE}/`;
      const git = await probe.git();
      await probe.url();
      await answered(probe.fetch());
      const names = [...(await git.refs(`${prefix}publish`)).keys()].map((ref) => ref.slice(prefix.length));
      const ports = await answered(probe.catalogue().then((catalogue) => catalogue.ports()));
      const isIn = (name: string): boolean =>
        name === "publish" || ports?.some((port) => name === `publish/${port}`) === true;
      const inTheWay = names.filter(isIn);
      return inTheWay.length > 0
        ? failed(
            `${listOf(inTheWay)} on ${REMOTE} stands where requests' branches go`,
            "ask its owner to rename that branch",
          )
        : ok("no branch stands where requests' branches go");
    },
  },
];

/** Asks for what the base is, and so comes after it. */
export const PUSH_CHECK: Check = {
  id: "git/push",
  async look(probe) {
    try {
      await probe.tryPush();
    } catch (error) {
      return pushByFork(probe, error);
    }
    // What the remote would say of this very branch, by rules or hooks, it says to a real push alone.
    return ok(`${REMOTE} lets you push, as far as it tells before a push`);
  },
};

/** Who may not push to a repository on GitHub asks from a fork. */
async function pushByFork(probe: Probe, error: unknown) {
  const mayFork =
    error instanceof HarborError &&
    error.code === "PERMISSION" &&
    (await answered(probe.gitHub())) !== undefined &&
    (await answered(probe.repository()))?.permissions?.push === false;
  const fork = mayFork ? await answered(probe.fork()) : undefined;
  if (fork === undefined) {
    throw error;
  }
  await probe.tryPush(fork.url);
  return ok(`${REMOTE} isn't yours to push to; requests go by way of ${fork.owner}'s fork, which is`);
}
