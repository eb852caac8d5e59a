import { Conflict, dayInBerlin, Forbidden, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { addCaseHistory } from "../../cases/index.ts";
import { ausweisAdapters } from "../adapters/settings.ts";
import { requireApplication } from "../case-application.ts";
import { ageOn, fingerprintsFrom } from "../model/index.ts";
import { findCardOfCase, type IdentityProof, saveBiometric, savePhoto, saveVisit } from "../store/index.ts";

/** What identity may be established by, in the order of the choice. */
export const identityProofs: readonly IdentityProof[] = ["personalausweis", "reisepass", "geburtsurkunde", "andere"];

/** Nothing is captured any more once the card is ordered. @throws Conflict `ausweis.already-ordered` */
async function requireNotOrdered(ctx: Ctx, caseId: string): Promise<void> {
  if ((await findCardOfCase(ctx, caseId)) !== undefined) throw new Conflict("ausweis.already-ordered", { caseId });
}

/**
 * Notes that identity was established at the appointment, and by what. Source: § 9 Abs. 1 Satz 6 PAuswG.
 * @throws Forbidden, Conflict, Invalid as `requireApplication`; Conflict `ausweis.already-ordered`
 */
export async function checkIdentity(ctx: Ctx, caseId: string, proof: IdentityProof): Promise<void> {
  await requireApplication(ctx, caseId);
  await requireNotOrdered(ctx, caseId);
  if (ctx.actor.kind !== "staff") throw new Forbidden("accounts.duty-missing", { duty: "casework" });
  if (!identityProofs.includes(proof)) throw new Invalid("ausweis.unknown-proof");
  await saveVisit(ctx, caseId, {
    proof,
    checkedBy: ctx.actor.staffId,
    checkedByName: ctx.actor.name,
    checkedAt: ctx.now,
  });
  await addCaseHistory(ctx, caseId, {
    action: "ausweis.identitaet",
    text: { de: "Identität festgestellt", en: "Identity established" },
    details: { proof },
  });
}

/**
 * Fetches the photograph of a code. A code that is none, was used or has expired changes nothing.
 * Source: § 9 Abs. 3 Satz 3 PAuswG; § 5b PAuswV.
 * @throws as `checkIdentity`
 */
export async function redeemPhoto(
  ctx: Ctx,
  caseId: string,
  code: string,
): Promise<"fetched" | "wrong" | "used" | "expired"> {
  await requireApplication(ctx, caseId);
  await requireNotOrdered(ctx, caseId);
  const redeemed = await ausweisAdapters().photoProvider.redeem(code, caseId);
  if (redeemed.kind !== "photo") return redeemed.kind;
  await savePhoto(ctx, caseId, { origin: "cloud", bytes: redeemed.bytes, mediaType: redeemed.mediaType });
  await addCaseHistory(ctx, caseId, {
    action: "ausweis.lichtbild",
    text: { de: "Lichtbild beim Fotodienst abgerufen", en: "Photograph fetched from the photo service" },
  });
  return "fetched";
}

/**
 * Takes the photograph with the office's own device and has the device forget it. Source: § 6a Abs. 1 and 3 PAuswV.
 * @throws as `checkIdentity`; Unavailable `ausweis.device-unreachable`
 */
export async function takePhoto(ctx: Ctx, caseId: string): Promise<void> {
  await requireApplication(ctx, caseId);
  await requireNotOrdered(ctx, caseId);
  const { photoDevice } = ausweisAdapters();
  const taken = await photoDevice.capture();
  await savePhoto(ctx, caseId, { origin: "geraet", bytes: taken.bytes, mediaType: taken.mediaType });
  await photoDevice.erase(taken.captureId);
  await addCaseHistory(ctx, caseId, {
    action: "ausweis.lichtbild",
    text: { de: "Lichtbild im Amt aufgenommen", en: "Photograph taken at the office" },
  });
}

/**
 * Takes two fingerprints. They go into one table and nowhere else; the history says that it happened.
 * Source: § 5 Abs. 9, § 9 Abs. 3 Satz 6 PAuswG.
 * @throws as `checkIdentity`; Invalid `ausweis.too-young`
 */
export async function captureFingerprints(ctx: Ctx, caseId: string): Promise<void> {
  const { application } = await requireApplication(ctx, caseId);
  await requireNotOrdered(ctx, caseId);
  if (ageOn(application.geburtsdatum, dayInBerlin(ctx.now)) < fingerprintsFrom) throw new Invalid("ausweis.too-young");
  const { left, right } = await ausweisAdapters().fingerprintDevice.capture();
  await saveBiometric(ctx, caseId, left, right);
  await addCaseHistory(ctx, caseId, {
    action: "ausweis.fingerabdruecke",
    text: { de: "Zwei Fingerabdrücke aufgenommen", en: "Two fingerprints taken" },
  });
}
