import { z } from "zod";
import { Invalid } from "../../../kernel/index.ts";
import { readPdf, readWords } from "../../../platform/pdf-reading/index.ts";
import { sameForm } from "../model/boxes.ts";
import { decodeText, pageOfText, type ReadText, readTable } from "../model/read-text.ts";
import { showingOf } from "../model/showing.ts";
import type { PlacedWord } from "../model/terms.ts";
import { once, renditionsOf } from "../renditions.ts";
import type { PageText } from "./burn-pages.ts";
import { type Drawable, openPicture } from "./draw-page.ts";

/** A page that is shown as a picture. */
export interface ShownPage {
  readonly number: number;
  readonly widthPoints: number;
  readonly heightPoints: number;
  /** Empty where the page says nothing that can be read. */
  readonly text: string;
}

/** What is known of the pages of a content. */
export interface Pages {
  /** All of them; those beyond 5000 are not described. */
  readonly count: number;
  readonly pages: readonly ShownPage[];
}

/** A content as its page shows it. */
export type ShownContent =
  | {
      readonly kind: "pages";
      readonly showing: "pages" | "picture";
      readonly count: number;
      readonly pages: Pages["pages"];
    }
  | {
      readonly kind: "text";
      readonly encoding: ReadText["encoding"];
      readonly text: string;
      readonly page: number;
      readonly count: number;
    }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[]; readonly more: boolean }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "office" | "other" | "too-large" };

const bounds = { pages: 5000, letters: 2_000_000, textBytes: 20_000_000, words: 20_000 } as const;

const keptPages = z.object({
  count: z.number(),
  pages: z.array(z.object({ number: z.number(), widthPoints: z.number(), heightPoints: z.number(), text: z.string() })),
});
const keptWords = z.array(
  z.object({ text: z.string(), line: z.number(), x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
);

/** What was made of a content before, or is made now and kept. */
async function keptAs<T>(source: Drawable, name: string, shape: z.ZodType<T>, make: () => Promise<T>): Promise<T> {
  const renditions = renditionsOf(source.tenant, source.dokument.dokumentId, source.format.sha256);
  const kept = await renditions.find(name);
  if (kept !== undefined) {
    try {
      return shape.parse(JSON.parse(Buffer.from(kept).toString("utf8")));
    } catch {
      // Written by another version of the program: made anew.
    }
  }
  return once(`${source.tenant}/${source.dokument.dokumentId}/${source.format.sha256}/${name}`, async () => {
    const made = await make();
    await renditions.keep(name, Buffer.from(JSON.stringify(made)));
    return made;
  });
}

/**
 * How many pages a PDF or a picture has, how large they are and what they say.
 * @throws Invalid `pdf.locked`, `pdf.unreadable`, `pdf.too-complex`, `viewer.unreadable-picture`; Unavailable `threads.busy`
 */
export function describePages(source: Drawable): Promise<Pages> {
  return keptAs(source, "pages.json", keptPages, async () => {
    const bytes = await source.read();
    if (showingOf(source.format.mediaType) === "pages") {
      const { count, pages } = await readPdf(bytes, { mostPages: bounds.pages, mostLetters: bounds.letters });
      return { count, pages: pages.map((page, index) => ({ number: index + 1, ...page })) };
    }
    try {
      const { pages = 1, autoOrient } = await openPicture(bytes).metadata();
      // A moving picture is shown by its first.
      const count = /gif|webp/.test(source.format.mediaType) ? 1 : Math.min(pages, bounds.pages);
      const one = { widthPoints: autoOrient.width, heightPoints: autoOrient.height, text: "" };
      return { count, pages: Array.from({ length: count }, (_, index) => ({ number: index + 1, ...one })) };
    } catch {
      throw new Invalid("viewer.unreadable-picture");
    }
  });
}

/**
 * The words of one page of a PDF and where they stand; none of a picture.
 * @throws as `describePages`
 */
export function describeWords(source: Drawable, page: number): Promise<readonly PlacedWord[]> {
  if (showingOf(source.format.mediaType) !== "pages") return Promise.resolve([]);
  return keptAs<readonly PlacedWord[]>(source, `words-${page}.json`, keptWords, async () => {
    const { pages } = await readWords(await source.read(), { pages: [page], mostWords: bounds.words });
    return pages[0]?.words ?? [];
  });
}

/**
 * What one page says: its own words, or, where it has none, those that text recognition has laid over the same page in
 * another format of the Dokument. A scan is filed as it came, with a searchable PDF beside it.
 * @throws as `describePages`
 */
export async function describeText(source: Drawable, others: readonly Drawable[], page: number): Promise<PageText> {
  const own = await describeWords(source, page);
  if (own.length > 0) return { words: own, recognised: false };
  const size = (await describePages(source)).pages[page - 1];
  for (const other of others) {
    const otherSize = (await describePages(other)).pages[page - 1];
    if (size === undefined || otherSize === undefined || !sameForm(size, otherSize)) continue;
    const words = await describeWords(other, page);
    if (words.length > 0) return { words, recognised: true };
  }
  return { words: [], recognised: false };
}

/** JSON that a program wrote on one line, as people read it. */
function inLines(text: string, mediaType: string): string {
  if (!mediaType.startsWith("application/json") || text.length > bounds.letters) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/**
 * A content as its page shows it. What cannot be read says so and is offered for download.
 * @param page of a long text, from 1
 * @throws Unavailable `threads.busy`
 */
export async function describeContent(
  source: Drawable & { readonly format: { readonly sizeBytes: number } },
  page: number,
): Promise<ShownContent> {
  const showing = showingOf(source.format.mediaType);
  if (showing === "office" || showing === "other") return { kind: showing };
  try {
    if (showing === "pages" || showing === "picture") {
      return { kind: "pages", showing, ...(await describePages(source)) };
    }
    if (source.format.sizeBytes > bounds.textBytes) return { kind: "too-large" };
    const { text, encoding } = decodeText(await source.read());
    return showing === "table"
      ? { kind: "table", ...readTable(text) }
      : { kind: "text", encoding, ...pageOfText(inLines(text, source.format.mediaType), page) };
  } catch (error) {
    if (error instanceof Invalid) return { kind: "refused", code: error.code };
    throw error;
  }
}
