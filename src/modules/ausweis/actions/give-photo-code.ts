import { Conflict } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { addCaseHistory, getCase } from "../../cases/index.ts";
import { postMessage } from "../../messaging/index.ts";
import { getTenant } from "../../tenants/index.ts";
import type { Redemption } from "../adapters/photo-provider.ts";
import { applicationOf } from "../case-application.ts";
import { photoCodeWords } from "../model/photo-code-words.ts";
import { applicationPayload } from "../payloads.ts";
import { answerPhotoCode, findCardOfCase, findPhoto, savePhoto, savePhotoCode } from "../store/index.ts";

/** Has the photo service asked about the code, outside of this transaction. */
export async function askForPhoto(ctx: Ctx, caseId: string, code: string): Promise<void> {
  await savePhotoCode(ctx, caseId, code);
  await enqueue(ctx, { name: "ausweis.fetch-photo", payload: applicationPayload }, { caseId });
}

/**
 * Another code for the photograph, from the citizen: the first was wrong, used or has expired, or came later.
 * Whoever calls has checked that the case is theirs.
 * @throws Conflict `ausweis.case-done`, `ausweis.already-ordered`; Invalid `ausweis.no-application`
 */
export async function givePhotoCode(ctx: Ctx, caseId: string, code: string): Promise<void> {
  const subject = await getCase(ctx, caseId);
  applicationOf(subject);
  if (subject.status === "done") throw new Conflict("ausweis.case-done", { caseId });
  if ((await findCardOfCase(ctx, caseId)) !== undefined) throw new Conflict("ausweis.already-ordered", { caseId });
  await askForPhoto(ctx, caseId, code);
  await addCaseHistory(ctx, caseId, {
    action: "ausweis.lichtbild-code",
    text: { de: "Neuer Code des Lichtbilds", en: "New code of the photograph" },
    citizenText: {
      de: "Sie haben uns einen Code für Ihr Lichtbild gegeben.",
      en: "You gave us a code for your photograph.",
    },
  });
}

/**
 * Takes over what the photo service said. A code that leads to no picture is told in the mailbox with what to do.
 * Source: § 9 Abs. 3 Satz 3 PAuswG; § 5b PAuswV.
 */
export async function takePhotoAnswer(
  ctx: Ctx,
  input: { readonly caseId: string; readonly code: string },
  redeemed: Redemption,
): Promise<void> {
  const { caseId, code } = input;
  const subject = await getCase(ctx, caseId);
  const state = redeemed.kind === "photo" ? "fetched" : redeemed.kind;
  if (subject.status === "done" || !(await answerPhotoCode(ctx, caseId, code, state))) return;
  if (redeemed.kind === "photo") {
    // The office may have fetched it meanwhile, or taken one itself.
    if ((await findPhoto(ctx, caseId)) !== undefined) return;
    await savePhoto(ctx, caseId, { origin: "cloud", bytes: redeemed.bytes, mediaType: redeemed.mediaType });
    await addCaseHistory(ctx, caseId, {
      action: "ausweis.lichtbild",
      text: { de: "Lichtbild beim Fotodienst abgerufen", en: "Photograph fetched from the photo service" },
      citizenText: { de: "Ihr Lichtbild liegt uns vor.", en: "We have your photograph." },
    });
    return;
  }
  const words = photoCodeWords[redeemed.kind];
  const { language } = subject;
  await addCaseHistory(ctx, caseId, {
    action: "ausweis.lichtbild-fehlt",
    text: {
      de: `Kein Lichtbild zum Code: ${words.title.de}`,
      en: `No photograph for the code: ${words.title.en}`,
    },
  });
  await postMessage(ctx, {
    mailboxId: subject.mailboxId,
    caseId,
    direction: "to-citizen",
    kind: "info",
    subject: words.title[language],
    body: words.text[language],
    attachments: [],
    author: (await getTenant(ctx)).officialName,
  });
}
