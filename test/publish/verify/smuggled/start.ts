import type { Manifest } from "../../../../src/catalog/manifest.ts";
import type { Kind } from "../../../../src/publish/verify/change-set.ts";
import { type Bench, draftOf, type Edits, MANIFEST, recordingOf } from "../bench.ts";

/** What a case starts from. */
export interface Start {
  bench: Bench;
  /** The honest request that adds get-meeting, as edits of main. */
  honest: Edits;
  /** The request's manifest, and the base's. */
  asked: string;
  base: string;
  /** Honest requests of other kinds. */
  update: Edits;
  retirement: Edits;
}

export interface Smuggled {
  name: string;
  kind: Kind;
  /** The reason that must be among those told, and how it must read. */
  rule: string;
  says: RegExp;
  /** What the commit changes, on top of main. */
  edits?(start: Start): Edits;
  /** Or a head that is made otherwise. */
  head?(start: Start): string;
  /** What it is compared with; main where left out. */
  against?(start: Start): string;
}

export const HAR = recordingOf("get-meeting");
export const DRAFT = draftOf("get-meeting");

export function edited(text: string, change: (manifest: Manifest) => unknown): string {
  const manifest = JSON.parse(text) as Manifest;
  change(manifest);
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

export const action = (manifest: Manifest, slug: string) => {
  const found = manifest.actions.find((candidate) => candidate.slug === slug);
  if (found === undefined) {
    throw new Error(`no action ${slug}`);
  }
  return found;
};

/** The honest request with another manifest. */
export const withManifest =
  (change: (text: string) => string) =>
  ({ honest, asked }: Start) => ({
    ...honest,
    [MANIFEST]: change(asked),
  });
export const withAction = (change: (action: Manifest["actions"][number]) => unknown) =>
  withManifest((text) => edited(text, (manifest) => change(action(manifest, "get-meeting"))));
export const withHar =
  (change: (text: string) => string) =>
  ({ honest }: Start) => ({
    ...honest,
    [HAR]: change(honest[HAR] as string),
  });
/** The honest request, and something else. */
export const along =
  (edits: Edits) =>
  ({ honest }: Start) => ({ ...honest, ...edits });

type Log = { log: { entries: { request: Record<string, unknown>; response: Record<string, unknown> }[] } };
/** Of the first exchange. */
export function headersOf({ entries: [first] }: Log["log"], side: "request" | "response"): object[] {
  return (first?.[side].headers ?? []) as object[];
}
export const har = (change: (har: Log) => unknown) =>
  withHar((text) => {
    const read = JSON.parse(text) as Log;
    change(read);
    return `${JSON.stringify(read, null, 2)}\n`;
  });
