// What `npm pack` and `npm publish` run before and after they read package.json: npm packs it as it is, and
// refuses, under strict settings, to install a package that has `prepare`. Scripts and development
// dependencies are for this checkout alone, so for the time of packing they are taken out.
// Where that is cut off in between, `git checkout package.json` brings them back.
import { rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

const WHOLE = "package.whole.json";

if (process.argv[2] === "--restore") {
  await rename(WHOLE, "package.json");
} else {
  const { scripts, devDependencies, overrides, allowScripts, ...packed } = createRequire(import.meta.url)(
    "../package.json",
  );
  await rename("package.json", WHOLE);
  await writeFile("package.json", `${JSON.stringify(packed, null, 2)}\n`);
}
