import { createHash } from "node:crypto";
import { glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { compileAsync } from "sass";
import subsetFont from "subset-font";
import { build } from "vite";
import { buildPdfFonts } from "../src/platform/pdf/index.ts";
import { faceModel } from "./face-model.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ui = join(root, "src/platform/ui");

/** A first and a last code point. */
type Range = readonly [number, number];

/** What every German and English page needs: loaded always. */
const baseRanges: readonly Range[] = [
  [0x20, 0x7e],
  [0xa0, 0xa0],
  [0xa7, 0xa7],
  [0xab, 0xab],
  [0xad, 0xad],
  [0xb0, 0xb0],
  [0xb2, 0xb3],
  [0xb7, 0xb7],
  [0xbb, 0xbb],
  [0xc4, 0xc4],
  [0xd6, 0xd7],
  [0xdc, 0xdc],
  [0xdf, 0xdf],
  [0xe4, 0xe4],
  [0xe9, 0xe9],
  [0xf6, 0xf6],
  [0xfc, 0xfc],
  [0x1e9e, 0x1e9e],
  [0x2013, 0x2014],
  [0x2018, 0x201a],
  [0x201c, 0x201e],
  [0x2022, 0x2022],
  [0x2026, 0x2026],
  [0x202f, 0x202f],
  [0x20ac, 0x20ac],
  [0x2192, 0x2192],
];

/** Letters of the languages around Germany and of Turkish: a page with such a name stays small. */
const neighbourRanges: readonly Range[] = subtract(
  [
    [0xa1, 0x17f],
    [0x218, 0x21b],
  ],
  baseRanges,
);

/** Letters of Vietnamese that the others do not have. */
const vietnameseRanges: readonly Range[] = subtract(
  [
    [0x1a0, 0x1a1],
    [0x1af, 0x1b0],
    [0x1ea0, 0x1ef9],
  ],
  baseRanges,
);

/** The other letters of DIN 91379 (Latin, with combining marks, modifier letters and signs): loaded when a name has them. */
const extendedRanges: readonly Range[] = subtract(
  [
    [0xa1, 0x24f],
    [0x259, 0x259],
    [0x292, 0x292],
    [0x2b0, 0x2ff],
    [0x300, 0x36f],
    [0x1e00, 0x1eff],
    [0x2010, 0x205f],
    [0x2070, 0x209f],
    [0x20a1, 0x20bf],
    [0x2116, 0x2122],
  ],
  [...baseRanges, ...neighbourRanges, ...vietnameseRanges],
);

/** Cuts of each weight, by the word that stands for their ranges in the style sheet. */
const cuts = {
  base: baseRanges,
  neighbours: neighbourRanges,
  vietnamese: vietnameseRanges,
  extended: extendedRanges,
} as const;

const weights = [
  { weight: 400, file: "FiraSans-Regular.woff2" },
  { weight: 600, file: "FiraSans-SemiBold.woff2" },
] as const;

function subtract(ranges: readonly Range[], without: readonly Range[]): Range[] {
  let rest: Range[] = [...ranges];
  for (const [from, to] of without) {
    rest = rest.flatMap(([first, last]): Range[] =>
      to < first || from > last
        ? [[first, last]]
        : (
            [
              [first, from - 1],
              [to + 1, last],
            ] as Range[]
          ).filter(([start, end]) => start <= end),
    );
  }
  return rest;
}

function charactersOf(ranges: readonly Range[]): string {
  return ranges
    .flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
    )
    .join("");
}

function unicodeRange(ranges: readonly Range[]): string {
  const hex = (point: number) => point.toString(16);
  return ranges.map(([first, last]) => `U+${hex(first)}${last === first ? "" : `-${hex(last)}`}`).join(",");
}

async function fonts(): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const { weight, file } of weights) {
    const whole = await readFile(join(root, "node_modules/@kern-ux/native/dist/fonts/fira-sans", file));
    const cut = (ranges: readonly Range[]) =>
      subsetFont(whole, charactersOf(ranges), { targetFormat: "woff2", noLayoutClosure: true });
    for (const [name, ranges] of Object.entries(cuts))
      files.set(`fira-sans-${weight}-${name}.woff2`, await cut(ranges));
  }
  return files;
}

/**
 * KERN brings some 600 tokens, most of which no page refers to: leaves out every `--kern-…` that nothing uses, and
 * what then has become unused, until nothing changes.
 */
export function withoutUnusedTokens(css: string): string {
  for (;;) {
    const used = new Set([...css.matchAll(/var\(\s*(--kern-[\w-]+)/g)].map((match) => match[1]));
    const next = css.replace(/(--kern-[\w-]+):[^;{}]*(;|(?=\}))/g, (whole, name: string) =>
      used.has(name) ? whole : "",
    );
    if (next === css) return css.replace(/:root\{\}|\[data-kern-theme=\w+\],\.kern-\w+\{[^}]*\}/g, "");
    css = next;
  }
}

