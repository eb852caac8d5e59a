import { sql } from "kysely";
import { newId } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { AccessEvent, ApiKey, Client, Scope } from "./model/access.ts";
import type { ApiTables } from "./tables.ts";

const tables = (ctx: Pick<Ctx, "tx">) => ctx.tx.withTables<ApiTables>();

// — Clients and keys —————————————————————————————————————————————————————

type ClientRow = ApiTables["api.client"];

function clientOf(row: Omit<ClientRow, "tenant_id">): Client {
  return { clientId: row.client_id, name: row.name, contact: row.contact, createdAt: row.created_at };
}

const clientColumns = ["client_id", "name", "contact", "created_at"] as const;

const keyColumns = [
  "key_id",
  "client_id",
  "hint",
  "scopes",
  "requests_per_minute",
  "issued_at",
  "issued_by",
  "expires_at",
  "last_used_at",
  "revoked_at",
  "revoked_by",
] as const;

type KeyRow = Pick<ApiTables["api.key"], (typeof keyColumns)[number]>;

function keyOf(row: KeyRow): ApiKey {
  return {
    keyId: row.key_id,
    clientId: row.client_id,
    hint: row.hint,
    scopes: row.scopes as Scope[],
    requestsPerMinute: row.requests_per_minute,
    issuedAt: row.issued_at,
    issuedBy: row.issued_by,
    expiresAt: row.expires_at,
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
    ...(row.revoked_at === null ? {} : { revoked: { at: row.revoked_at, by: row.revoked_by ?? "" } }),
  };
}

export async function insertClient(ctx: Ctx, client: Client): Promise<void> {
  await tables(ctx)
    .insertInto("api.client")
    .values({
      tenant_id: ctx.tenant,
      client_id: client.clientId,
      name: client.name,
      contact: client.contact,
      created_at: client.createdAt,
    })
    .execute();
}

