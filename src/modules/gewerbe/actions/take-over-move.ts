import { dayInBerlin, Invalid, type Language } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { addCaseHistory, openCase } from "../../cases/index.ts";
import { freezeAnswers, getOnlineLeistung } from "../../forms/index.ts";
import { openMailbox } from "../../messaging/index.ts";
import { findTenantByAgs } from "../../tenants/index.ts";
import { abmeldungLeistung, anzeigenOf } from "../case-anzeigen.ts";
import { matchKeyOf } from "../model/entry.ts";
import { abmeldungAnswers, readHandover } from "../model/handover.ts";
import { registerFacts } from "../model/index.ts";
import { noteTakenOverPayload } from "../payloads.ts";
import { acknowledgeHandover, findEntryByMatch, insertHandover } from "../store/index.ts";

/** An Anmeldung that another municipality of this installation has passed on. */
export interface PassedOnMove {
  /** Address of the handover in the file store. */
  readonly sha256: string;
  readonly fromAgs: string;
  readonly fromCaseId: string;
  /** Keyed hash of the founder's access code: the same code opens the mailbox here. */
  readonly codeMac: string;
  readonly language: Language;
}

/**
 * Opens the case of an Abmeldung from the Anmeldung of a move that another municipality has passed on, once. It lands
 * in the Akte of the register entry where name and former address meet exactly one. The founder's code opens a mailbox
 * here as well, so that this municipality can answer too.
 * Source: § 14 Abs. 1 Satz 3 GewO; § 3 Abs. 2a GewAnzV.
 * @throws Forbidden `accounts.duty-missing`; Invalid `gewerbe.wrong-sender`
 */
export async function takeOverMove(ctx: Ctx, move: PassedOnMove): Promise<void> {
  requireDuty(ctx.actor, "casework");
  const bytes = await ctx.files.get(move.sha256);
  const handover = readHandover(bytes);
  if (handover.absender.ags !== move.fromAgs) throw new Invalid("gewerbe.wrong-sender");
  const { leistung, online } = await getOnlineLeistung(ctx, abmeldungLeistung);
  const today = dayInBerlin(ctx.now);
  const frozen = freezeAnswers(online.compiled, abmeldungAnswers(handover.antworten), today);
  const facts = registerFacts(
    await anzeigenOf(ctx, {
      leistungId: abmeldungLeistung,
      leistungVersion: leistung.version,
      answers: frozen.answers,
      receivedAt: ctx.now,
    }),
  );
  const entry = await findEntryByMatch(ctx, matchKeyOf(facts));
  const mailboxId = await openMailbox(ctx, { codeMac: move.codeMac, language: move.language });
  const opened = await openCase(ctx, {
    leistungId: leistung.id,
    leistungVersion: leistung.version,
    formHash: frozen.formHash,
    answers: frozen.answers,
    subjectName: online.subjectName(frozen.answers),
    mailboxId,
    language: move.language,
    planUnit: online.records.planUnit,
    akteTitle: online.records.akteTitle(frozen.answers),
    ...(entry === undefined ? {} : { akteId: entry.akteId }),
    retentionYears: online.records.retentionYears,
    ...(online.deadline === undefined ? {} : { deadline: online.deadline }),
    submissionKey: `umzug-${move.fromAgs}-${move.fromCaseId}`,
    applicationDocuments: [
      {
        title: `Gewerbeanmeldung, übermittelt von ${handover.absender.name}`,
        filename: `Weitergabe-${move.fromAgs}-${move.fromCaseId}.json`,
        mediaType: "application/json",
        bytes,
      },
    ],
  });
  const isNew = await insertHandover(ctx, {
    caseId: opened.caseId,
    direction: "in",
    otherName: handover.absender.name,
    otherAgs: move.fromAgs,
    otherAktenzeichen: handover.aktenzeichen,
    sha256: move.sha256,
    passedAt: ctx.now,
    receivedAt: ctx.now,
  });
  if (!isNew) return;
  const from = handover.absender.name;
  await addCaseHistory(ctx, opened.caseId, {
    action: "gewerbe.umzug-uebernommen",
    text: {
      de: `Von ${from} übermittelt (Aktenzeichen dort ${handover.aktenzeichen}); Abmeldung daraus abgeleitet nach § 3 Abs. 2a GewAnzV. ${entry === undefined ? "Kein Eintrag im Gewerberegister gefunden." : "Eintrag im Gewerberegister gefunden."}`,
      en: `Passed on by ${from} (reference there ${handover.aktenzeichen}); deregistration derived from it under § 3 Abs. 2a GewAnzV. ${entry === undefined ? "No entry found in the business register." : "Entry found in the business register."}`,
    },
    citizenText: {
      de: `${from} hat uns Ihre Anmeldung übermittelt. Sie gilt hier als Abmeldung. Sie brauchen nichts zu tun.`,
      en: `${from} has passed your registration on to us. Here it counts as deregistration. You need not do anything.`,
    },
    details: { sha256: move.sha256, ags: move.fromAgs, ...(entry === undefined ? {} : { entryId: entry.entryId }) },
  });
  const sender = await findTenantByAgs(ctx.tx, move.fromAgs);
  if (sender === undefined) return;
  await ctx.jobs.send(
    { tx: ctx.tx, tenant: sender.tenantId },
    "gewerbe.note-taken-over",
    noteTakenOverPayload.parse({ caseId: move.fromCaseId, aktenzeichen: opened.aktenzeichen }),
  );
}

/**
 * Keeps in the case of the Anmeldung that the municipality left works on it.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function noteTakenOver(ctx: Ctx, caseId: string, aktenzeichen: string): Promise<void> {
  requireDuty(ctx.actor, "casework");
  if (!(await acknowledgeHandover(ctx, caseId, aktenzeichen))) return;
  await addCaseHistory(ctx, caseId, {
    action: "gewerbe.umzug-bestaetigt",
    text: {
      de: `Frühere Gemeinde hat die Anmeldung übernommen, Aktenzeichen dort ${aktenzeichen}`,
      en: `The former municipality has taken the registration over, reference there ${aktenzeichen}`,
    },
  });
}
