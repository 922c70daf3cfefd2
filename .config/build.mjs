// Bundles src/ into dist/: the program in one file, of which each module runs when it is first needed.
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";

const common = {
  bundle: true,
  platform: "node",
  format: "cjs",
  minifySyntax: true,
  minifyWhitespace: true,
  mainFields: ["module", "main"],
  metafile: true,
  legalComments: "none",
  // For a profile, which leads back to the sources.
  sourcemap: process.argv.includes("--maps") ? "external" : false,
};
/** What few commands need: a file each beside the program, so that the others needn't read it. */
const RARE = ["js-yaml", "octokit", "simple-git"];
const programOptions = {
  ...common,
  target: "node20.19",
  // A script that V8 kept knows require alone.
  supported: { "dynamic-import": false },
  // Files that the package ships and the program compares with: `import … from "….yml?raw"`.
  loader: { ".yml": "text" },
  // yargs measures text with string-width, whose tables of emoji cost more to load than the rest of
  // the command line together; this one measures the same and loads in a blink.
  alias: { "string-width": "fast-string-width" },
  // yargs asks where it lies.
  define: { "import.meta.url": "__url" },
  banner: { js: 'const __url = require("node:url").pathToFileURL(__filename).href;' },
};
const program = await build({
  ...programOptions,
  plugins: [
    {
      name: "rare",
      setup({ onResolve }) {
        onResolve({ filter: new RegExp(`^(?:${RARE.join("|")})$`) }, ({ path }) => ({
          path: `./${path}.js`,
          external: true,
        }));
      },
    },
  ],
  entryPoints: { main: "src/cli.ts" },
  outdir: "dist",
  // As src/start.ts runs it.
  banner: {
    js: `(function (exports, require, module, __filename, __dirname) {${programOptions.banner.js}`,
  },
  footer: { js: "})" },
  // A build that is made beside a running program, or beside what V8 kept of it, replaces neither.
  entryNames: "[name]-[hash]",
});
const rare = await build({
  ...programOptions,
  entryPoints: Object.fromEntries(RARE.map((name) => [name, name])),
  outdir: "dist",
});
// What is started: a file of its own, in syntax that an old Node can read, so that it can say what it needs.
const entry = await build({
  ...common,
  entryPoints: { cli: "src/entry.ts" },
  outdir: "dist",
  target: "node12.20",
  banner: { js: "#!/usr/bin/env node" },
});
// For gateways, whose own tools bundle what they like: one file without this project's ways to load.
const gateway = await build({
  entryPoints: ["src/gateway/index.ts"],
  outfile: "dist/gateway.mjs",
  bundle: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  mainFields: ["module", "main"],
  metafile: true,
  legalComments: "none",
});
await writeFile("dist/gateway.d.mts", await gatewayTypes());
await writeFile("dist/build.json", JSON.stringify(await describeProgram()));
await writeFile("dist/package.json", '{ "type": "commonjs" }\n');
await writeFile(
  "dist/licenses.txt",
  await licences([program, rare].flatMap(({ metafile }) => Object.keys(metafile.inputs))),
);
// Swept afterwards, so that a program that is running from dist/ meanwhile finds its file.
const built = new Set([
  ...[program, rare, entry, gateway].flatMap(({ metafile }) => Object.keys(metafile.outputs)),
  ...["build.json", "gateway.d.mts", "licenses.txt", "package.json"].map((name) => `dist/${name}`),
]);
for (const file of (await readdir("dist")).map((name) => `dist/${name}`)) {
  if (!built.has(file)) {
    await rm(file, { recursive: true });
  }
}

/** What src/start.ts has to know of the program, and what it prints without it. */
async function describeProgram() {
  const folder = await mkdtemp(join(tmpdir(), "harbor-drafts-help-"));
  try {
    const outfile = join(folder, "arguments.cjs");
    await build({ ...programOptions, entryPoints: ["src/parse-arguments.ts"], outfile });
    const { commandNames, parseArguments } = createRequire(import.meta.url)(outfile);
    const lines = [["--version"], ...["", ...commandNames].flatMap((name) => helpOf(name))];
    const texts = await Promise.all(
      lines.map(async (words) => [words.join("\0"), await parseArguments(words)]),
    );
    const file = Object.keys(program.metafile.outputs).find((name) => name.endsWith(".js"));
    return { program: basename(file), texts: Object.fromEntries(texts), commands: commandNames };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Ways to ask for a command's help; for the help of all, without a name. */
function helpOf(name) {
  const words = [name].filter((word) => word !== "");
  return [
    [...words, "--help"],
    [...words, "-h"],
  ];
}

/** The gateway's types in one file, which needs no other. */
async function gatewayTypes() {
  const folder = await mkdtemp(join(tmpdir(), "harbor-drafts-types-"));
  try {
    execFileSync(process.execPath, [
      "node_modules/typescript/bin/tsc",
      ...["--project", ".config/tsconfig.gateway.json", "--outDir", folder],
    ]);
    const parts = [
      "catalog/json-schema",
      "gateway/validate",
      "gateway/request",
      "gateway/answers",
      "gateway/response",
    ];
    const texts = await Promise.all(parts.map((part) => readFile(join(folder, `${part}.d.ts`), "utf8")));
    const own = texts.map((text) =>
      text
        .replace(/^import .*;$/gm, "")
        .replace(/^export /gm, "")
        .trim(),
    );
    const index = await readFile(join(folder, "gateway/index.d.ts"), "utf8");
    return `${index.replace(/ from ".*";$/gm, ";")}\n${own.join("\n\n")}\n`;
  } finally {
    await rm(folder, { recursive: true });
  }
}

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
