import { createRequire } from "node:module";
import type { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { loadFonts } from "./fonts.ts";
import { printableData } from "./printable.ts";

/** PDF/A-2a: to be kept (archive, E-Akte). PDF/UA-1: to be read by everyone. Both are tagged. One at a time. */
export type PdfStandardName = "a-2a" | "ua-1";

/** What to set: a Typst source of ours and the data it reads with `json("/data.json")`. */
export interface PdfOrder {
  readonly template: string;
  /** JSON. Never becomes part of the source: what people typed stays text. */
  readonly data: unknown;
  readonly standard: PdfStandardName;
  /** PNG or JPEG by name; the template loads them as `image("/pictures/<name>")`. */
  readonly pictures?: ReadonlyMap<string, Uint8Array>;
  /** Creation date in the document; the same order with the same date gives the same bytes. Default: now. */
  readonly now?: Date;
}

/** A template is wrong. Never caused by data. */
export class PdfTemplateError extends Error {
  constructor(diagnostics: string) {
    super(`template cannot be set: ${diagnostics}`);
    this.name = "PdfTemplateError";
  }
}

// The typesetter sees a folder that does not exist on any disk: a template can read its data, no file.
const workspace = process.platform === "win32" ? "C:\\klickamt-pdf" : "/klickamt-pdf";
const picturePath = (name: string) =>
  process.platform === "win32" ? `${workspace}\\pictures\\${name}` : `${workspace}/pictures/${name}`;
const dataPath = process.platform === "win32" ? `${workspace}\\data.json` : `${workspace}/data.json`;

let compiler: Promise<{ typst: NodeCompiler; covered: ReadonlySet<number> }> | undefined;

async function openCompiler(): Promise<{ typst: NodeCompiler; covered: ReadonlySet<number> }> {
  const { blobs, covered } = await loadFonts();
  // CommonJS package: its native part is loaded when the first PDF is asked for, not at start.
  const { NodeCompiler } = createRequire(import.meta.url)(
    "@myriaddreamin/typst-ts-node-compiler",
  ) as typeof import("@myriaddreamin/typst-ts-node-compiler");
  return { typst: NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: [...blobs] }] }), covered };
}

/**
 * Sets a document, in process, about 2 ms a page. Holds one compiler with its fonts for the process.
 * Signs that no font has become □; controls are dropped (see `printable`).
 * @returns bytes of a tagged PDF in the wanted standard
 * @throws PdfTemplateError where the template is wrong
 */
export async function renderPdf(order: PdfOrder): Promise<Uint8Array> {
  compiler ??= openCompiler();
  const { typst, covered } = await compiler;
  // From here to the end nothing awaits: the shared data file belongs to this order.
  typst.mapShadow(dataPath, Buffer.from(JSON.stringify(printableData(order.data, covered))));
  const pictures = [...(order.pictures ?? [])];
  for (const [name, bytes] of pictures) typst.mapShadow(picturePath(name), Buffer.from(bytes));
  try {
    return typst.pdf(
      { mainFileContent: order.template },
      { pdfStandard: order.standard, creationTimestamp: Math.floor((order.now ?? new Date()).getTime() / 1000) },
    );
  } catch (error) {
    throw new PdfTemplateError(diagnosticsOf(error));
  } finally {
    typst.unmapShadow(dataPath);
    for (const [name] of pictures) typst.unmapShadow(picturePath(name));
    // Results of old letters would otherwise stay in memory for ever.
    typst.evictCache(10);
  }
}

/** Only the messages, without what they quote: logs hold no personal data. The typesetter puts them into `code`. */
function diagnosticsOf(error: unknown): string {
  const text = error instanceof Error && "code" in error ? String(error.code) : String(error);
  const messages = [...text.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] as string);
  return (messages.length > 0 ? messages : [text]).map((message) => message.replaceAll(/`.*`|".*"/gs, "…")).join("; ");
}