export async function findClient(ctx: Ctx, clientId: string): Promise<Client | undefined> {
  const row = await tables(ctx)
    .selectFrom("api.client")
    .select(clientColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("client_id", "=", clientId)
    .executeTakeFirst();
  return row === undefined ? undefined : clientOf(row);
}

/** By name. */
export async function listClients(ctx: Ctx): Promise<readonly Client[]> {
  const rows = await tables(ctx)
    .selectFrom("api.client")
    .select(clientColumns)
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("name")
    .orderBy("client_id")
    .execute();
  return rows.map(clientOf);
}

/** Of one client, or of all; the newest first. */
export async function listKeys(ctx: Ctx, clientId?: string): Promise<readonly ApiKey[]> {
  const rows = await tables(ctx)
    .selectFrom("api.key")
    .select(keyColumns)
    .where("tenant_id", "=", ctx.tenant)
    .$if(clientId !== undefined, (query) => query.where("client_id", "=", clientId as string))
    .orderBy("key_id", "desc")
    .execute();
  return rows.map(keyOf);
}

export async function findKey(ctx: Ctx, keyId: string): Promise<ApiKey | undefined> {
  const row = await tables(ctx)
    .selectFrom("api.key")
    .select(keyColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("key_id", "=", keyId)
    .executeTakeFirst();
  return row === undefined ? undefined : keyOf(row);
}

export async function findKeyByMac(
  ctx: Ctx,
  keyMac: string,
): Promise<{ readonly key: ApiKey; readonly client: Client } | undefined> {
  const row = await tables(ctx)
    .selectFrom("api.key as key")
    .innerJoin("api.client as client", (join) =>
      join.onRef("client.tenant_id", "=", "key.tenant_id").onRef("client.client_id", "=", "key.client_id"),
    )
    .select(keyColumns.map((column) => `key.${column}` as const))
    .select(["client.name", "client.contact", "client.created_at"])
    .where("key.tenant_id", "=", ctx.tenant)
    .where("key.key_mac", "=", keyMac)
    .executeTakeFirst();
  return row === undefined ? undefined : { key: keyOf(row), client: clientOf(row) };
}

/** @returns false where the same form was sent before */
export async function insertKey(
  ctx: Ctx,
  key: ApiKey & { readonly keyMac: string; readonly submissionKey: string },
): Promise<boolean> {
  const row = await tables(ctx)
    .insertInto("api.key")
    .values({
      tenant_id: ctx.tenant,
      key_id: key.keyId,
      client_id: key.clientId,
      key_mac: key.keyMac,
      hint: key.hint,
      scopes: [...key.scopes],
      requests_per_minute: key.requestsPerMinute,
      submission_key: key.submissionKey,
      issued_at: key.issuedAt,
      issued_by: key.issuedBy,
      expires_at: key.expiresAt,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "submission_key"]).doNothing())
    .returning("key_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** The client whose key the same form has issued before. */
export async function findIssued(ctx: Ctx, submissionKey: string): Promise<string | undefined> {
  const row = await tables(ctx)
    .selectFrom("api.key")
    .select("client_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("submission_key", "=", submissionKey)
    .executeTakeFirst();
  return row?.client_id;
}

/** Makes equal forms wait for each other until the transaction ends. */
export async function lockForm(ctx: Ctx, submissionKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`api:${ctx.tenant}:${submissionKey}`}, 0))`.execute(ctx.tx);
}

export async function saveRevoked(ctx: Ctx, keyId: string, by: string): Promise<boolean> {
  const row = await tables(ctx)
    .updateTable("api.key")
    .set({ revoked_at: ctx.now, revoked_by: by })
    .where("tenant_id", "=", ctx.tenant)
    .where("key_id", "=", keyId)
    .where("revoked_at", "is", null)
    .returning("key_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that a key was used. Passes over a row that another request is noting at this moment. */
export async function noteUse(ctx: Ctx, keyId: string): Promise<void> {
  await sql`update api.key set last_used_at = ${ctx.now}
    where tenant_id = ${ctx.tenant} and key_id = (
      select key_id from api.key where tenant_id = ${ctx.tenant} and key_id = ${keyId} for update skip locked
    )`.execute(ctx.tx);
}

// — What was sent and done ————————————————————————————————————————————————

export async function insertApplication(ctx: Ctx, clientId: string, caseId: string): Promise<void> {
  await tables(ctx)
    .insertInto("api.application")
    .values({ tenant_id: ctx.tenant, client_id: clientId, case_id: caseId })
    .execute();
}

export async function isApplicationOf(ctx: Ctx, clientId: string, caseId: string): Promise<boolean> {
  const row = await tables(ctx)
    .selectFrom("api.application")
    .select("case_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("client_id", "=", clientId)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ids of what a client has sent, the newest first. @param before the last one of the page before */
export async function listApplications(
  ctx: Ctx,
  clientId: string,
  page: { readonly limit: number; readonly before?: string },
): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("api.application")
    .select("case_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("client_id", "=", clientId)
    .$if(page.before !== undefined, (query) => query.where("case_id", "<", page.before as string))
    .orderBy("case_id", "desc")
    .limit(page.limit)
    .execute();
  return rows.map(({ case_id }) => case_id);
}

export async function insertEvent(ctx: Ctx, event: Omit<AccessEvent, "at">): Promise<void> {
  await tables(ctx)
    .insertInto("api.history")
    .values({
      tenant_id: ctx.tenant,
      entry_id: newId(ctx.now.getTime()),
      client_id: event.clientId,
      key_id: event.keyId ?? null,
      action: event.action,
      case_id: event.caseId ?? null,
      about: event.about ?? null,
      actor_name: event.actorName ?? null,
      happened_at: ctx.now,
    })
    .execute();
}

/** What was done with an access of a client, the latest first. */
export async function listEvents(ctx: Ctx, clientId: string, limit: number): Promise<readonly AccessEvent[]> {
  const rows = await tables(ctx)
    .selectFrom("api.history")
    .select(["client_id", "key_id", "action", "case_id", "about", "actor_name", "happened_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("client_id", "=", clientId)
    .orderBy("position", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    action: row.action as AccessEvent["action"],
    clientId: row.client_id,
    ...(row.key_id === null ? {} : { keyId: row.key_id }),
    ...(row.case_id === null ? {} : { caseId: row.case_id }),
    ...(row.about === null ? {} : { about: row.about }),
    ...(row.actor_name === null ? {} : { actorName: row.actor_name }),
    at: row.happened_at,
  }));
}

// — Files that wait for their application —————————————————————————————————

/** A file that a client has uploaded, and the field that it is for. */
export interface WaitingFile {
  readonly uploadId: string;
  readonly leistungId: string;
  readonly formVersion: number;
  readonly fieldPath: string;
  readonly receivedAt: Date;
}

export async function insertWaitingFile(
  ctx: Ctx,
  clientId: string,
  file: Omit<WaitingFile, "receivedAt"> & { readonly bytes: number },
): Promise<void> {
  await tables(ctx)
    .insertInto("api.upload")
    .values({
      tenant_id: ctx.tenant,
      upload_id: file.uploadId,
      client_id: clientId,
      leistung_id: file.leistungId,
      form_version: file.formVersion,
      field_path: file.fieldPath,
      size_bytes: file.bytes,
      received_at: ctx.now,
    })
    .execute();
}

/** Those of these ids that the client has uploaded and not sent yet. */
export async function listWaitingFiles(
  ctx: Ctx,
  clientId: string,
  uploadIds: readonly string[],
): Promise<readonly WaitingFile[]> {
  if (uploadIds.length === 0) return [];
  const rows = await tables(ctx)
    .selectFrom("api.upload")
    .select(["upload_id", "leistung_id", "form_version", "field_path", "received_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("client_id", "=", clientId)
    .where("upload_id", "in", uploadIds)
    .execute();
  return rows.map((row) => ({
    uploadId: row.upload_id,
    leistungId: row.leistung_id,
    formVersion: row.form_version,
    fieldPath: row.field_path,
    receivedAt: row.received_at,
  }));
}

/** How much of a client waits. */
export async function sumWaitingFiles(
  ctx: Ctx,
  clientId: string,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const row = await tables(ctx)
    .selectFrom("api.upload")
    .select(({ fn }) => [fn.countAll().as("files"), fn.sum("size_bytes").as("bytes")])
    .where("tenant_id", "=", ctx.tenant)
    .where("client_id", "=", clientId)
    .executeTakeFirst();
  return { files: Number(row?.files ?? 0), bytes: Number(row?.bytes ?? 0) };
}

/** They have gone with an application. */
export async function deleteWaitingFiles(ctx: Ctx, uploadIds: readonly string[]): Promise<void> {
  if (uploadIds.length === 0) return;
  await tables(ctx)
    .deleteFrom("api.upload")
    .where("tenant_id", "=", ctx.tenant)
    .where("upload_id", "in", uploadIds)
    .execute();
}

/** @returns ids of those that nobody has sent */
export async function deleteUploadsBefore(ctx: Ctx, before: Date): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .deleteFrom("api.upload")
    .where("tenant_id", "=", ctx.tenant)
    .where("received_at", "<", before)
    .returning("upload_id")
    .execute();
  return rows.map((row) => row.upload_id);
}

// — Requests that are repeated ———————————————————————————————————————————

/**
 * Claims an idempotency key for this transaction.
 * @returns false where an equal request is being worked on
 */
export async function claimIdempotencyKey(ctx: Ctx, clientId: string, idempotencyMac: string): Promise<boolean> {
  const { rows } = await sql<{ claimed: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`api:${ctx.tenant}:${clientId}:${idempotencyMac}`}, 0)) as claimed
  `.execute(ctx.tx);
  return rows[0]?.claimed === true;
}

/** An answer that was given before. */
export interface EarlierAnswer {
  readonly requestMac: string;
  readonly status: number;
  readonly sealedAnswer: string;
}

export async function findAnswer(
  ctx: Ctx,
  clientId: string,
  idempotencyMac: string,
  since: Date,
): Promise<EarlierAnswer | undefined> {
  const row = await tables(ctx)
    .selectFrom("api.idempotency")
    .select(["request_mac", "status", "sealed_answer"])
    .where("tenant_id", "=", ctx.tenant)
    .where("client_id", "=", clientId)
    .where("idempotency_mac", "=", idempotencyMac)
    .where("answered_at", ">=", since)
    .executeTakeFirst();
  return row && { requestMac: row.request_mac, status: row.status, sealedAnswer: row.sealed_answer };
}

/** Keeps an answer; one of the same key that is too old goes. */
export async function keepAnswer(
  ctx: Ctx,
  clientId: string,
  idempotencyMac: string,
  answer: EarlierAnswer,
): Promise<void> {
  await tables(ctx)
    .deleteFrom("api.idempotency")
    .where("tenant_id", "=", ctx.tenant)
    .where("client_id", "=", clientId)
    .where("idempotency_mac", "=", idempotencyMac)
    .execute();
  await tables(ctx)
    .insertInto("api.idempotency")
    .values({
      tenant_id: ctx.tenant,
      client_id: clientId,
      idempotency_mac: idempotencyMac,
      request_mac: answer.requestMac,
      status: answer.status,
      sealed_answer: answer.sealedAnswer,
      answered_at: ctx.now,
    })
    .execute();
}

/** @returns how many were removed */
export async function deleteAnswers(ctx: Ctx, before: Date): Promise<number> {
  const result = await tables(ctx)
    .deleteFrom("api.idempotency")
    .where("tenant_id", "=", ctx.tenant)
    .where("answered_at", "<", before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
