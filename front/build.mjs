// Builds the pages into src/accord/report/static (or a folder given as first argument).
// The same sources and lock file give the same bytes: tests/report/test_build.py holds that.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../src/accord/report/static");
const licences = (await readFile(join(here, "LICENCES"), "utf8")).trim();

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  target: ["es2022", "chrome100", "firefox113", "safari16.4"], // the first with DecompressionStream,
};
// One source, two bundles: what only `accord serve` shows isn't carried by a report.
for (const [name, live] of [["app", false], ["live", true]])
  await build({
    ...shared,
    entryPoints: ["src/main.tsx"],
    outfile: join(out, `${name}.js`),
    format: "iife",
    jsx: "transform",
    jsxFactory: "h",
    jsxFragment: "Fragment",
    inject: ["src/jsx.ts"],
    tsconfigRaw: "{}", // tsconfig.json checks types, and its JSX isn't that of the bundle
    define: { __LIVE__: String(live) },
    banner: live ? { js: `/*\n${licences}\n*/` } : {}, // a report carries them beside its script
  });
await writeFile(join(out, "licences.txt"), licences + "\n");
execFileSync(process.execPath, [join(here, "land.mjs"), out]);
await build({ ...shared, entryPoints: ["src/app.css"], outfile: join(out, "app.css") });
