import type { Selectable } from "kysely";
import { beginningOf } from "../../../kernel/index.ts";
import type { MessageType } from "../model/archive-format.ts";
import type { StoredIncoming, StoredMessage } from "../model/message.ts";
import type { DisposalTables } from "../tables.ts";
import { tables, type Where } from "./tables.ts";

const messageColumns = [
  "message_id",
  "process_id",
  "typ",
  "direction",
  "number",
  "answers",
  "akten",
  "planned_at",
  "name",
  "digest",
  "sha256",
  "size_bytes",
  "written_at",
  "sent_at",
  "fault",
] as const;

type MessageRow = Pick<Selectable<DisposalTables["disposal.message"]>, (typeof messageColumns)[number]>;

const toMessage = (row: MessageRow): StoredMessage => ({
  messageId: row.message_id,
  processId: row.process_id,
  typ: row.typ as MessageType,
  direction: row.direction as StoredMessage["direction"],
  number: row.number,
  akten: row.akten,
  plannedAt: row.planned_at,
  name: row.name,
  ...(row.answers === null ? {} : { answers: row.answers }),
  ...(row.digest === null ? {} : { digest: row.digest }),
  ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
  ...(row.size_bytes === null ? {} : { sizeBytes: row.size_bytes }),
  ...(row.written_at === null ? {} : { writtenAt: row.written_at }),
  ...(row.sent_at === null ? {} : { sentAt: row.sent_at }),
  ...(row.fault === null ? {} : { fault: row.fault }),
});

export async function insertMessage(ctx: Where, message: StoredMessage): Promise<void> {
  await tables(ctx)
    .insertInto("disposal.message")
    .values({
      tenant_id: ctx.tenant,
      message_id: message.messageId,
      process_id: message.processId,
      typ: message.typ,
      direction: message.direction,
      number: message.number,
      answers: message.answers ?? null,
      akten: [...message.akten],
      planned_at: message.plannedAt,
      name: message.name,
      digest: message.digest ?? null,
      sha256: message.sha256 ?? null,
      size_bytes: message.sizeBytes ?? null,
      written_at: message.writtenAt ?? null,
      sent_at: message.sentAt ?? null,
    })
    .execute();
}

