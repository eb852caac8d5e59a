import { beginningOf, dayInBerlin, Invalid, newId, Unavailable } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { type MailFile, readEml, readMsg } from "../../../platform/mail-files/index.ts";
import { getUpload, type Inspection, inspectUpload, readUpload, receiveUpload } from "../../uploads/index.ts";
import { fieldOfMail, mailFormatOf, mostTitle, titleOfFile } from "../model/items.ts";
import { intakeLimits } from "../model/limits.ts";
import { readableMail, senderOf } from "../model/mail-text.ts";
import { findItem, updateItem } from "../store/index.ts";

/** What an e-mail of a filing holds, looked at before a transaction is open. */
export type OpenedMail =
  | { readonly kind: "unreadable" }
  | {
      readonly kind: "opened";
      readonly mail: MailFile;
      readonly attachments: readonly {
        readonly uploadId: string;
        readonly filename: string;
        readonly chosen: boolean;
        readonly inspection: Inspection;
      }[];
    };

/** The bytes of an e-mail that waits to be opened. */
export interface WaitingMail {
  readonly tenant: number;
  readonly format: "eml" | "msg";
  readonly bytes: Uint8Array;
}

/**
 * @returns undefined where it is gone or was opened already
 * @throws Unavailable `intake.still-scanned` where the virus scanner has not answered yet
 */
export async function findWaitingMail(ctx: Ctx, itemId: string): Promise<WaitingMail | undefined> {
  const item = await findItem(ctx, itemId);
  if (item?.mail !== "reading") return undefined;
  const upload = await getUpload(ctx, item.collectionId, itemId);
  if (upload.state !== "clean") throw new Unavailable("intake.still-scanned");
  const { bytes } = await readUpload(ctx, item.collectionId, itemId, "file");
  return { tenant: ctx.tenant, format: mailFormatOf(upload.mediaType) ?? "eml", bytes };
}

/**
 * Reads an e-mail and looks at what came with it, each like a file of its own. Takes seconds: outside of transactions.
 * @throws Unavailable `threads.busy`, `uploads.disk`
 */
export async function openMail(waiting: WaitingMail): Promise<OpenedMail> {
  let mail: MailFile;
  try {
    mail = await (waiting.format === "eml" ? readEml(waiting.bytes) : readMsg(waiting.bytes));
  } catch (error) {
    if (error instanceof Invalid) return { kind: "unreadable" };
    throw error;
  }
  const attachments = [];
  for (const { filename, bytes, kind } of mail.attachments) {
    const uploadId = newId();
    const maxBytes = intakeLimits.maxBytes ?? 0;
    attachments.push({
      uploadId,
      filename,
      // Pictures of the text and signatures are in the original: rarely does anybody want them beside it.
      chosen: kind !== "inline" && kind !== "signature",
      inspection: await inspectUpload(waiting.tenant, {
        uploadId,
        filename,
        kinds: intakeLimits.kinds,
        maxBytes,
        content: bytes,
      }),
    });
  }
  return { kind: "opened", mail, attachments };
}

/** Makes items of what came with an e-mail, and tells who wrote it when. */
export async function recordMail(ctx: Ctx, itemId: string, opened: OpenedMail): Promise<void> {
  const item = await findItem(ctx, itemId);
  if (item?.mail !== "reading") return;
  if (opened.kind === "unreadable") return updateItem(ctx, itemId, { mail: "unreadable" });
  const { mail, attachments } = opened;
  const upload = await getUpload(ctx, item.collectionId, itemId);
  const sender = senderOf(mail);
  const letterDate = mail.date === undefined ? undefined : dayInBerlin(mail.date);
  let leftOut = mail.leftOut;
  for (const { uploadId, filename, chosen, inspection } of attachments) {
    const received = await receiveUpload(ctx, {
      uploadId,
      ownerId: item.collectionId,
      fieldPath: fieldOfMail(itemId),
      limits: intakeLimits,
      filename,
      bytes: inspection.kind === "taken" ? inspection.bytes : 0,
      inspection,
    });
    if (received.kind === "refused") leftOut++;
    else await updateItem(ctx, uploadId, { chosen, sender, letterDate });
  }
  await updateItem(ctx, itemId, {
    mail: mail.protection === "sealed" ? "sealed" : "read",
    mailLeftOut: leftOut,
    readable: readableMail(mail),
    sender,
    letterDate,
    // Only where nobody has given it another title meanwhile.
    ...(mail.subject !== "" && item.title === titleOfFile(upload.filename)
      ? { title: beginningOf(mail.subject, mostTitle) }
      : {}),
  });
}
