import { Conflict } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { addFormat, type DokumentFormat } from "../../records/index.ts";
import { officeEnding } from "../model/showing.ts";
import { convertOrder } from "../orders.ts";
import { viewerSettings } from "../settings.ts";
import { deleteConversion, selectConversion, upsertConversion } from "../store.ts";
import { openSource } from "./open-source.ts";

/**
 * How an office file becomes a PDF that can be shown: `absent` where LibreOffice is not installed, `possible` where it
 * is and nobody has asked yet.
 */
export type Conversion = "absent" | "possible" | "queued" | "failed";

/** @throws as `openSource` */
export async function getConversion(ctx: Ctx, dokumentId: string, version: number): Promise<Conversion> {
  const state = await selectConversion(ctx, dokumentId, version);
  return state ?? (viewerSettings().soffice === undefined ? "absent" : "possible");
}

/** The original of the newest version, where it is an office file without a PDF beside it. */
export function unconverted(formats: readonly DokumentFormat[]): DokumentFormat | undefined {
  const version = Math.max(...formats.map((one) => one.version));
  const ofVersion = formats.filter((one) => one.version === version);
  const original = ofVersion[0];
  if (original === undefined || officeEnding(original.mediaType) === undefined) return undefined;
  return ofVersion.some((one) => one.mediaType === "application/pdf") ? undefined : original;
}

/**
 * Has an office file converted to PDF, as a further format of its version.
 * @throws as `openSource`; Conflict `viewer.no-conversion` where there is nothing to convert, or nothing to convert with
 */
export async function askForConversion(ctx: Ctx, dokumentId: string): Promise<void> {
  const { formats } = await openSource(ctx, dokumentId);
  const original = unconverted(formats);
  if (original === undefined || viewerSettings().soffice === undefined) throw new Conflict("viewer.no-conversion");
  await upsertConversion(ctx, { dokumentId, version: original.version, state: "queued" });
  await enqueue(ctx, convertOrder, { dokumentIds: [dokumentId] });
}

/** Adds the PDF of an office file beside it. Run by a job: once is enough, again does nothing. */
export async function addConverted(
  ctx: Ctx,
  converted: {
    readonly dokumentId: string;
    readonly version: number;
    readonly filename: string;
    readonly bytes: Uint8Array;
  },
): Promise<void> {
  const { dokumentId, version, bytes, filename } = converted;
  const { formats } = await openSource(ctx, dokumentId);
  if (unconverted(formats)?.version === version) {
    await addFormat(ctx, {
      dokumentId,
      version,
      bytes,
      mediaType: "application/pdf",
      filename: `${filename.replace(/\.[^.]*$/, "")}.pdf`,
    });
  }
  await deleteConversion(ctx, dokumentId, version);
}

/** Remembers that a conversion came to nothing, for the page to say so. */
export async function recordFailedConversion(ctx: Ctx, dokumentId: string, version: number): Promise<void> {
  await upsertConversion(ctx, { dokumentId, version, state: "failed" });
}
