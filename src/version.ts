import manifest from "../package.json" with { type: "json" };

/** The tool's version, as released. */
export const version: string = manifest.version;
