import { type Selectable, type SqlBool, sql } from "kysely";
import { NotFound, newId, type PlainDay, type TermRange } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { Uebergabe } from "./model/application.ts";
import {
  type AusweisCard,
  actorName,
  type CardEvent,
  type CardEventKind,
  type CardKind,
  type CardState,
  onItsWay,
  personKeyOf,
  termsOfCard,
} from "./model/card.ts";
import type { AusweisSetting, VierAugen } from "./model/setting.ts";
import type { AusweisTables } from "./tables.ts";

const tables = (ctx: Pick<Ctx, "tx">) => ctx.tx.withTables<AusweisTables>();

// — Cards ———————————————————————————————————————————————————————————————

function toCard(row: Selectable<AusweisTables["ausweis.card"]>): AusweisCard {
  return {
    cardId: row.card_id,
    kind: row.kind as CardKind,
    caseId: row.case_id,
    mailboxId: row.mailbox_id,
    familienname: row.familienname,
    geburtsname: row.geburtsname,
    vornamen: row.vornamen,
    doktorgrad: row.doktorgrad,
    ordensOderKuenstlername: row.ordens_kuenstlername,
    geburtsdatum: row.geburtsdatum,
    geburtsort: row.geburtsort,
    groesseCm: row.groesse_cm ?? undefined,
    augenfarbe: row.augenfarbe,
    anschrift: row.anschrift,
    seriennummer: row.seriennummer ?? undefined,
    issuedOn: row.issued_on,
    validUntil: row.valid_until,
    state: row.state as CardState,
    uebergabe: row.uebergabe as Uebergabe,
    orderedAt: row.ordered_at,
    sentAt: row.sent_at ?? undefined,
  };
}

const cards = (ctx: Ctx) => tables(ctx).selectFrom("ausweis.card").selectAll().where("tenant_id", "=", ctx.tenant);

/**
 * Writes a new card with its first event.
 * @returns false where another card of this person is on its way, or the blank was used before
 */
