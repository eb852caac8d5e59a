import { beginningOf, Conflict } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { addVerweis, fileDokument, getDokument, recordEvent } from "../../records/index.ts";
import { formatPages } from "../model/boxes.ts";
import { eraseContentsOrder } from "../orders.ts";
import { deleteDisclosure, selectDisclosurePages } from "../store.ts";
import { getDisclosure } from "./disclosures.ts";
import { reader } from "./open-source.ts";

/** Longest title that a Dokument has. */
const mostTitle = 500;

/**
 * Files a disclosure that was looked through: a new Dokument of the same Vorgang (`ausgang`), with a Verweis to the
 * original, and an entry in the history that says why. What was blacked out stands nowhere but in the original; the
 * disclosure itself goes.
 * @throws as `getDisclosure`; Conflict `viewer.not-ready`, `records.vorgang-closed`, `records.akte-closed`
 */
export async function fileDisclosure(
  ctx: Ctx,
  disclosureId: string,
  title: string,
): Promise<{ readonly dokumentId: string }> {
  const disclosure = await getDisclosure(ctx, disclosureId, { forUpdate: true });
  const { resultSha256 } = disclosure;
  if (disclosure.state !== "ready" || resultSha256 === null) throw new Conflict("viewer.not-ready");
  const original = await getDokument(ctx, disclosure.dokumentId);
  const pages = await selectDisclosurePages(ctx, disclosureId);
  const { dokumentId } = await fileDokument(ctx, {
    vorgangId: original.vorgangId,
    kind: "ausgang",
    title: beginningOf(title.trim(), mostTitle),
    author: ctx.actor.kind === "citizen" ? "" : ctx.actor.name,
    filename: "auszug.pdf",
    mediaType: "application/pdf",
    bytes: await reader(ctx, resultSha256)(),
  });
  await addVerweis(ctx, {
    from: { kind: "dokument", id: dokumentId },
    to: { kind: "dokument", id: original.dokumentId },
    kind: "bezug",
    note: "Geschwärzte Fassung",
  });
  await recordEvent(ctx, {
    akteId: original.akteId,
    vorgangId: original.vorgangId,
    action: "viewer.geschwaerzt",
    details: {
      dokumentId,
      originalId: original.dokumentId,
      version: disclosure.version,
      format: disclosure.format,
      originalSha256: disclosure.sha256,
      sha256: resultSha256,
      pages: formatPages(disclosure.pages),
      passages: pages.reduce((sum, page) => sum + page.boxes, 0),
      withText: disclosure.withText,
      reason: disclosure.reason,
      legalBasis: disclosure.legalBasis,
    },
  });
  await deleteDisclosure(ctx, disclosureId);
  await enqueue(ctx, eraseContentsOrder, { addresses: pages.map(({ sha256 }) => sha256) });
  return { dokumentId };
}
