import { type Bench, MANIFEST, POLICY } from "../bench.ts";
import { DRAFT, type Smuggled } from "./start.ts";

const RECORDING = DRAFT.replace(/json$/, "har");
const OTHERS = ["drafts/zoom-api/update-meeting.json", "drafts/zoom-api/update-meeting.har"];

const lax = (bench: Bench): string => bench.show("main", POLICY).replace('"never"', '"reads"');

/** What git would carry elsewhere when it merges: the base moved on since. */
export const RENAMES: readonly Smuggled[] = [
  {
    name: "another recording of a draft that was published meanwhile",
    kind: "drafts",
    rule: "verify/stale",
    says: /get-meeting\.har is gone from the base since/,
    head: ({ bench }) => {
      const recording = bench.show("main", RECORDING).replaceAll("Harbor planning sync", "Whatever I like");
      return bench.commit("main", { [RECORDING]: recording });
    },
    against: ({ bench, honest }) => bench.commit("main", honest),
  },
  {
    name: "another recording of a draft of which the base changed the mode alone",
    kind: "drafts",
    rule: "verify/stale",
    says: /get-meeting\.har moved on the base since/,
    head: ({ bench }) => bench.commit("main", { [RECORDING]: null }),
    against: ({ bench }) => {
      const text = bench.show("main", RECORDING);
      return bench.commit("main", { [RECORDING]: { mode: "100755", text } });
    },
  },
  {
    name: "another policy that is only proposed, and was put in force meanwhile",
    kind: "unrelated",
    rule: "verify/stale",
    says: /proposals\/zoom-api\.policy\.json is gone from the base since/,
    head: ({ bench }) => bench.commit(proposed(bench), { "proposals/zoom-api.policy.json": lax(bench) }),
    against: ({ bench }) =>
      bench.commit(proposed(bench), {
        "proposals/zoom-api.policy.json": null,
        [POLICY]: bench.show("main", POLICY),
        [MANIFEST]: bench.show("main", MANIFEST),
      }),
  },
  {
    name: "somebody's new draft into the recordings, along with the request that takes the last one away",
    kind: "publish-request",
    rule: "verify/stale",
    says: /no file of drafts\/(?:zoom-api\/)? stays/,
    head: ({ bench, honest }) => bench.commit(alone(bench), honest),
    against: ({ bench }) => bench.commit(alone(bench), { "drafts/zoom-api/new.json": "{}\n" }),
  },
  {
    name: "the base's own policy taken back, commit by commit",
    kind: "drafts",
    rule: "verify/kind",
    says: /one commit changes .*policy\.json, and a later one takes that back/,
    head: ({ bench }) => {
      const first = bench.commit("main", { [POLICY]: lax(bench) });
      return bench.commit(first, { [POLICY]: bench.show("main", POLICY), [RECORDING]: null });
    },
    against: ({ bench }) => bench.commit("main", { [POLICY]: lax(bench) }, "The reviewers' own"),
  },
];

/** A base whose policy is only proposed. */
function proposed(bench: Bench): string {
  const policy = bench.show("main", POLICY);
  return bench.commit("main", { [POLICY]: null, [MANIFEST]: null, "proposals/zoom-api.policy.json": policy });
}

/** A base that has no other draft. */
function alone(bench: Bench): string {
  return bench.commit("main", Object.fromEntries(OTHERS.map((path) => [path, null])));
}
