import { edited, type Smuggled, withManifest } from "./start.ts";

/** The request's own manifest, not as publishing writes it. */
export const MANIFESTS: readonly Smuggled[] = [
  {
    name: "another version",
    kind: "publish-request",
    rule: "verify/fold",
    says: /version is 1\.2\.0, and this change makes 1\.1\.0/,
    edits: withManifest((text) => text.replace('"1.1.0"', '"1.2.0"')),
  },
  {
    name: "no version bump",
    kind: "publish-request",
    rule: "verify/fold",
    says: /version is 1\.0\.0/,
    edits: withManifest((text) => text.replace('"1.1.0"', '"1.0.0"')),
  },
  {
    name: "a lower version",
    kind: "publish-request",
    rule: "verify/fold",
    says: /version is 0\.9\.0/,
    edits: withManifest((text) => text.replace('"1.1.0"', '"0.9.0"')),
  },
  {
    name: "members of the action in another order",
    kind: "publish-request",
    rule: "verify/fold",
    says: /folded in, from line \d+/,
    edits: withManifest((text) =>
      text.replace(/("label": "Get one meeting"),\n(\s+)("description": .*),/, "$3,\n$2$1,"),
    ),
  },
  {
    name: "members of another action in another order",
    kind: "publish-request",
    rule: "verify/action",
    says: /2 actions differ: get-me, get-meeting/,
    edits: withManifest((text) =>
      text.replace(/("label": "Get my profile"),\n(\s+)("description": .*),/, "$3,\n$2$1,"),
    ),
  },
  {
    name: "actions in another order",
    kind: "publish-request",
    rule: "verify/fold",
    says: /from line \d+/,
    edits: withManifest((text) => edited(text, ({ actions }) => actions.reverse())),
  },
  {
    name: "other white space",
    kind: "publish-request",
    rule: "verify/fold",
    says: /from line 2/,
    edits: withManifest((text) => `${JSON.stringify(JSON.parse(text), null, 4)}\n`),
  },
  {
    name: "no final newline",
    kind: "publish-request",
    rule: "verify/fold",
    says: /from line \d+/,
    edits: withManifest((text) => text.trimEnd()),
  },
  {
    name: "CRLF",
    kind: "publish-request",
    rule: "verify/fold",
    says: /from line 1/,
    edits: withManifest((text) => text.replaceAll("\n", "\r\n")),
  },
  {
    name: "a byte order mark",
    kind: "publish-request",
    rule: "verify/manifest",
    says: /byte order mark/,
    edits: withManifest((text) => `\ufeff${text}`),
  },
  {
    name: "a member twice",
    kind: "publish-request",
    rule: "verify/manifest",
    says: /stands twice/,
    edits: withManifest((text) => text.replace('"manifest": 1,', '"manifest": 1,\n  "manifest": 1,')),
  },
  {
    name: "a member that no schema knows",
    kind: "publish-request",
    rule: "verify/manifest",
    says: /isn't a manifest/,
    edits: withManifest((text) => text.replace('"manifest": 1,', '"manifest": 1,\n  "hidden": true,')),
  },
  {
    name: "a comment",
    kind: "publish-request",
    rule: "verify/manifest",
    says: /isn't JSON/,
    edits: withManifest((text) => `// reviewed\n${text}`),
  },
  {
    name: "a huge manifest",
    kind: "publish-request",
    rule: "verify/size",
    says: /more than is read/,
    edits: withManifest((text) => text + " ".repeat(5_000_000)),
  },
];
