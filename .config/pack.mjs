// Makes the tarball that catalogues install: `npm run tarball`, which hands its words on to npm pack.
// npm packs package.json as it is. Scripts and development dependencies are for this checkout alone, and
// npm refuses to install a package that has `prepare` under strict settings. So the package is put
// together in a folder of its own, with nothing in its package.json but what its users need; plain
// `npm pack` says so (`prepack`), and `npm publish` takes the tarball but not the checkout (`private`).
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { name, version, description, keywords, license, type, engines, bin, exports, files } = JSON.parse(
  await readFile("package.json", "utf8"),
);
const manifest = { name, version, description, keywords, license, type, engines, bin, exports };

const folder = await mkdtemp(join(tmpdir(), "harbor-drafts-package-"));
try {
  for (const path of ["LICENSE", "README.md", ...files]) {
    await cp(path, join(folder, path), { recursive: true });
  }
  await writeFile(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  execFileSync("npm", ["pack", ...process.argv.slice(2), folder], { stdio: "inherit" });
} finally {
  await rm(folder, { recursive: true });
}