export async function findMessage(ctx: Where, messageId: string): Promise<StoredMessage | undefined> {
  const row = await tables(ctx)
    .selectFrom("disposal.message")
    .select(messageColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("message_id", "=", messageId)
    .executeTakeFirst();
  return row && toMessage(row);
}

/** Messages of a disposal in the order in which they were decided or came. */
export async function selectMessages(ctx: Where, processId: string): Promise<readonly StoredMessage[]> {
  const rows = await tables(ctx)
    .selectFrom("disposal.message")
    .select(messageColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("process_id", "=", processId)
    .orderBy("position")
    .execute();
  return rows.map(toMessage);
}

/** Notes the package that was written. Once only: undefined changes nothing. @returns whether it was noted now */
export async function updateMessageAsWritten(
  ctx: Where,
  messageId: string,
  written: { readonly sha256: string; readonly sizeBytes: number; readonly at: Date },
): Promise<boolean> {
  const row = await tables(ctx)
    .updateTable("disposal.message")
    .set({
      digest: written.sha256,
      sha256: written.sha256,
      size_bytes: written.sizeBytes,
      written_at: written.at,
      fault: null,
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("message_id", "=", messageId)
    .where("written_at", "is", null)
    .returning("message_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateMessageAsSent(ctx: Where, messageId: string, at: Date): Promise<void> {
  await tables(ctx)
    .updateTable("disposal.message")
    .set({ sent_at: at })
    .where("tenant_id", "=", ctx.tenant)
    .where("message_id", "=", messageId)
    .where("sent_at", "is", null)
    .execute();
}

export async function updateMessageFault(ctx: Where, messageId: string, fault: string): Promise<void> {
  await tables(ctx)
    .updateTable("disposal.message")
    .set({ fault: beginningOf(fault, 2000) })
    .where("tenant_id", "=", ctx.tenant)
    .where("message_id", "=", messageId)
    .execute();
}

/** Forgets the contents of the messages that carried an Akte which is gone. @returns their addresses */
export async function forgetMessageContents(ctx: Where, processId: string, akteId: string): Promise<readonly string[]> {
  const carried = (await selectMessages(ctx, processId)).filter(
    ({ akten, sha256 }) => sha256 !== undefined && akten.includes(akteId),
  );
  for (const { messageId } of carried) {
    await tables(ctx)
      .updateTable("disposal.message")
      .set({ sha256: null })
      .where("tenant_id", "=", ctx.tenant)
      .where("message_id", "=", messageId)
      .execute();
  }
  return carried.flatMap(({ sha256 }) => (sha256 === undefined ? [] : [sha256]));
}

// — What came ————————————————————————————————————————————————————————————

const incomingColumns = [
  "incoming_id",
  "way",
  "name",
  "received_at",
  "received_by",
  "size_bytes",
  "sha256",
  "typ",
  "process_id",
  "message_id",
  "refusal",
  "reason_de",
  "reason_en",
] as const;

type IncomingRow = Pick<DisposalTables["disposal.incoming"], (typeof incomingColumns)[number]>;

const toIncoming = (row: IncomingRow): StoredIncoming => ({
  incomingId: row.incoming_id,
  way: row.way as StoredIncoming["way"],
  name: row.name,
  receivedAt: row.received_at,
  receivedBy: row.received_by,
  sizeBytes: row.size_bytes,
  ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
  ...(row.typ === null ? {} : { typ: row.typ as MessageType }),
  ...(row.process_id === null ? {} : { processId: row.process_id }),
  ...(row.message_id === null ? {} : { messageId: row.message_id }),
  ...(row.refusal === null
    ? {}
    : { refusal: { code: row.refusal, reason: { de: row.reason_de ?? "", en: row.reason_en ?? "" } } }),
});

/** @returns whether it is new: what was fetched from the folder under a claim is noted once */
export async function insertIncoming(
  ctx: Where,
  incoming: StoredIncoming & { readonly claim?: string },
): Promise<boolean> {
  const row = await tables(ctx)
    .insertInto("disposal.incoming")
    .values({
      tenant_id: ctx.tenant,
      incoming_id: incoming.incomingId,
      claim: incoming.claim ?? null,
      way: incoming.way,
      name: incoming.name,
      received_at: incoming.receivedAt,
      received_by: incoming.receivedBy,
      size_bytes: incoming.sizeBytes,
      sha256: incoming.sha256 ?? null,
      typ: incoming.typ ?? null,
      process_id: incoming.processId ?? null,
      message_id: incoming.messageId ?? null,
      refusal: incoming.refusal?.code ?? null,
      reason_de: incoming.refusal?.reason.de ?? null,
      reason_en: incoming.refusal?.reason.en ?? null,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "claim"]).doNothing())
    .returning("incoming_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function isClaimKnown(ctx: Where, claim: string): Promise<boolean> {
  const row = await tables(ctx)
    .selectFrom("disposal.incoming")
    .select("incoming_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("claim", "=", claim)
    .executeTakeFirst();
  return row !== undefined;
}

/** What came, newest first. */
export async function selectIncoming(
  ctx: Where,
  which: { readonly refusedOnly: boolean; readonly before?: Date; readonly limit: number },
): Promise<readonly StoredIncoming[]> {
  let query = tables(ctx)
    .selectFrom("disposal.incoming")
    .select(incomingColumns)
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("received_at", "desc")
    .orderBy("incoming_id", "desc")
    .limit(which.limit);
  if (which.refusedOnly) query = query.where("refusal", "is not", null);
  if (which.before !== undefined) query = query.where("received_at", "<", which.before);
  return (await query.execute()).map(toIncoming);
}

export async function findIncoming(ctx: Where, incomingId: string): Promise<StoredIncoming | undefined> {
  const row = await tables(ctx)
    .selectFrom("disposal.incoming")
    .select(incomingColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("incoming_id", "=", incomingId)
    .executeTakeFirst();
  return row && toIncoming(row);
}

/** Forgets the contents of refused packages that came before a moment. @returns their addresses */
export async function forgetRefusedContents(ctx: Where, before: Date): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("disposal.incoming")
    .select(["incoming_id", "sha256"])
    .where("tenant_id", "=", ctx.tenant)
    .where("refusal", "is not", null)
    .where("sha256", "is not", null)
    .where("received_at", "<", before)
    .execute();
  if (rows.length === 0) return [];
  await tables(ctx)
    .updateTable("disposal.incoming")
    .set({ sha256: null })
    .where("tenant_id", "=", ctx.tenant)
    .where(
      "incoming_id",
      "in",
      rows.map((row) => row.incoming_id),
    )
    .execute();
  return rows.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256]));
}
