import { type Selectable, type SqlBool, sql } from "kysely";
import { NotFound, newId, type PlainDay, type TermRange } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Uebergabe } from "../model/application.ts";
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
} from "../model/card.ts";
import type { AusweisTables } from "../tables.ts";
import { tables } from "./tables.ts";

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

/** Undefined where there is none, or the register has forgotten it. */
export async function findCard(ctx: Ctx, cardId: string): Promise<AusweisCard | undefined> {
  const row = await cards(ctx).where("card_id", "=", cardId).executeTakeFirst();
  return row === undefined ? undefined : toCard(row);
}

/** @throws NotFound `ausweis.no-such-card` */
export async function getCard(ctx: Ctx, cardId: string): Promise<AusweisCard> {
  const card = await findCard(ctx, cardId);
  if (card === undefined) throw new NotFound("ausweis.no-such-card");
  return card;
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
