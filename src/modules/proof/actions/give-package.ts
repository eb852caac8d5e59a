import { Conflict, Forbidden, type Localized } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { getMailbox, listMessages, postMessage } from "../../messaging/index.ts";
import { listVorgaenge, recordEvent } from "../../records/index.ts";
import { getTenant } from "../../tenants/index.ts";
import type { AkteExport } from "../model/export.ts";
import { updateExport } from "../store/index.ts";
import { getExport } from "./order-export.ts";

const subject: Localized = { de: "Ihr Vorgang als Paket", en: "Your case as a package" };
const body: Localized = {
  de: "anbei Ihr Vorgang mit allen Dokumenten, dem Verlauf und dem Beweis, dass nichts verändert wurde.\n\nLaden Sie die ZIP-Datei herunter und entpacken Sie sie. Öffnen Sie dann die Datei index.html. Sie zeigt Ihren Vorgang und prüft ihn, auch ohne Netz.",
  en: "attached is your case with all documents, its history and the proof that nothing was changed.\n\nDownload the ZIP file and unpack it. Then open the file index.html. It shows your case and checks it, without a network too.",
};

/** The mailbox of whoever a Vorgang is about: the one in which its messages lie. */
export async function findMailboxOf(
  ctx: Ctx,
  wanted: Pick<AkteExport, "akteId" | "vorgangId">,
): Promise<{ readonly mailboxId: string; readonly caseId: string } | undefined> {
  const vorgaenge = await listVorgaenge(ctx, wanted.akteId);
  const caseId = vorgaenge.find(({ vorgangId }) => vorgangId === wanted.vorgangId)?.caseId ?? null;
  const [message] = caseId === null ? [] : await listMessages(ctx, caseId);
  return message && caseId !== null ? { mailboxId: message.mailboxId, caseId } : undefined;
}

/**
 * Puts the package of a Vorgang into the mailbox of whoever it is about. It stays there for good, as every message.
 * @throws Forbidden `proof.giving-not-allowed`; Conflict `proof.not-giveable`, `proof.given-already`, `proof.no-mailbox`
 */
export async function givePackage(ctx: Ctx, exportId: string): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "staff" || !actor.duties.includes("casework")) throw new Forbidden("proof.giving-not-allowed");
  const found = await getExport(ctx, exportId);
  const { sha256, filename, sizeBytes, vorgangId } = found;
  if (found.givenAt !== null) throw new Conflict("proof.given-already");
  if (
    found.state !== "ready" ||
    found.kind !== "paket" ||
    vorgangId === null ||
    sha256 === null ||
    filename === null ||
    sizeBytes === null
  ) {
    throw new Conflict("proof.not-giveable");
  }
  const place = await findMailboxOf(ctx, found);
  if (place === undefined) throw new Conflict("proof.no-mailbox");
  const { language } = await getMailbox(ctx, place.mailboxId);
  const { officialName } = await getTenant(ctx);
  const messageId = await postMessage(ctx, {
    ...place,
    direction: "to-citizen",
    kind: "info",
    subject: subject[language],
    body: `${language === "de" ? "Guten Tag" : "Hello"},\n\n${body[language]}`,
    author: officialName,
    attachments: [{ title: subject[language], filename, mediaType: "application/zip", sizeBytes, sha256 }],
  });
  await updateExport(ctx, exportId, { givenAt: ctx.now, messageId });
  await recordEvent(ctx, {
    akteId: found.akteId,
    vorgangId,
    action: "proof.paket-bereitgestellt",
    details: { exportId, sha256 },
  });
}