export async function insertCard(ctx: Ctx, card: AusweisCard): Promise<boolean> {
  const written = await tables(ctx)
    .insertInto("ausweis.card")
    .values({
      tenant_id: ctx.tenant,
      card_id: card.cardId,
      kind: card.kind,
      case_id: card.caseId,
      mailbox_id: card.mailboxId,
      person_key: personKeyOf(card),
      familienname: card.familienname,
      geburtsname: card.geburtsname,
      vornamen: card.vornamen,
      doktorgrad: card.doktorgrad,
      ordens_kuenstlername: card.ordensOderKuenstlername,
      geburtsdatum: card.geburtsdatum,
      geburtsort: card.geburtsort,
      groesse_cm: card.groesseCm ?? null,
      augenfarbe: card.augenfarbe,
      anschrift: card.anschrift,
      seriennummer: card.seriennummer ?? null,
      issued_on: card.issuedOn,
      valid_until: card.validUntil,
      state: card.state,
      uebergabe: card.uebergabe,
      ordered_at: card.orderedAt,
      sent_at: card.sentAt ?? null,
      changed_at: ctx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("card_id")
    .executeTakeFirst();
  if (written === undefined) return false;
  await insertEvent(ctx, card.cardId, card.state);
  await insertTerms(ctx, card.cardId, termsOfCard(card));
  return true;
}

async function insertTerms(ctx: Ctx, cardId: string, terms: readonly string[]): Promise<void> {
  await sql`insert into ausweis.card_term (tenant_id, term, card_id)
    select ${ctx.tenant}::integer, word, ${cardId}::uuid from unnest(${[...terms]}::text[]) as word
    on conflict do nothing`.execute(ctx.tx);
}

async function insertEvent(ctx: Ctx, cardId: string, what: CardEventKind): Promise<void> {
  await tables(ctx)
    .insertInto("ausweis.card_event")
    .values({
      tenant_id: ctx.tenant,
      event_id: newId(),
      card_id: cardId,
      what,
      actor_name: actorName(ctx.actor),
      at: ctx.now,
    })
    .execute();
}

/** A card comes to another state, and its history says so. */
export async function changeState(
  ctx: Ctx,
  cardId: string,
  state: CardState,
  event: CardEventKind = state,
): Promise<void> {
  await tables(ctx)
    .updateTable("ausweis.card")
    .set({ state, changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("card_id", "=", cardId)
    .execute();
  await insertEvent(ctx, cardId, event);
}

/** The order lies with the producer. */
export async function markSent(ctx: Ctx, cardId: string): Promise<void> {
  await tables(ctx)
    .updateTable("ausweis.card")
    .set({ sent_at: ctx.now, changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("card_id", "=", cardId)
    .execute();
}

/** The producer has given the card its number. */
export async function setSeriennummer(ctx: Ctx, cardId: string, seriennummer: string): Promise<void> {
  await tables(ctx)
    .updateTable("ausweis.card")
    .set({ seriennummer, changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("card_id", "=", cardId)
    .execute();
  await insertTerms(ctx, cardId, [seriennummer.toLowerCase()]);
}

/** @throws NotFound `ausweis.no-such-card` */
export async function getCard(ctx: Ctx, cardId: string): Promise<AusweisCard> {
  const row = await cards(ctx).where("card_id", "=", cardId).executeTakeFirst();
  if (row === undefined) throw new NotFound("ausweis.no-such-card");
  return toCard(row);
}

/** Locked until the transaction ends. @throws NotFound `ausweis.no-such-card` */
export async function getCardForUpdate(ctx: Ctx, cardId: string): Promise<AusweisCard> {
  const row = await cards(ctx).where("card_id", "=", cardId).forUpdate().executeTakeFirst();
  if (row === undefined) throw new NotFound("ausweis.no-such-card");
  return toCard(row);
}

/** The card that was applied for; `vorlaeufig`: the provisional one that was issued with it. */
export async function findCardOfCase(
  ctx: Ctx,
  caseId: string,
  kind: CardKind = "personalausweis",
): Promise<AusweisCard | undefined> {
  const row = await cards(ctx).where("case_id", "=", caseId).where("kind", "=", kind).executeTakeFirst();
  return row === undefined ? undefined : toCard(row);
}

/** Cards of one person by `personKeyOf`, the newest first. */
export async function listCardsOfPerson(ctx: Ctx, personKey: string): Promise<readonly AusweisCard[]> {
  return (await cards(ctx).where("person_key", "=", personKey).orderBy("card_id", "desc").execute()).map(toCard);
}

export async function findCardBySeriennummer(ctx: Ctx, seriennummer: string): Promise<AusweisCard | undefined> {
  const row = await cards(ctx).where("seriennummer", "=", seriennummer).executeTakeFirst();
  return row === undefined ? undefined : toCard(row);
}

/** The card of this person that is on its way. */
export async function findCardOnItsWay(ctx: Ctx, personKey: string): Promise<AusweisCard | undefined> {
  const row = await cards(ctx)
    .where("person_key", "=", personKey)
    .where("state", "in", [...onItsWay])
    .executeTakeFirst();
  return row === undefined ? undefined : toCard(row);
}

/** Cards in a state, the oldest first; at most 200. */
export async function listCardsIn(ctx: Ctx, state: CardState): Promise<readonly AusweisCard[]> {
  return (await cards(ctx).where("state", "=", state).orderBy("card_id").limit(200).execute()).map(toCard);
}

/** Rows on one page of the register. */
export const pageSize = 50;

/** Cards that hold all these words, the newest first. `before`: id of the last card of the page before. */
export async function searchCards(
  ctx: Ctx,
  query: { readonly ranges: readonly TermRange[]; readonly before?: string },
): Promise<{ readonly cards: readonly AusweisCard[]; readonly next?: string }> {
  let rows = cards(ctx);
  if (query.before !== undefined) rows = rows.where("card_id", "<", query.before);
  for (const range of query.ranges) {
    rows = rows.where(
      sql<SqlBool>`card_id in (select t.card_id from ausweis.card_term t
        where t.tenant_id = ${ctx.tenant} and t.term >= ${range.from} and t.term < ${range.before})`,
    );
  }
  const found = await rows
    .orderBy("card_id", "desc")
    .limit(pageSize + 1)
    .execute();
  const shown = found.slice(0, pageSize).map(toCard);
  const last = shown.at(-1);
  return { cards: shown, ...(found.length > pageSize && last !== undefined ? { next: last.cardId } : {}) };
}

/** What happened to a card, in its order. */
export async function listCardEvents(ctx: Ctx, cardId: string): Promise<readonly CardEvent[]> {
  const rows = await tables(ctx)
    .selectFrom("ausweis.card_event")
    .select(["what", "actor_name", "at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("card_id", "=", cardId)
    .orderBy("position")
    .execute();
  return rows.map((row) => ({ what: row.what as CardEventKind, actorName: row.actor_name, at: row.at }));
}

/** Cards whose validity ended before this day and that do not say so yet. */
export async function listCardsToExpire(ctx: Ctx, today: PlainDay): Promise<readonly AusweisCard[]> {
  const rows = await cards(ctx)
    .where("valid_until", "<", today)
    .where("state", "in", ["handed-over", "blocked"])
    .limit(1000)
    .execute();
  return rows.map(toCard);
}

/** Cards whose validity ended before this day, the oldest first. */
export async function listCardsValidBefore(ctx: Ctx, day: PlainDay): Promise<readonly AusweisCard[]> {
  const rows = await cards(ctx).where("valid_until", "<", day).orderBy("valid_until").limit(1000).execute();
  return rows.map(toCard);
}

/** Takes a card out of the register, with its history and its words. */
export async function deleteCard(ctx: Ctx, cardId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("ausweis.card")
    .where("tenant_id", "=", ctx.tenant)
    .where("card_id", "=", cardId)
    .execute();
}

/** Whether the register holds a card of this case, of any kind. */
export async function hasCards(ctx: Ctx, caseId: string): Promise<boolean> {
  return (await cards(ctx).where("case_id", "=", caseId).executeTakeFirst()) !== undefined;
}

// — The visit ———————————————————————————————————————————————————————————

/** What identity was established by. Stored. */
export type IdentityProof = "personalausweis" | "reisepass" | "geburtsurkunde" | "andere";

export interface Visit {
  readonly proof: IdentityProof;
  readonly checkedBy: string;
  readonly checkedByName: string;
  readonly checkedAt: Date;
}

export async function findVisit(ctx: Ctx, caseId: string): Promise<Visit | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.visit")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    proof: row.proof as IdentityProof,
    checkedBy: row.checked_by,
    checkedByName: row.checked_by_name,
    checkedAt: row.checked_at,
  };
}

/** The last check counts. */
export async function saveVisit(ctx: Ctx, caseId: string, visit: Visit): Promise<void> {
  const values = {
    proof: visit.proof,
    checked_by: visit.checkedBy,
    checked_by_name: visit.checkedByName,
    checked_at: visit.checkedAt,
  };
  await tables(ctx)
    .insertInto("ausweis.visit")
    .values({ tenant_id: ctx.tenant, case_id: caseId, ...values })
    .onConflict((conflict) => conflict.columns(["tenant_id", "case_id"]).doUpdateSet(values))
    .execute();
}

// — Photographs —————————————————————————————————————————————————————————

export interface StoredPhoto {
  readonly origin: "cloud" | "geraet";
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly fetchedAt: Date;
  readonly fetchedBy: string;
}

export async function findPhoto(ctx: Ctx, caseId: string): Promise<StoredPhoto | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.photo")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    origin: row.origin as StoredPhoto["origin"],
    bytes: row.bytes,
    mediaType: row.media_type,
    fetchedAt: row.fetched_at,
    fetchedBy: row.fetched_by,
  };
}

/** Takes the place of an earlier one. */
export async function savePhoto(ctx: Ctx, caseId: string, photo: Omit<StoredPhoto, "fetchedAt" | "fetchedBy">) {
  await deletePhoto(ctx, caseId);
  await tables(ctx)
    .insertInto("ausweis.photo")
    .values({
      tenant_id: ctx.tenant,
      case_id: caseId,
      origin: photo.origin,
      bytes: Buffer.from(photo.bytes),
      media_type: photo.mediaType,
      fetched_at: ctx.now,
      fetched_by: actorName(ctx.actor),
    })
    .execute();
}

/** @returns whether there was one */
export async function deletePhoto(ctx: Ctx, caseId: string): Promise<boolean> {
  const { numDeletedRows } = await tables(ctx)
    .deleteFrom("ausweis.photo")
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Photographs whose application has led to no card yet. */
export async function listUnusedPhotos(
  ctx: Ctx,
): Promise<readonly (Pick<StoredPhoto, "origin" | "fetchedAt"> & { readonly caseId: string })[]> {
  const rows = await tables(ctx)
    .selectFrom("ausweis.photo")
    .select(["case_id", "origin", "fetched_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where(
      "case_id",
      "not in",
      tables(ctx).selectFrom("ausweis.card").select("case_id").where("tenant_id", "=", ctx.tenant),
    )
    .execute();
  return rows.map((row) => ({
    caseId: row.case_id,
    origin: row.origin as StoredPhoto["origin"],
    fetchedAt: row.fetched_at,
  }));
}

// — Fingerprints ————————————————————————————————————————————————————————

/** One finger as a device gives it. */
export interface FingerImage {
  /** `Zeigefinger links`. */
  readonly finger: string;
  readonly bytes: Uint8Array;
}

/** When fingerprints of a case were captured and of which fingers; never the bytes. */
export async function findBiometric(
  ctx: Ctx,
  caseId: string,
): Promise<{ readonly fingers: readonly string[]; readonly capturedAt: Date } | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.biometric")
    .select(["left_finger", "right_finger", "captured_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  return row === undefined ? undefined : { fingers: [row.left_finger, row.right_finger], capturedAt: row.captured_at };
}

/** Takes the place of earlier ones. */
export async function saveBiometric(ctx: Ctx, caseId: string, left: FingerImage, right: FingerImage): Promise<void> {
  await deleteBiometric(ctx, caseId);
  await tables(ctx)
    .insertInto("ausweis.biometric")
    .values({
      tenant_id: ctx.tenant,
      case_id: caseId,
      left_finger: left.finger,
      left_bytes: Buffer.from(left.bytes),
      right_finger: right.finger,
      right_bytes: Buffer.from(right.bytes),
      captured_at: ctx.now,
    })
    .execute();
}

/** @returns whether there were any */
export async function deleteBiometric(ctx: Ctx, caseId: string): Promise<boolean> {
  const { numDeletedRows } = await tables(ctx)
    .deleteFrom("ausweis.biometric")
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Cases whose fingerprints are still here. */
export async function listCasesWithBiometric(ctx: Ctx): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("ausweis.biometric")
    .select("case_id")
    .where("tenant_id", "=", ctx.tenant)
    .execute();
  return rows.map((row) => row.case_id);
}

// — Handover, loss, deletions ———————————————————————————————————————————

export interface Handover {
  readonly receivedBy: "selbst" | "vertretung" | "bevollmaechtigt";
  readonly name: string;
  /** Path of a drawn signature; empty where it is on paper. */
  readonly signature: string;
  readonly oldCard: "entwertet" | "einbehalten" | "abhandengekommen" | "keiner";
  readonly byName: string;
  readonly at: Date;
}

export async function findHandover(ctx: Ctx, caseId: string): Promise<Handover | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.handover")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    receivedBy: row.received_by as Handover["receivedBy"],
    name: row.name,
    signature: row.signature,
    oldCard: row.old_card as Handover["oldCard"],
    byName: row.by_name,
    at: row.at,
  };
}

/** What was noted last counts, until the card has been handed over. */
export async function saveHandover(ctx: Ctx, caseId: string, handover: Handover): Promise<void> {
  const values = {
    received_by: handover.receivedBy,
    name: handover.name,
    signature: handover.signature,
    old_card: handover.oldCard,
    by_name: handover.byName,
    at: handover.at,
  };
  await tables(ctx)
    .insertInto("ausweis.handover")
    .values({ tenant_id: ctx.tenant, case_id: caseId, ...values })
    .onConflict((conflict) => conflict.columns(["tenant_id", "case_id"]).doUpdateSet(values))
    .execute();
}

/** Once for each report. */
export async function insertLoss(
  ctx: Ctx,
  loss: {
    readonly caseId: string;
    readonly personKey: string;
    readonly seriennummer: string;
    readonly cardIds: readonly string[];
  },
): Promise<void> {
  await tables(ctx)
    .insertInto("ausweis.loss")
    .values({
      tenant_id: ctx.tenant,
      case_id: loss.caseId,
      person_key: loss.personKey,
      seriennummer: loss.seriennummer,
      card_ids: [...loss.cardIds],
      reported_at: ctx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The report has no effect any more. @returns the cards that it meant */
export async function dismissLoss(ctx: Ctx, caseId: string): Promise<readonly string[]> {
  const row = await tables(ctx)
    .updateTable("ausweis.loss")
    .set({ dismissed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .returning("card_ids")
    .executeTakeFirst();
  return row?.card_ids ?? [];
}

/** Whether a report stands that means this card. */
export async function isReportedLost(ctx: Ctx, cardId: string): Promise<boolean> {
  const row = await tables(ctx)
    .selectFrom("ausweis.loss")
    .select("case_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("dismissed_at", "is", null)
    .where(sql<SqlBool>`${cardId}::uuid = any(card_ids)`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** When this person reported a card as missing, the latest first; dismissed reports are left out. */
export async function listLossesOfPerson(ctx: Ctx, personKey: string): Promise<readonly Date[]> {
  const rows = await tables(ctx)
    .selectFrom("ausweis.loss")
    .select("reported_at")
    .where("tenant_id", "=", ctx.tenant)
    .where("person_key", "=", personKey)
    .where("dismissed_at", "is", null)
    .orderBy("reported_at", "desc")
    .execute();
  return rows.map((row) => row.reported_at);
}

/** A line of the deletion protocol: what kind, whose, when, by whom, why. */
export interface Deletion {
  readonly rule: string;
  readonly subjectId: string;
  readonly source: string;
  readonly byName: string;
  readonly at: Date;
}

/**
 * Deletes reports of loss whose cards the register has forgotten, and those of cards that it never had, once they are
 * older than any card could be.
 */
export async function deleteForgottenLosses(ctx: Ctx, before: Date): Promise<void> {
  await tables(ctx)
    .deleteFrom("ausweis.loss")
    .where("tenant_id", "=", ctx.tenant)
    .where((eb) =>
      eb.or([
        eb("reported_at", "<", before),
        sql<SqlBool>`cardinality(card_ids) > 0 and not exists (
          select 1 from ausweis.card c where c.tenant_id = loss.tenant_id and c.card_id = any (loss.card_ids))`,
      ]),
    )
    .execute();
}

export async function insertDeletion(ctx: Ctx, rule: string, subjectId: string, source: string): Promise<void> {
  await tables(ctx)
    .insertInto("ausweis.deletion")
    .values({
      tenant_id: ctx.tenant,
      deletion_id: newId(),
      rule,
      subject_id: subjectId,
      source,
      by_name: actorName(ctx.actor),
      at: ctx.now,
    })
    .execute();
}

/** The deletion protocol, the latest first; at most 200 lines. */
export async function listDeletions(ctx: Ctx, subjectId?: string): Promise<readonly Deletion[]> {
  let rows = tables(ctx).selectFrom("ausweis.deletion").selectAll().where("tenant_id", "=", ctx.tenant);
  if (subjectId !== undefined) rows = rows.where("subject_id", "=", subjectId);
  const found = await rows.orderBy("at", "desc").orderBy("deletion_id", "desc").limit(200).execute();
  return found.map((row) => ({
    rule: row.rule,
    subjectId: row.subject_id,
    source: row.source,
    byName: row.by_name,
    at: row.at,
  }));
}

// — What the town decides ———————————————————————————————————————————————

/** What a town has decided for its Ausweis desk. */
export async function findSetting(ctx: Ctx): Promise<AusweisSetting | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.setting")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { vierAugen: row.vier_augen as VierAugen, unterschriftAmBildschirm: row.unterschrift_am_bildschirm };
}

export async function saveSetting(ctx: Ctx, setting: AusweisSetting): Promise<void> {
  const values = {
    vier_augen: setting.vierAugen,
    unterschrift_am_bildschirm: setting.unterschriftAmBildschirm,
    changed_by_name: actorName(ctx.actor),
    changed_at: ctx.now,
  };
  await tables(ctx)
    .insertInto("ausweis.setting")
    .values({ tenant_id: ctx.tenant, ...values })
    .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet(values))
    .execute();
}
