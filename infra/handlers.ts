import { cpSync, globSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import { buildSync } from "esbuild";

const ROOT = join(import.meta.dirname, "..");

/** Entry files under `functions/lambda/`; what one exports is a handler, `steps.planHandler`. */
const ENTRIES = ["steps", "start", "watch", "runs", "portal", "feedback"] as const;

/** CommonJS packages inside an ES module look for these. */
const BANNER =
  'import{createRequire as __cr}from"node:module";import{fileURLToPath as __fp}from"node:url";' +
  "const require=__cr(import.meta.url);const __filename=__fp(import.meta.url);const __dirname=import.meta.dirname;";

/**
 * The program as ES modules, cut where it imports lazily, so that a handler loads a renderer only when it renders.
 * Names stay whole: a stack trace in the logs can be read without source maps, which cost every cold start 20 ms.
 * The SDK is carried along: what was tested is what runs, not the runtime's own version.
 *
 * @param external packages that are left out, as patterns of esbuild
 */
export function bundle(outputDir: string, external: readonly string[] = []): void {
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES.map((name) => `functions/lambda/${name}.ts`),
    outdir: outputDir,
    outbase: "functions/lambda",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    external: [...external],
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // The packages' ES modules, of which only what is used is taken.
    mainFields: ["module", "main"],
    minifySyntax: true,
    minifyWhitespace: true,
    banner: { js: BANNER },
    legalComments: "external",
    logLevel: "warning",
  });
}

/** The data that the handlers read, beside the bundle; without the guides, which change without changing the program. */
export function copyTemplates(outputDir: string): void {
  const from = join(ROOT, "templates");
  const guides = join(ROOT, "templates/guides");
  cpSync(from, join(outputDir, "templates"), { recursive: true, filter: (source) => source !== guides });
}

/** The fonts where the program looks for them: in their package, with their licence. */
function copyFonts(outputDir: string): void {
  const name = "@expo-google-fonts/tinos";
  const from = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  for (const file of [...globSync("*/*.ttf", { cwd: from }), "LICENSE_FONT", "package.json"]) {
    cpSync(join(from, file), join(outputDir, "node_modules", name, file));
  }
}

/** WebAssembly that draws, by its package: the pictures of Word files, the pictures of first pages. */
const DRAWING: readonly (readonly [name: string, wasm: string])[] = [
  ["@resvg/resvg-wasm", "index_bg.wasm"],
  ["@hyzyla/pdfium", "dist/pdfium.wasm"],
];

/** What draws, where the program looks for it: in its package, beside its own code. */
function copyDrawing(outputDir: string): void {
  for (const [name, wasm] of DRAWING) {
    const from = join(ROOT, "node_modules", name);
    for (const file of [wasm, "package.json"]) cpSync(join(from, file), join(outputDir, "node_modules", name, file));
  }
}

/**
 * Everything that the handlers run on, one asset for all of them: the bundle, `templates/`, the fonts and what draws
 * pictures. No package of
 * the embedded servers and no native module is in it, so it runs on either architecture.
 */
export function handlerCode(): AssetCode {
  const local = {
    tryBundle(outputDir: string): boolean {
      bundle(outputDir);
      copyTemplates(outputDir);
      copyFonts(outputDir);
      copyDrawing(outputDir);
      return true;
    },
  };
  return Code.fromAsset(join(ROOT, "functions/lambda"), {
    // By what comes out: equal sources give an equal template, whatever else changes in the checkout.
    assetHashType: AssetHashType.OUTPUT,
    // Never used: the program builds without Docker, and fails by itself where it does not build.
    bundling: { image: DockerImage.fromRegistry("public.ecr.aws/lambda/nodejs:24"), local },
  });
}
