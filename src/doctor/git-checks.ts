import { HarborError } from "../errors.ts";
import { REMOTE } from "../refs.ts";
import { withoutCredentials } from "../text/without-credentials.ts";
import { answered, type Check, failed, listOf, ok, warning } from "./check.ts";
import type { Facts } from "./facts.ts";

/** What the program asks of git came with this version. */
const OLDEST: readonly [number, number] = [2, 31];

export const GIT_CHECKS: readonly Check[] = [
  {
    id: "git/version",
    async look(facts) {
      const version = await facts.gitVersion();
      const [, major = "0", minor = "0"] = /^(\d+)\.(\d+)/.exec(version) ?? [];
      const isOld = Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]);
      return isOld
        ? failed(`git is ${version}, which is too old`, `install git ${OLDEST.join(".")} or newer`)
        : ok(`git ${version}`);
    },
  },
  {
    id: "git/repository",
    async look(facts) {
      await facts.git();
      return ok(`a repository at ${await facts.root()}`);
    },
  },
  {
    id: "git/depth",
    look: async (facts) =>
      (await facts.isShallow())
        ? warning(
            "this clone is shallow: a part of the past isn't here, so a merged request may pass for a rejected one",
            "run `git fetch --unshallow`; in GitHub Actions check out with fetch-depth: 0",
          )
        : ok("the whole history is here"),
  },
  {
    id: "git/settings",
    async look(facts) {
      const unused = (await facts.unusedSettings()).map(withoutCredentials);
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
    async look(facts) {
      const identity = await (await facts.git()).identity();
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
    async look(facts) {
      const signs = await facts.signs();
      await facts.tryCommit();
      return ok(signs ? "commits can be made and signed" : "commits can be made; commit.gpgSign is off");
    },
  },
  {
    id: "git/remote",
    look: async (facts) => ok(`${REMOTE} is ${withoutCredentials(await facts.url())}`),
  },
  {
    id: "git/fetch",
    async look(facts) {
      await facts.fetch();
      return ok(`${REMOTE} lets you fetch`);
    },
  },
  {
    id: "git/branches",
    async look(facts) {
      const prefix = `refs/remotes/${REMOTE}/`;
      const git = await facts.git();
      await facts.url();
      await answered(facts.fetch());
      const names = [...(await git.refs(`${prefix}publish`)).keys()].map((ref) => ref.slice(prefix.length));
      const ports = await answered(facts.catalogue().then((catalogue) => catalogue.ports()));
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
  async look(facts) {
    try {
      await facts.tryPush();
    } catch (error) {
      return pushByFork(facts, error);
    }
    // What the remote would say of this very branch, by rules or hooks, it says to a real push alone.
    return ok(`${REMOTE} lets you push, as far as it tells before a push`);
  },
};

/** Who may not push to a repository on GitHub asks from a fork. */
async function pushByFork(facts: Facts, error: unknown) {
  const mayFork =
    error instanceof HarborError &&
    error.code === "PERMISSION" &&
    (await answered(facts.place())) !== undefined &&
    (await answered(facts.repository()))?.permissions?.push === false;
  const fork = mayFork ? await answered(facts.fork()) : undefined;
  if (fork === undefined) {
    throw error;
  }
  await facts.tryPush(fork.url);
  return ok(`${REMOTE} isn't yours to push to; requests go by way of ${fork.owner}'s fork, which is`);
}
