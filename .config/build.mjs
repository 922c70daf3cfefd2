// Bundles src/ into dist/: every command in a chunk of its own, loaded when it is called.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const { metafile } = await build({
  entryPoints: ["src/cli.ts"],
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  mainFields: ["module", "main"],
  legalComments: "none",
  // yargs measures text with string-width, whose tables of emoji cost more to load than the rest of
  // the command line together; this one measures the same and loads in a blink.
  alias: { "string-width": "fast-string-width" },
  // Bundled CommonJS modules ask for Node's own modules with require.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
});
// Swept afterwards, so that a program that is running from dist/ meanwhile finds its chunks.
const built = new Set([...Object.keys(metafile.outputs), "dist/licenses.txt"]);
for (const file of (await readdir("dist")).map((name) => `dist/${name}`)) {
  if (!built.has(file)) {
    await rm(file, { recursive: true });
  }
}
await writeFile("dist/licenses.txt", await licences(Object.keys(metafile.inputs)));

/** The licences of every bundled package, as they ask to be passed on. */
async function licences(inputs) {
  const folders = new Set(
    inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  const texts = await Promise.all([...folders].sort().map(licence));
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

async function licence(folder) {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  for (const file of [
    "LICENSE",
    "LICENSE.md",
    "LICENSE.txt",
    "license",
    "LICENCE",
    "license.md",
    "LICENSE-MIT",
  ]) {
    try {
      return `${name} ${version} (${license})\n\n${await readFile(`${folder}/${file}`, "utf8")}`;
    } catch {}
  }
  return `${name} ${version} (${license})\n`;
}
