import sharp, { type Sharp } from "sharp";
import { Invalid, NotFound } from "../../../kernel/index.ts";
import { drawPdf } from "../../../platform/pdf-reading/index.ts";
import { showingOf } from "../model/showing.ts";
import { once, renditionsOf } from "../renditions.ts";
import type { Source } from "./open-source.ts";

/** What is drawn of: a format, as far as drawing needs it. */
export type Drawable = Pick<Source, "tenant" | "read"> & {
  readonly dokument: Pick<Source["dokument"], "dokumentId">;
  readonly format: Pick<Source["format"], "sha256" | "mediaType">;
};

/** A picture with more pixels is not opened. */
const mostPixels = 120_000_000;

/** A picture opened with bounds: one page of it, turned as its camera says. */
export function openPicture(bytes: Uint8Array, page = 1): Sharp {
  return sharp(bytes, { limitInputPixels: mostPixels, page: page - 1, failOn: "error" }).autoOrient();
}

const unreadable = (): never => {
  throw new Invalid("viewer.unreadable-picture");
};

/**
 * A page as a JPEG so many pixels wide: a page of a PDF, or a picture made smaller, never larger.
 * @param page from 1
 * @throws Invalid `pdf.locked`, `pdf.unreadable`, `pdf.too-complex`, `viewer.unreadable-picture`; NotFound
 * `viewer.no-such-page`; Unavailable `threads.busy`
 */
export async function drawPage(source: Drawable, page: number, widthPixels: number): Promise<Uint8Array> {
  const { sha256, mediaType } = source.format;
  const renditions = renditionsOf(source.tenant, source.dokument.dokumentId, sha256);
  const name = (number: number) => `p${number}-${widthPixels}.jpg`;
  const kept = await renditions.find(name(page));
  if (kept !== undefined) return kept;
  const showing = showingOf(mediaType);
  if (showing === "picture") {
    return once(`${source.tenant}/${source.dokument.dokumentId}/${sha256}/${name(page)}`, async () => {
      const made = await openPicture(await source.read(), page)
        .resize({ width: widthPixels, withoutEnlargement: true })
        .flatten({ background: "#ffffff" })
        .timeout({ seconds: 20 })
        .jpeg({ quality: 85 })
        .toBuffer()
        .catch(unreadable);
      const bytes = new Uint8Array(made);
      await renditions.keep(name(page), bytes);
      return bytes;
    });
  }
  if (showing !== "pages") throw new NotFound("viewer.no-such-page");
  // Opening a PDF costs more than drawing a page: its neighbours are looked at next.
  const together = widthPixels <= 200 ? 16 : 4;
  const first = Math.floor((page - 1) / together) * together + 1;
  const drawn = await once(
    `${source.tenant}/${source.dokument.dokumentId}/${sha256}/${widthPixels}/${first}`,
    async () => {
      const { pictures } = await drawPdf(await source.read(), {
        pages: Array.from({ length: together }, (_, index) => first + index),
        size: { widthPixels },
        format: "jpeg",
      });
      for (const picture of pictures) await renditions.keep(name(picture.number), picture.bytes);
      return pictures;
    },
  );
  const found = drawn.find((picture) => picture.number === page);
  if (found === undefined) throw new NotFound("viewer.no-such-page");
  return found.bytes;
}
