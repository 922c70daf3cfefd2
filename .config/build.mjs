// Bundles src/ into dist/: every command in a chunk of its own, loaded when it is called, beside one core.
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const options = {
  entryPoints: { main: "src/cli.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  // For a profile, which leads back to the sources.
  sourcemap: process.argv.includes("--maps") ? "external" : false,
  mainFields: ["module", "main"],
  // Files that the package ships and the program compares with: `import … from "….yml?raw"`.
  loader: { ".yml": "text" },
  legalComments: "none",
  // yargs measures text with string-width, whose tables of emoji cost more to load than the rest of
  // the command line together; this one measures the same and loads in a blink.
  alias: { "string-width": "fast-string-width" },
  // Bundled CommonJS modules ask for Node's own modules with require.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
};
const { metafile } = await build({ ...options, plugins: [core(await build({ ...options, write: false }))] });
// What is started: a file of its own, in syntax that an old Node can read, so that it can say what it needs.
const entry = await build({
  entryPoints: { cli: "src/entry.ts" },
  outdir: "dist",
  bundle: true,
  format: "esm",
  target: "node12.20",
  banner: { js: "#!/usr/bin/env node" },
  metafile: true,
  plugins: [
    {
      name: "main",
      setup({ onResolve }) {
        onResolve({ filter: /^\.\/cli\.ts$/ }, () => ({ path: "./main.js", external: true }));
      },
    },
  ],
});
// For gateways, whose own tools bundle what they like: one file without this project's ways to load.
const gateway = await build({
  entryPoints: ["src/gateway/index.ts"],
  outfile: "dist/gateway.js",
  bundle: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  mainFields: ["module", "main"],
  metafile: true,
  legalComments: "none",
});
await writeFile("dist/gateway.d.ts", await gatewayTypes());
// Swept afterwards, so that a program that is running from dist/ meanwhile finds its chunks.
const built = new Set([
  ...Object.keys(metafile.outputs),
  ...Object.keys(entry.metafile.outputs),
  ...Object.keys(gateway.metafile.outputs),
  "dist/gateway.d.ts",
  "dist/licenses.txt",
]);
for (const file of (await readdir("dist")).map((name) => `dist/${name}`)) {
  if (!built.has(file)) {
    await rm(file, { recursive: true });
  }
}
await writeFile("dist/licenses.txt", await licences(Object.keys(metafile.inputs)));

/**
 * Splitting makes a chunk for each set of files that are loaded together: about fifty for one command, each
 * found and read by itself. What `check` shares with others becomes one chunk instead, since every file that is
 * loaded late imports all of it; but for those that are to start in a blink.
 */
function core({ metafile: { inputs, outputs } }) {
  const light = /^(?:src\/commands\/(?:mock|tour)\.ts|src\/recordings\/mock\/.*)$/;
  const outputOf = (file) => Object.keys(outputs).find((name) => outputs[name].entryPoint === file);
  const loadedBy = (name, found = new Set()) => {
    if (!found.has(name)) {
      found.add(name);
      for (const { path, kind } of outputs[name].imports) {
        if (kind === "import-statement" && path in outputs) {
          loadedBy(path, found);
        }
      }
    }
    return found;
  };
  const check = outputOf("src/commands/check.ts");
  const start = loadedBy(outputOf("src/cli.ts"));
  const filesOf = (names) =>
    names
      .flatMap((name) => Object.keys(outputs[name].inputs))
      .filter((file) => file.startsWith("src/") && file.endsWith(".ts") && file !== "src/cli.ts");
  // What the command line itself loads is there before anything that is loaded late: one chunk as well.
  const shared = {
    start: filesOf([...start]),
    core: filesOf([...loadedBy(check)].filter((name) => name !== check && !start.has(name))),
  };
  const late = new Map(
    Object.values(inputs).flatMap(({ imports }) =>
      imports.flatMap(({ path, kind }) =>
        kind === "dynamic-import" && path.startsWith("src/")
          ? [[resolve(path), light.test(path) ? ["start"] : ["start", "core"]]]
          : [],
      ),
    ),
  );
  return {
    name: "core",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(?:start|core)$/ }, ({ path }) => ({ path, namespace: "shared" }));
      onLoad({ filter: /.*/, namespace: "shared" }, ({ path }) => ({
        contents: shared[path].map((file) => `import "./${file}";`).join("\n"),
        resolveDir: process.cwd(),
      }));
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const imports = late.get(path)?.map((name) => `import "${name}";\n`) ?? [];
        return imports.length > 0
          ? { contents: imports.join("") + (await readFile(path, "utf8")), loader: "ts" }
          : undefined;
      });
    },
  };
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
