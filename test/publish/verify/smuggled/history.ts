import { git, write } from "../../../support/repository.ts";
import { MANIFEST, POLICY } from "../bench.ts";
import type { Smuggled } from "./start.ts";

/** Commits that aren't what their trees say. */
export const HISTORY: readonly Smuggled[] = [
  {
    name: "a merge commit that only merges",
    kind: "mixed",
    rule: "verify/merge",
    says: /is a merge commit/,
    head: ({ bench, honest }) =>
      bench.commit([bench.commit("main", honest), bench.commit("main", { "src/new.txt": "x\n" })], {}),
  },
  {
    name: "a merge that hides a change",
    kind: "mixed",
    rule: "verify/merge",
    says: /is a merge commit/,
    head: ({ bench, honest }) =>
      bench.commit([bench.commit("main", honest), bench.commit("main", {})], { [POLICY]: "{}\n" }),
  },
  {
    name: "a merge below the tip",
    kind: "mixed",
    rule: "verify/merge",
    says: /is a merge commit/,
    head: ({ bench, honest }) =>
      bench.commit(bench.commit(["main", bench.commit("main", { "src/a.txt": "x\n" })], {}), honest),
  },
  {
    name: "history with no common commit",
    kind: "mixed",
    rule: "verify/history",
    says: /no history in common/,
    head: ({ bench, honest }) => bench.commit([], honest),
  },
  {
    name: "a request whose manifest moved on the base",
    kind: "publish-request",
    rule: "verify/stale",
    says: /stale: .*zoom-api\.json moved/,
    head: ({ bench, honest }) => bench.commit("main", honest),
    against: ({ bench, update }) => bench.commit("main", update),
  },
  {
    name: "a request whose policy moved on the base",
    kind: "publish-request",
    rule: "verify/stale",
    says: /stale: .*policy\.json moved/,
    head: ({ bench, honest }) => bench.commit("main", honest),
    against: ({ bench }) =>
      bench.commit("main", { [POLICY]: bench.show("main", POLICY).replace('"never"', '"reads"') }),
  },
  {
    name: "a request whose draft's recording moved on the base, which a merge would carry over",
    kind: "publish-request",
    rule: "verify/stale",
    says: /stale: .*get-meeting\.har moved/,
    head: ({ bench, honest }) => bench.commit("main", honest),
    against: ({ bench }) => {
      const path = "drafts/zoom-api/get-meeting.har";
      return bench.commit("main", { [path]: bench.show("main", path).replace("documented", "recorded") });
    },
  },
  {
    name: "a request whose port went",
    kind: "publish-request",
    rule: "verify/stale",
    says: /stale/,
    head: ({ bench, honest }) => bench.commit("main", honest),
    against: ({ bench }) => bench.commit("main", { [MANIFEST]: null, [POLICY]: null }),
  },
  {
    name: "a policy first, the request after it",
    kind: "mixed",
    rule: "verify/kind",
    says: /policy\.json doesn't belong/,
    head: ({ bench, honest }) =>
      bench.commit(
        bench.commit("main", { [POLICY]: bench.show("main", POLICY).replace('"never"', '"reads"') }),
        honest,
      ),
  },
  {
    name: "trailers that say all is well",
    kind: "publish-request",
    rule: "verify/fold",
    says: /version/,
    head: ({ bench, honest, asked }) =>
      bench.commit(
        "main",
        { ...honest, [MANIFEST]: asked.replace('"1.1.0"', '"1.0.1"') },
        `Add it\n\nDraft-Digest: ${"0".repeat(64)}\nVerified-By: verify\n`,
      ),
  },
  {
    name: "a tree that holds the manifest twice",
    kind: "mixed",
    rule: "verify/path",
    says: /zoom-api\.json stands twice in its tree/,
    head: ({ bench, honest }) =>
      bench.twice(bench.commit("main", honest), MANIFEST, bench.show("main", MANIFEST)),
  },
  {
    name: "a commit with an honest one put in its place by the clone",
    kind: "mixed",
    rule: "verify/kind",
    says: /README\.md doesn't belong/,
    head: ({ bench, honest }) => {
      const [hostile, good] = [
        bench.commit("main", { ...honest, "README.md": "x\n" }),
        bench.commit("main", honest),
      ];
      git(bench.remote, "replace", hostile, good);
      return hostile;
    },
  },
  {
    name: "a merge commit to which the clone gives one parent",
    kind: "mixed",
    rule: "verify/merge",
    says: /is a merge commit/,
    head: ({ bench, honest }) => {
      const merge = bench.commit([bench.commit("main", honest), bench.commit("main", {})], honest);
      git(bench.remote, "config", "advice.graftFileDeprecated", "false");
      write(bench.remote, "info/grafts", `${merge} ${bench.idOf("main")}\n`);
      return merge;
    },
  },
];