async function styles(name: "portal" | "desk"): Promise<string> {
  const { css } = await compileAsync(join(ui, `styles/${name}.scss`), {
    style: "compressed",
    loadPaths: [join(root, "node_modules")],
    charset: false,
  });
  const cutDown = withoutUnusedTokens(
    // KERN switches by attribute as well; here only the system's setting decides.
    css.replace(/\[data-kern-theme=\w+\],\.kern-\w+\{[^}]*\}/g, "").replace(/\/\*[\s\S]*?\*\//g, ""),
  );
  return cutDown.replace(
    /unicode-range:(base|neighbours|vietnamese|extended)\b/g,
    (_, name: keyof typeof cuts) => `unicode-range:${unicodeRange(cuts[name])}`,
  );
}

async function script(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    logLevel: "error",
    publicDir: false,
    build: {
      write: false,
      minify: true,
      target: "es2022",
      modulePreload: false,
      lib: { entry: join(root, entry), formats: ["es"], fileName: basename(entry, ".ts") },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ("output" in one ? one.output : []));
  const code = outputs.flatMap((output) => (output.type === "chunk" ? [output.code] : []));
  if (code.length !== 1 || code[0] === undefined) throw new Error(`${entry}: expected one file, got ${code.length}`);
  return code[0];
}

/**
 * Builds what the browser loads: style sheets, one script per entry in a `client/` folder, the font cuts and the sign, each
 * named after the hash of its bytes and, where it helps, compressed beside (`.br`, `.gz`).
 * @param outDir folder that is emptied first; gets `manifest.json`: source name → address below `/assets/`, and for the
 * face model `face-model/` → its folder
 * @returns the manifest
 * @throws Error where two scripts have the same name
 */
export async function buildAssets(outDir: string): Promise<Record<string, string>> {
  const files = new Map<string, Uint8Array>();
  const manifest: Record<string, string> = {};
  const add = (name: string, bytes: Uint8Array): string => {
    const extension = extname(name);
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
    const hashed = `${basename(name, extension)}-${hash}${extension}`;
    if (manifest[name] !== undefined) throw new Error(`two assets are called ${name}`);
    manifest[name] = `/assets/${hashed}`;
    files.set(hashed, bytes);
    return hashed;
  };

  const entries: string[] = [];
  for await (const entry of glob("src/**/client/*.ts", { cwd: root })) {
    if (!entry.endsWith(".test.ts") && !entry.endsWith(".d.ts")) entries.push(entry);
  }
  entries.sort();

  const fontNames = new Map([...(await fonts())].map(([name, bytes]) => [name, add(name, bytes)]));
  for (const name of ["portal", "desk"] as const) {
    const css = (await styles(name)).replace(/url\("?([\w-]+\.woff2)"?\)/g, (whole, font: string) => {
      const hashed = fontNames.get(font);
      if (hashed === undefined) throw new Error(`${name}.scss refers to ${font}, which is not built: ${whole}`);
      return `url(${hashed})`;
    });
    add(`${name}.css`, Buffer.from(css));
  }
  for (const entry of entries) add(`${basename(entry, ".ts")}.js`, Buffer.from(await script(entry)));
  add("klickamt.svg", await readFile(join(ui, "assets/klickamt.svg")));

  // The library asks for its files by name: the folder carries the hash.
  const model = await faceModel(root);
  manifest["face-model/"] = `/assets/${model.folder}/`;
  for (const [name, bytes] of model.files) files.set(`${model.folder}/${name}`, bytes);

  await rm(outDir, { recursive: true, force: true });
  await mkdir(join(outDir, model.folder), { recursive: true });
  for (const [name, bytes] of files) {
    await writeFile(join(outDir, name), bytes);
    if (name.endsWith(".woff2")) continue;
    // The last per cent of some megabytes would take half a minute.
    const large = bytes.length > 1_000_000;
    await writeFile(join(outDir, `${name}.gz`), gzipSync(bytes, { level: large ? 6 : 9 }));
    await writeFile(
      join(outDir, `${name}.br`),
      brotliCompressSync(bytes, {
        params: {
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
          [constants.BROTLI_PARAM_QUALITY]: large ? 6 : constants.BROTLI_MAX_QUALITY,
        },
      }),
    );
  }
  await writeFile(join(outDir, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) {
  const started = performance.now();
  const manifest = await buildAssets(join(root, "dist/assets"));
  await buildPdfFonts(join(root, "dist/fonts"));
  console.log(`${Object.keys(manifest).length} assets built in ${Math.round(performance.now() - started)} ms`);
}
